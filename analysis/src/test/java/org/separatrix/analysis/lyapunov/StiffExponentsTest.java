package org.separatrix.analysis.lyapunov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;

class StiffExponentsTest {

    @Test
    void implicitStepsAreChosenWhereExplicitOnesAreMany() {
        var oregonator = Catalog.system("Oregonator");
        double period = oregonator.period().orElse(1);
        var settings = LyapunovSettings.DEFAULT;
        assertThat(Stiffness.of(oregonator.flow(), oregonator.initial(), period, settings))
                .isTrue();
        assertThat(Stiffness.of(Systems.lorenz(), Systems.ON_LORENZ, 1.5, settings)).isFalse();
    }

    /// A limit cycle: one exponent zero, the others negative, and all sum to the divergence.
    @Test
    void theOregonatorsCycleHasOneExponentZero() {
        var spectrum =
                LyapunovSpectrum.of(
                        Catalog.system("Oregonator"), LyapunovSettings.DEFAULT.withPeriods(60, 10));
        assertThat(spectrum.course().stiff()).isTrue();
        assertThat(spectrum.values()[0]).isCloseTo(0, within(2e-3));
        assertThat(spectrum.values()[1]).isLessThan(-0.1);
        assertThat(spectrum.sum().value())
                .isCloseTo(spectrum.divergence(), within(1e-9 * Math.abs(spectrum.divergence())));
    }

    /// Both steppers on the same chaotic flow, which is not stiff.
    @Test
    void implicitStepsCarryTangentVectorsAsExplicitOnesDo() {
        var implicit = new ImplicitTangent(Systems.lorenz(), 3, 1e-7, 0.1);
        var explicit = new ExplicitTangent(Systems.lorenz(), 3, 1e-9, 0.1, java.util.List.of());
        for (TangentStepper stepper : new TangentStepper[] {implicit, explicit}) {
            stepper.start(0, Systems.ON_LORENZ);
            for (int c = 0; c < 3; c++) {
                stepper.frame()[4 * c] = 1;
            }
            while (stepper.time() < 1) {
                stepper.step();
            }
        }
        // The frames end at different times: compare the determinants, which the divergence
        // -41/3 fixes.
        assertThat(Math.log(determinant(implicit.frame())) / implicit.time())
                .isCloseTo(-41.0 / 3, within(1e-3));
        assertThat(Math.log(determinant(explicit.frame())) / explicit.time())
                .isCloseTo(-41.0 / 3, within(1e-3));
        assertThat(implicit.divergence() / implicit.time()).isCloseTo(-41.0 / 3, within(1e-9));
    }

    private static double determinant(double[] a) {
        return a[0] * (a[4] * a[8] - a[5] * a[7])
                - a[1] * (a[3] * a[8] - a[5] * a[6])
                + a[2] * (a[3] * a[7] - a[4] * a[6]);
    }
}
