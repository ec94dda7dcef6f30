package org.separatrix.dynamics.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.DivergedException;
import org.separatrix.equations.Equations;

class StochasticIntegratorTest {

    private static final double MU = 0.5;
    private static final double SIGMA = 0.8;
    private static final StochasticFlow BROWNIAN =
            StochasticFlow.of(Equations.parse("x' = 0.5*x + 0.8*x*noise"));

    /// Root mean square error at t = 1 over many paths against the exact solution on the same path.
    private static double strongError(StochasticMethod method, int level, boolean ito) {
        int paths = 600;
        double sum = 0;
        for (int seed = 0; seed < paths; seed++) {
            var path = new BrownianPath(seed, 1, 1);
            double x =
                    new StochasticIntegrator(method)
                            .level(level)
                            .solve(BROWNIAN, path, new double[] {1}, 0, 2, 1 << level)
                            .last()[0];
            double drift = ito ? MU - SIGMA * SIGMA / 2 : MU;
            double exact = Math.exp(drift + SIGMA * path.value(1)[0]);
            sum += (x - exact) * (x - exact) / paths;
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @CsvSource({"EULER, true, 0.5", "MILSTEIN, true, 1.0", "SRI, true, 1.5", "HEUN, false, 1.0"})
    void theStrongErrorFallsWithTheOrderOfTheMethod(
            StochasticMethod method, boolean ito, double order) {
        // 600 paths leave about 3 percent in each error, 0.03 in the slope over 3 halvings.
        double coarse = strongError(method, 5, ito);
        double fine = strongError(method, 8, ito);
        double slope = Math.log(coarse / fine) / (3 * Math.log(2));
        assertThat(slope).isCloseTo(order, within(0.13));
    }

    @Test
    void theMeanOfEulersMethodErrsToFirstOrder() {
        // E x_n = (1 + mu h)^n exactly; a path mean must agree within its standard error.
        int paths = 20_000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < paths; seed++) {
            double x =
                    new StochasticIntegrator(StochasticMethod.EULER)
                            .level(2)
                            .solve(
                                    BROWNIAN,
                                    new BrownianPath(seed, 1, 1),
                                    new double[] {1},
                                    0,
                                    2,
                                    4)
                            .last()[0];
            sum += x;
            squares += x * x;
        }
        double mean = sum / paths;
        double se = Math.sqrt((squares / paths - mean * mean) / paths);
        assertThat(mean).isCloseTo(Math.pow(1 + MU / 4, 4), within(4 * se));
        double coarse = Math.exp(MU) - Math.pow(1 + MU / 64, 64);
        double fine = Math.exp(MU) - Math.pow(1 + MU / 128, 128);
        assertThat(coarse / fine).isCloseTo(2, within(0.02));
    }

    @Test
    void theOrnsteinUhlenbeckProcessHasItsStationaryVariance() {
        var flow = StochasticFlow.of(Equations.parse("x' = -2*x + 1.5*noise"));
        int n = 40_000;
        var x =
                new StochasticIntegrator(StochasticMethod.SRI)
                        .solve(flow, new BrownianPath(1, 1, 0.05), new double[] {0}, 0, n, 10);
        double sum = 0;
        for (int i = 100; i < n; i++) {
            sum += x.state(i, 0) * x.state(i, 0);
        }
        double variance = sum / (n - 100);
        // sigma^2/(2 theta); samples half a time unit apart are correlated by exp(-1).
        double exact = 1.5 * 1.5 / 4;
        double se = exact * Math.sqrt(2 * (1 + Math.exp(-2)) / (1 - Math.exp(-2)) / n);
        assertThat(variance).isCloseTo(exact, within(4 * se + 0.004 * exact));
    }

    @Test
    void milsteinFollowsTheSquareRootProcessOfCoxIngersollAndRoss() {
        var flow = StochasticFlow.of(Catalog.system("CoxIngersollRoss").system());
        int paths = 2000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < paths; seed++) {
            double x =
                    new StochasticIntegrator(StochasticMethod.MILSTEIN)
                            .solve(
                                    flow,
                                    new BrownianPath(seed, 1, 0.02),
                                    new double[] {0.1},
                                    0,
                                    2,
                                    50)
                            .last()[0];
            sum += x;
            squares += x * x;
        }
        double mean = sum / paths;
        double variance = squares / paths - mean * mean;
        double decay = Math.exp(-0.5);
        double exact = 0.06 + 0.04 * decay;
        double exactVariance =
                0.15 * 0.15 / 0.5 * (0.1 * (decay - decay * decay) + 0.03 * Math.pow(1 - decay, 2));
        assertThat(mean).isCloseTo(exact, within(4 * Math.sqrt(exactVariance / paths) + 2e-4));
        assertThat(variance).isCloseTo(exactVariance, within(0.14 * exactVariance));
    }

    @Test
    void sriKeepsItsOrderWithDiagonalNoiseOfTwoStates() {
        var flow =
                StochasticFlow.of(
                        Equations.parse("x' = 0.2*y + 0.5*x*noise\ny' = -x + 0.4*y*noise"));
        double coarse = difference(flow, 4);
        double fine = difference(flow, 7);
        assertThat(Math.log(coarse / fine) / (3 * Math.log(2))).isGreaterThan(1.3);
    }

    /// Root mean square distance to the same path with steps a sixteenth.
    private static double difference(StochasticFlow flow, int level) {
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            var path = new BrownianPath(seed, 2, 1);
            var sri = new StochasticIntegrator(StochasticMethod.SRI);
            double[] start = {1, 0.5};
            double a = sri.level(level).solve(flow, path, start, 0, 2, 1 << level).last()[0];
            double b = sri.level(level + 4).solve(flow, path, start, 0, 2, 16 << level).last()[0];
            sum += (a - b) * (a - b);
        }
        return Math.sqrt(sum);
    }

    @Test
    void noiseThatDoesNotCommuteIsRefusedWithAdvice() {
        var heston = StochasticFlow.of(Catalog.system("Heston").system());
        var path = new BrownianPath(1, 2, 0.01);
        assertThatThrownBy(() ->
                        new StochasticIntegrator(StochasticMethod.MILSTEIN)
                                .solve(heston, path, new double[] {1, 0.04}, 0, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channels 0 and 1 do not commute in x")
                .hasMessageEndingWith("Take euler.");
        assertThatThrownBy(() ->
                        new StochasticIntegrator(StochasticMethod.SRI)
                                .solve(heston, path, new double[] {1, 0.04}, 0, 2, 1))
                .hasMessageStartingWith("sri needs scalar noise");
        assertThat(StochasticMethod.suiting(heston)).isEqualTo(StochasticMethod.EULER);
    }

    @Test
    void noiseOfStrengthZeroLeavesTheFlowAsItIs() {
        var decay = Equations.parse("x' = -x");
        var x =
                new StochasticIntegrator(StochasticMethod.SRI)
                        .solve(
                                StochasticFlow.disturbed(decay, 0),
                                new BrownianPath(1, 1, 0.001),
                                new double[] {1},
                                0,
                                2,
                                1000);
        assertThat(x.last()[0]).isCloseTo(Math.exp(-1), within(1e-6));
    }

    @Test
    void aDisturbedStateWithoutForceSpreadsLikeItsPath() {
        var still = StochasticFlow.disturbed(Equations.parse("x' = 0*x\ny' = 0*y"), 0.3);
        var path = new BrownianPath(9, 2, 0.1);
        var x =
                new StochasticIntegrator(StochasticMethod.SRI)
                        .solve(still, path, new double[] {1, 2}, 0, 11, 1);
        double[] w = path.value(1);
        assertThat(x.last())
                .containsExactly(new double[] {1 + 0.3 * w[0], 2 + 0.3 * w[1]}, within(1e-12));
    }

    @Test
    void aStateThatExplodesIsReportedByName() {
        var flow = StochasticFlow.of(Equations.parse("x' = x^3 + noise"));
        assertThatThrownBy(() ->
                        new StochasticIntegrator(StochasticMethod.EULER)
                                .solve(
                                        flow,
                                        new BrownianPath(1, 1, 0.1),
                                        new double[] {5},
                                        0,
                                        100,
                                        1))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("x became");
    }
}
