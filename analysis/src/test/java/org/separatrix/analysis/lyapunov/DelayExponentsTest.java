package org.separatrix.analysis.lyapunov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.equations.Equations;

import java.util.Map;

class DelayExponentsTest {

    private static final LyapunovSettings SETTINGS = LyapunovSettings.DEFAULT;

    private static DelayFlow flow(String text) {
        return DelayFlow.of(Equations.parse(text));
    }

    /// The roots of `s = -exp(-s)` come in pairs; the first is -0.318132 with its conjugate, the
    /// second -2.062278.
    @Test
    void exponentsOfALinearEquationAreTheRealPartsOfItsCharacteristicRoots() {
        var spectrum =
                LyapunovSpectrum.ofDelay(
                        flow("x' = -x(t - 1)"),
                        new double[] {1},
                        1,
                        100,
                        SETTINGS.withPeriods(400, 50).withExponents(4));
        var values = spectrum.values();
        assertThat(values[0]).isCloseTo(-0.318132, within(3e-3));
        assertThat(values[0] + values[1]).isCloseTo(2 * -0.318132, within(1e-4));
        assertThat(values[2] + values[3]).isCloseTo(2 * -2.062278, within(1e-3));
    }

    @Test
    void aLagThatIsNoMultipleOfTheCellIsInterpolated() {
        var spectrum =
                LyapunovSpectrum.ofDelay(
                        flow("x' = -x(t - 1)\ny' = -y + 0*x(t - 1/sqrt(2))"),
                        new double[] {1, 1},
                        1,
                        64,
                        SETTINGS.withPeriods(300, 50).withExponents(3));
        assertThat(spectrum.values()[2]).isCloseTo(-1, within(1e-4));
    }

    @Test
    void exponentsConvergeWithTheFourthPowerOfTheCell() {
        double exact = 2 * -2.062277730;
        double coarse = Math.abs(secondPair(10) - exact);
        double fine = Math.abs(secondPair(20) - exact);
        assertThat(coarse / fine).isCloseTo(16, within(6.0));
    }

    private static double secondPair(int cells) {
        var values =
                LyapunovSpectrum.ofDelay(
                                flow("x' = -x(t - 1)"),
                                new double[] {1},
                                1,
                                cells,
                                SETTINGS.withPeriods(2000, 50).withExponents(4))
                        .values();
        return values[2] + values[3];
    }

    /// Farmer (1982) finds one positive exponent at a lag of 17 and more of them at longer lags.
    @Test
    void longerLagsMakeMackeyAndGlasssEquationMoreChaotic() {
        var short17 = mackeyGlass(17, 300);
        // The second exponent is 0.0018: it takes 900 periods to tell it from zero by three errors.
        var long30 = mackeyGlass(30, 900);
        assertThat(short17.largest().value()).isBetween(0.005, 0.009);
        assertThat(positive(short17)).isEqualTo(1);
        assertThat(positive(long30)).isGreaterThanOrEqualTo(2);
        assertThat(short17.kaplanYorke().value()).isCloseTo(2.1, within(0.1));
        assertThat(long30.kaplanYorke().value()).isBetween(3.0, 4.5);
    }

    private static LyapunovSpectrum mackeyGlass(double tau, int periods) {
        var system = Catalog.system("MackeyGlass").withParameters(Map.of("tau", tau));
        return LyapunovSpectrum.ofDelay(
                DelayFlow.of(system.system()),
                system.initial(),
                50,
                100,
                SETTINGS.withPeriods(periods, 50).withExponents(8));
    }

    private static long positive(LyapunovSpectrum spectrum) {
        return spectrum.exponents().stream()
                .filter(e -> e.value() > 3 * e.error() && e.value() > 1e-3)
                .count();
    }

    @Test
    void aRoughHistoryIsRefused() {
        assertThatThrownBy(() ->
                        LyapunovSpectrum.ofDelay(
                                flow("x' = -x(t - 1)"), new double[] {1}, 1, 5, SETTINGS))
                .hasMessage("cells must be at least 10, got 5");
    }
}
