package org.separatrix.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.Seeds;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class TransportToolsTest {

    /// The normal law of deviation `spread` about `mean`, one coordinate.
    private static Sampler normal(double mean, double spread) {
        return new Sampler() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public void draw(RandomGenerator random, double[] point) {
                point[0] = mean + spread * random.nextGaussian();
            }
        };
    }

    @Test
    void bridgesAreTiedAtBothEndsAndHaveTheCovarianceOfTheory() {
        var random = new SplittableRandom(1);
        int n = 40_000;
        double product = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double[][] path =
                    BrownianBridge.path(
                            new double[] {1},
                            new double[] {3},
                            new double[] {0, 0.25, 0.5, 1},
                            2,
                            random);
            assertThat(path[0][0]).isEqualTo(1);
            assertThat(path[3][0]).isEqualTo(3);
            product += (path[1][0] - 1.5) * (path[2][0] - 2) / n;
            square += (path[2][0] - 2) * (path[2][0] - 2) / n;
        }
        // Covariance epsilon s (1 - t); four standard errors.
        assertThat(product).isCloseTo(2 * 0.25 * 0.5, within(0.01));
        assertThat(square).isCloseTo(2 * 0.5 * 0.5, within(4 * 0.5 * Math.sqrt(2.0 / n)));
    }

    @Test
    void timesOfABridgeMustRise() {
        assertThatThrownBy(() ->
                        BrownianBridge.path(
                                new double[1],
                                new double[1],
                                new double[] {0.5, 0.2},
                                1,
                                new SplittableRandom(1)))
                .hasMessage("times must rise within [0, 1], got 0.2 after 0.5");
    }

    @Test
    void optimalPairsOnALineAreSorted() {
        var random = new SplittableRandom(2);
        var x = new double[20][1];
        var y = new double[20][1];
        Coupling.optimal(normal(0, 1), normal(5, 2)).draw(random, x, y);
        Integer[] order = new Integer[20];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(x[a][0], x[b][0]));
        for (int i = 1; i < 20; i++) {
            assertThat(y[order[i]][0]).isGreaterThanOrEqualTo(y[order[i - 1]][0]);
        }
    }

    @Test
    void entropicPairsGoFromIndependentToSortedAsEpsilonFalls() {
        assertThat(correlation(Coupling.independent(normal(0, 1), normal(0, 1))))
                .isCloseTo(0, within(0.1));
        // Between standard normals the correlation is sqrt(1 + epsilon^2/4) - epsilon/2.
        double expected = Math.sqrt(1.25) - 0.5;
        assertThat(correlation(Coupling.entropic(normal(0, 1), normal(0, 1), 1)))
                .isCloseTo(expected, within(0.1));
    }

    private static double correlation(Coupling coupling) {
        var random = new SplittableRandom(4);
        double product = 0;
        int batches = 20;
        int n = 100;
        for (int b = 0; b < batches; b++) {
            var x = new double[n][1];
            var y = new double[n][1];
            coupling.draw(random, x, y);
            for (int i = 0; i < n; i++) {
                product += x[i][0] * y[i][0] / (batches * n);
            }
        }
        return product;
    }

    @Test
    void simulationOfALinearDriftHasItsClosedForm() {
        Drift decay = (_, x, g) -> g[0] = -x[0];
        double[][] path = decay.simulate(new double[] {1}, 1000, 0, new SplittableRandom(1));
        // Euler's error is h/2 e^-1.
        assertThat(path[1000][0]).isCloseTo(Math.exp(-1), within(2e-4));
    }

    @Test
    void networkLearnsTheDriftOfAGaussianBridge() {
        var network = new DriftNetwork(32, 5e-3, 128, 600);
        var drift =
                network.match(Coupling.independent(normal(0, 1), normal(2, 1)), 1, new Seeds(1));
        var random = new SplittableRandom(5);
        int n = 2000;
        double mean = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double end = drift.simulate(new double[] {random.nextGaussian()}, 50, 1, random)[50][0];
            mean += end / n;
            square += end * end / n;
        }
        // One projection keeps the marginals, whatever the coupling.
        assertThat(mean).isCloseTo(2, within(0.15));
        assertThat(square - mean * mean).isCloseTo(1, within(0.2));
    }

    @Test
    void iterativeFittingReachesTheTarget() {
        var ipf = new IterativeFitting(1, 2, 400, 20, new DriftNetwork(32, 5e-3, 128, 300));
        var drift = ipf.fit(normal(0, 1), normal(2, 0.5), new Seeds(2));
        var random = new SplittableRandom(6);
        int n = 1000;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            double[] start = {random.nextGaussian()};
            mean += drift.simulate(start, 20, 1, random)[20][0] / n;
        }
        assertThat(mean).isCloseTo(2, within(0.25));
    }
}
