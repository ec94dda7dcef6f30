package org.separatrix.analysis.lyapunov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.spectral.SemilinearPde;

import java.util.List;
import java.util.Map;

class FieldExponentsTest {

    /// Perturbations of the zero solution grow as `1 - k^2` for the wave numbers 0, 1, 1, 2, 2.
    @Test
    void exponentsOfALinearFieldAreTheGrowthRatesOfItsModes() {
        var pde = SemilinearPde.of("u' = u_xx + u - u^3", Map.of(), 32, 2 * Math.PI);
        var spectrum =
                LyapunovSpectrum.ofPde(
                        pde,
                        new double[32],
                        0.02,
                        1,
                        LyapunovSettings.DEFAULT.withPeriods(40, 40).withExponents(5));
        double[] expected = {1, 0, 0, -3, -3};
        for (int c = 0; c < 5; c++) {
            assertThat(spectrum.values()[c]).isCloseTo(expected[c], within(1e-3));
        }
    }

    /// Cvitanović, Davidchack and Siminos, SIAM J. Appl. Dyn. Syst. 9 (2010): 0.048, two zeros of
    /// the translations in time and space, -0.003, then -0.189. A third zero is the mean of the
    /// field, which is kept.
    @Test
    void kuramotoAndSivashinskysFlameHasTheExponentsOfTheLiterature() {
        var system = Catalog.system("KuramotoSivashinsky");
        var pde = SemilinearPde.of(system.equations(), Map.of(), 32, 22);
        var start = pde.start(List.of("cos(2*pi*x/22) + 0.5*sin(4*pi*x/22)"));
        var spectrum =
                LyapunovSpectrum.ofPde(
                        pde,
                        start,
                        0.2,
                        9,
                        LyapunovSettings.DEFAULT.withPeriods(200, 30).withExponents(6));
        var found = spectrum.exponents();
        assertThat(found.get(0).value()).isCloseTo(0.048, within(4 * found.get(0).error() + 0.002));
        for (int c = 1; c < 5; c++) {
            assertThat(found.get(c).value()).isCloseTo(-0.001, within(0.012));
        }
        assertThat(found.get(5).value())
                .isCloseTo(-0.189, within(4 * found.get(5).error() + 0.004));
    }
}
