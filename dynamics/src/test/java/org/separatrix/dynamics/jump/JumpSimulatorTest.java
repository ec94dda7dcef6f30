package org.separatrix.dynamics.jump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.jump.JumpProcess.Reaction;
import org.separatrix.equations.ParameterValue;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

class JumpSimulatorTest {

    private static JumpProcess birthDeath(double birth, double death) {
        return JumpProcess.of(
                List.of("n"),
                List.of(
                        new Reaction(Map.of("n", 1), "birth"),
                        new Reaction(Map.of("n", -1), "death*n")),
                Map.of("birth", ParameterValue.of(birth), "death", ParameterValue.of(death)));
    }

    private static final JumpProcess EPIDEMIC =
            JumpProcess.of(
                    List.of("S", "I", "R"),
                    List.of(
                            new Reaction(Map.of("S", -1, "I", 1), "0.5*S*I/10000"),
                            new Reaction(Map.of("I", -1, "R", 1), "0.1*I")),
                    Map.of());

    private static double[] times(double end, int points) {
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = end * i / (points - 1);
        }
        return times;
    }

    private static double[] meanAndVariance(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double variance = 0;
        for (double v : values) {
            variance += (v - mean) * (v - mean) / (values.length - 1);
        }
        return new double[] {mean, variance};
    }

    @Test
    void birthAndDeathLeadToThePoissonLaw() {
        int n = 8000;
        // Samples 3 lifetimes apart are correlated by exp(-3) only.
        var x =
                JumpSimulator.DIRECT.solve(
                        birthDeath(12, 1), new double[] {12}, times(3.0 * n, n + 1), 4);
        double[] stationary = meanAndVariance(x.column(0));
        assertThat(stationary[0]).isCloseTo(12, within(4 * Math.sqrt(12.0 / n) * 1.05));
        // Variance of a sample variance: (mu + 2 mu^2)/n for the Poisson law.
        assertThat(stationary[1]).isCloseTo(12, within(4 * Math.sqrt((12 + 2 * 144.0) / n) * 1.05));
    }

    @Test
    void waitingTimesAreExponential() {
        var process =
                JumpProcess.of(
                        List.of("n"), List.of(new Reaction(Map.of("n", 1), "2.5")), Map.of());
        var x = JumpSimulator.DIRECT.events(process, new double[] {0}, 0, 4000, 20_000, 1);
        int n = x.size() - 2;
        double sum = 0;
        double squares = 0;
        for (int i = 1; i <= n; i++) {
            double wait = x.time(i) - x.time(i - 1);
            sum += wait / n;
            squares += wait * wait / n;
        }
        assertThat(sum).isCloseTo(0.4, within(4 * 0.4 / Math.sqrt(n)));
        assertThat(squares).isCloseTo(0.32, within(4 * 0.32 * Math.sqrt(5.0 / n)));
    }

    @Test
    void anEpidemicKeepsItsPopulation() {
        for (var method : List.of(JumpSimulator.DIRECT, JumpSimulator.TAU_LEAPING)) {
            var x = method.solve(EPIDEMIC, new double[] {9900, 100, 0}, times(160, 81), 3);
            for (int i = 0; i < x.size(); i++) {
                assertThat(x.state(i, 0) + x.state(i, 1) + x.state(i, 2)).isEqualTo(10_000);
                assertThat(x.state(i, 0)).isNotNegative();
                assertThat(x.state(i, 1)).isNotNegative();
            }
        }
    }

    @Test
    void leapsAgreeWithSingleEventsInMeanAndVariance() {
        int runs = 200;
        var direct = new double[runs];
        var leaps = new double[runs];
        for (int seed = 0; seed < runs; seed++) {
            direct[seed] = susceptible(JumpSimulator.DIRECT, seed);
            leaps[seed] = susceptible(JumpSimulator.TAU_LEAPING, 1000 + seed);
        }
        double[] a = meanAndVariance(direct);
        double[] b = meanAndVariance(leaps);
        double se = Math.sqrt((a[1] + b[1]) / runs);
        assertThat(b[0]).isCloseTo(a[0], within(4 * se));
        // Ratio of two variances of 200 samples: 4 standard errors of its logarithm.
        assertThat(Math.log(b[1] / a[1])).isCloseTo(0, within(4 * 2 / Math.sqrt(runs)));
    }

    private static double susceptible(JumpSimulator method, long seed) {
        return method.solve(EPIDEMIC, new double[] {9000, 1000, 0}, new double[] {0, 6}, seed)
                .last()[0];
    }

    @Test
    void poissonNumbersHaveTheirMeanAndVariance() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        for (double mean : new double[] {0.3, 7, 15, 400}) {
            int n = 40_000;
            var values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = Poisson.sample(random, mean);
            }
            double[] moments = meanAndVariance(values);
            assertThat(moments[0]).isCloseTo(mean, within(4 * Math.sqrt(mean / n)));
            assertThat(moments[1])
                    .isCloseTo(mean, within(4 * Math.sqrt((mean + 2 * mean * mean) / n)));
        }
    }

    @Test
    void theSameSeedGivesTheSameEvents() {
        var a = JumpSimulator.DIRECT.solve(EPIDEMIC, new double[] {99, 1, 0}, times(20, 9), 5);
        var b = JumpSimulator.DIRECT.solve(EPIDEMIC, new double[] {99, 1, 0}, times(20, 9), 5);
        assertThat(b.states()).isEqualTo(a.states());
    }

    @Test
    void aNegativeRateIsReportedWithTheReaction() {
        var process =
                JumpProcess.of(
                        List.of("n"), List.of(new Reaction(Map.of("n", 1), "5 - n")), Map.of());
        assertThatThrownBy(() ->
                        JumpSimulator.DIRECT.solve(
                                process, new double[] {7}, new double[] {0, 100}, 1))
                .isInstanceOf(JumpException.class)
                .hasMessageStartingWith(
                        "the rate of reaction 1 must be finite and not negative, got 5 - n = -2.0");
    }

    @Test
    void aReactionWithoutItsReactantIsReported() {
        var process =
                JumpProcess.of(List.of("n"), List.of(new Reaction(Map.of("n", -1), "1")), Map.of());
        assertThatThrownBy(() ->
                        JumpSimulator.DIRECT.solve(
                                process, new double[] {2}, new double[] {0, 100}, 1))
                .isInstanceOf(JumpException.class)
                .hasMessageContaining("would leave n at -1");
    }
}
