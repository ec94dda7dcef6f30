package org.separatrix.analysis.lyapunov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Estimate;

import java.util.Map;

class LyapunovSpectrumTest {

    private static final LyapunovSettings DEFAULT = LyapunovSettings.DEFAULT;

    @Test
    void lorenzHasTheSpectrumOfTheLiterature() {
        var spectrum =
                LyapunovSpectrum.of(
                        Systems.lorenz(), Systems.ON_LORENZ, 1.5, DEFAULT.withPeriods(2000, 50));
        assertWithin(spectrum.exponents().get(0), 0.9056, 3);
        assertWithin(spectrum.exponents().get(1), 0, 3);
        assertWithin(spectrum.exponents().get(2), -14.5723, 3);
        assertThat(spectrum.largest().error()).isLessThan(0.01);
        // The literature prints three decimals.
        var dimension = spectrum.kaplanYorke();
        assertThat(dimension.value()).isCloseTo(2.062, within(3 * dimension.error() + 5e-4));
    }

    @Test
    void exponentsSumToTheConstantDivergence() {
        var spectrum = LyapunovSpectrum.of(Systems.lorenz(), Systems.ON_LORENZ, 1.5, DEFAULT);
        assertThat(spectrum.sum().value()).isCloseTo(-41.0 / 3, within(1e-6));
        assertThat(spectrum.divergence()).isCloseTo(-41.0 / 3, within(1e-9));
    }

    /// One standard error should cover the truth in 68 of 100 runs, two in 95.
    @Test
    void reportedErrorsCoverTheTrueValueAsOftenAsTheyPromise() {
        int one = 0;
        int two = 0;
        for (int seed = 0; seed < 20; seed++) {
            var largest =
                    LyapunovSpectrum.of(
                                    Systems.lorenz(),
                                    Systems.ON_LORENZ,
                                    1.5,
                                    DEFAULT.withPeriods(300, 20).withExponents(1).withSeed(seed))
                            .largest();
            double deviation = Math.abs(largest.value() - 0.9056);
            one += deviation <= largest.error() ? 1 : 0;
            two += deviation <= 2 * largest.error() ? 1 : 0;
        }
        assertThat(one).isBetween(10, 17);
        assertThat(two).isGreaterThanOrEqualTo(17);
    }

    @Test
    void rosslerHasOnePositiveAndOneVanishingExponent() {
        var rossler =
                Systems.flow(
                        """
                        x' = -y - z
                        y' = x + 0.2*y
                        z' = 0.2 + z*(x - 5.7)
                        """);
        var spectrum =
                LyapunovSpectrum.of(
                        rossler, new double[] {6.5, 0, 0.1}, 5.9, DEFAULT.withPeriods(800, 20));
        assertWithin(spectrum.exponents().get(0), 0.0714, 3);
        assertWithin(spectrum.exponents().get(1), 0, 3);
        assertWithin(spectrum.exponents().get(2), -5.394, 3);
        assertThat(spectrum.sum().value()).isCloseTo(spectrum.divergence(), within(1e-6));
    }

    @Test
    void exponentsOfALinearFlowAreTheRealPartsOfItsEigenvalues() {
        var focus =
                Systems.flow(
                        """
                        x' = -0.3*x + 2*y
                        y' = -2*x - 0.3*y
                        z' = 0.5*x - 1.7*z
                        """);
        var spectrum =
                LyapunovSpectrum.of(focus, new double[] {1, 0, 1}, 3, DEFAULT.withPeriods(60, 20));
        assertThat(spectrum.values()[0]).isCloseTo(-0.3, within(0.01));
        assertThat(spectrum.values()[1]).isCloseTo(-0.3, within(0.01));
        assertThat(spectrum.values()[2]).isCloseTo(-1.7, within(1e-6));
    }

    @Test
    void hamiltonianExponentsComeInPairs() {
        var spectrum =
                LyapunovSpectrum.of(
                        Catalog.flow("HenonHeiles"),
                        henonHeilesStart(),
                        6.3,
                        DEFAULT.withPeriods(1500, 50));
        var values = spectrum.values();
        assertThat(values[0]).isCloseTo(-values[3], within(2e-4));
        assertThat(values[1]).isCloseTo(-values[2], within(2e-4));
        // A slowly mixing sea: the literature's 0.129 is known to 0.006 itself.
        assertThat(values[0]).isCloseTo(0.129, within(3 * spectrum.largest().error() + 0.012));
    }

    @Test
    void sprottsFlowsHaveTheExponentsHePublished() {
        // J. C. Sprott, Phys. Rev. E 50 (1994), R647.
        var published =
                Map.ofEntries(
                        Map.entry("SprottB", 0.210),
                        Map.entry("SprottC", 0.163),
                        Map.entry("SprottD", 0.103),
                        Map.entry("SprottE", 0.078),
                        Map.entry("SprottF", 0.117),
                        Map.entry("SprottG", 0.034),
                        Map.entry("SprottH", 0.117),
                        Map.entry("SprottI", 0.012),
                        Map.entry("SprottJ", 0.076),
                        Map.entry("SprottK", 0.038),
                        Map.entry("SprottL", 0.061),
                        Map.entry("SprottM", 0.044),
                        Map.entry("SprottN", 0.076),
                        Map.entry("SprottO", 0.049),
                        Map.entry("SprottP", 0.087),
                        Map.entry("SprottQ", 0.109),
                        Map.entry("SprottR", 0.062),
                        Map.entry("SprottS", 0.188));
        published.forEach((name, exponent) -> {
            var largest =
                    LyapunovSpectrum.of(
                                    Catalog.system(name),
                                    DEFAULT.withPeriods(1500, 200).withExponents(1))
                            .largest();
            // Printed with three decimals; five percent, and the error of a short run.
            assertThat(largest.value())
                    .as(name)
                    .isCloseTo(exponent, within(0.05 * exponent + 0.0005 + 2 * largest.error()));
        });
    }

    /// On the section x = 0 with y = -0.15, p_y = 0 and energy 1/6.
    private static double[] henonHeilesStart() {
        double y = -0.15;
        double px = Math.sqrt(2 * (1.0 / 6 - 0.5 * y * y + y * y * y / 3));
        return new double[] {0, y, px, 0};
    }

    @Test
    void aPhaseThatHasGrownLargeIsStillResolved() {
        var flow =
                Systems.flow(
                        """
                        x' = 1.73205*sin(z) + cos(y)
                        y' = 1.73205*cos(z) + 1.41421*sin(x)
                        z' = 1.41421*cos(x) + sin(y)
                        """);
        var spectrum =
                LyapunovSpectrum.of(
                        flow,
                        new double[] {147.913, -1762.81, -647.376},
                        2.85,
                        DEFAULT.withPeriods(200, 20));
        assertThat(spectrum.sum().value()).isCloseTo(0, within(1e-5));
    }

    @Test
    void jumpsOfTheRightHandSideKeepTheDirectionOfTheFlowNeutral() {
        var spectrum =
                LyapunovSpectrum.of(Catalog.system("JerkSign"), DEFAULT.withPeriods(500, 50));
        // Between the jumps the flow is linear with the eigenvalues 0.152 (twice) and -0.804.
        assertThat(spectrum.exponents().get(1).value()).isCloseTo(0, within(0.005));
        assertThat(spectrum.sum().value()).isCloseTo(-0.5, within(1e-4));
        assertThat(spectrum.largest().value()).isCloseTo(0.15, within(0.03));
    }

    @Test
    void logisticMapAtFourGrowsByLogTwo() {
        assertMap("x = 4*x*(1 - x)", new double[] {0.3}, Math.log(2));
    }

    @Test
    void chebyshevMapOfDegreeSixGrowsByLogSix() {
        assertMap("x = cos(6*acos(x))", new double[] {0.3}, Math.log(6));
    }

    @Test
    void henonMapContractsAreasByItsParameter() {
        var henon = Systems.map("x = 1 - 1.4*x^2 + y\ny = 0.3*x");
        var spectrum =
                LyapunovSpectrum.ofMap(
                        henon, new double[] {0.1, 0.1}, DEFAULT.withPeriods(100_000, 1000));
        assertThat(spectrum.sum().value()).isCloseTo(Math.log(0.3), within(1e-10));
        // Round-off of 100,000 additions.
        assertThat(spectrum.divergence()).isCloseTo(Math.log(0.3), within(1e-10));
        assertThat(spectrum.largest().value()).isCloseTo(0.4192, within(0.004));
    }

    @Test
    void standardMapPreservesAreas() {
        var map = Systems.map("p = p + 2*sin(q)\nq = q + p + 2*sin(q)");
        var spectrum =
                LyapunovSpectrum.ofMap(
                        map, new double[] {0.1, 0.2}, DEFAULT.withPeriods(10_000, 100));
        assertThat(spectrum.divergence()).isCloseTo(0, within(1e-12));
        assertThat(spectrum.values()[0]).isCloseTo(-spectrum.values()[1], within(1e-10));
    }

    @Test
    void runsAreTheSameOnAnyNumberOfThreads() {
        var settings = DEFAULT.withPeriods(20, 5).withStarts(4);
        var one = LyapunovSpectrum.of(Systems.lorenz(), Systems.ON_LORENZ, 1.5, settings);
        var two =
                LyapunovSpectrum.of(
                        Systems.lorenz(), Systems.ON_LORENZ, 1.5, settings.withThreads(2));
        assertThat(two.values()).containsExactly(one.values());
    }

    @Test
    void someExponentsAreTheFirstOfAll() {
        var settings = DEFAULT.withPeriods(50, 20);
        var all = LyapunovSpectrum.of(Systems.lorenz(), Systems.ON_LORENZ, 1.5, settings);
        var one =
                LyapunovSpectrum.of(
                        Systems.lorenz(), Systems.ON_LORENZ, 1.5, settings.withExponents(1));
        assertThat(one.exponents()).hasSize(1);
        assertThat(one.largest().value())
                .isCloseTo(all.largest().value(), within(4 * all.largest().error()));
    }

    @Test
    void aTrajectoryThatBecomesInfiniteIsAFailureThatSaysWhere() {
        assertThatThrownBy(() ->
                        LyapunovSpectrum.of(Systems.flow("x' = x^2"), new double[] {1}, 1, DEFAULT))
                .isInstanceOf(TangentFailureException.class)
                .hasMessageContaining("t = 1");
    }

    @Test
    void moreExponentsThanStatesAreRefused() {
        assertThatThrownBy(() ->
                        LyapunovSpectrum.of(
                                Systems.lorenz(), Systems.ON_LORENZ, 1.5, DEFAULT.withExponents(4)))
                .hasMessage("exponents must be at most the dimension 3, got 4");
    }

    private static void assertMap(String equations, double[] start, double expected) {
        var spectrum =
                LyapunovSpectrum.ofMap(
                        Systems.map(equations), start, DEFAULT.withPeriods(50_000, 100));
        assertThat(spectrum.largest().value())
                .isCloseTo(expected, within(4 * spectrum.largest().error() + 1e-9));
        assertThat(spectrum.largest().error()).isLessThan(0.01);
    }

    private static void assertWithin(Estimate estimate, double expected, double errors) {
        assertThat(estimate.value()).isCloseTo(expected, within(errors * estimate.error()));
    }
}
