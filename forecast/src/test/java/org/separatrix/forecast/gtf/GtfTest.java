package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class GtfTest {

    private static ShallowPlrnn net(int m, int l, boolean clipped, long seed) {
        var net = ShallowPlrnn.random(m, l, clipped, new SplittableRandom(seed));
        // Thresholds away from zero, so that both forms have kinks where the data are.
        var random = new SplittableRandom(seed + 1);
        for (int k = 0; k < l; k++) {
            net.h2()[k] = random.nextGaussian();
        }
        return net;
    }

    private static double[][] states(int n, int m, long seed) {
        var random = new SplittableRandom(seed);
        var x = new double[n][m];
        for (double[] row : x) {
            for (int j = 0; j < m; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return x;
    }

    private static ShallowPlrnn line(double a) {
        return new ShallowPlrnn(
                1,
                1,
                true,
                new double[] {a},
                new double[1],
                new double[1],
                new double[1],
                new double[1]);
    }

    private static double loss(ShallowPlrnn net, double[][] x, double alpha) {
        var pass = new ForcedGradient(net, x.length - 1, 1);
        return Passes.error(pass, new double[][][] {x}, alpha, 1);
    }

    @ParameterizedTest
    @CsvSource({"true,0", "true,0.3", "true,1", "false,0", "false,0.3"})
    void gradientAgreesWithFiniteDifferences(boolean clipped, double alpha) {
        var net = net(3, 7, clipped, 4);
        double[][] x = states(12, 3, 9);
        var gradient = new ForcedGradient(net, 11, 2);
        Passes.error(gradient, new double[][][] {x}, alpha, 1);
        double[][] parameters = {net.a(), net.w1(), net.w2(), net.h1(), net.h2()};
        double[][] gradients = {gradient.a, gradient.w1, gradient.w2, gradient.h1, gradient.h2};
        double h = 1e-6;
        for (int k = 0; k < parameters.length; k++) {
            for (int i = 0; i < parameters[k].length; i++) {
                double kept = parameters[k][i];
                parameters[k][i] = kept + h;
                double up = loss(net, x, alpha);
                parameters[k][i] = kept - h;
                double down = loss(net, x, alpha);
                parameters[k][i] = kept;
                // Central differences: O(h^2) plus round-off 1e-16*loss/h.
                double slope = (up - down) / (2 * h);
                assertThat(gradients[k][i]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            }
        }
    }

    @Test
    void fullForcingIsOneStepRegression() {
        var net = net(2, 5, true, 1);
        double[][] x = states(8, 2, 2);
        double sum = 0;
        for (int t = 0; t + 1 < x.length; t++) {
            var next = new double[2];
            net.step(x[t], next);
            for (int j = 0; j < 2; j++) {
                sum += (next[j] - x[t + 1][j]) * (next[j] - x[t + 1][j]);
            }
        }
        assertThat(loss(net, x, 1)).isCloseTo(sum, within(1e-12 * sum));
    }

    @Test
    void noForcingIsTheFreeRun() {
        var net = net(2, 5, true, 1);
        double[][] x = states(8, 2, 2);
        double[][] orbit = net.freeRun(x[0], 7);
        double sum = 0;
        for (int t = 0; t < 7; t++) {
            for (int j = 0; j < 2; j++) {
                sum += (orbit[t][j] - x[t + 1][j]) * (orbit[t][j] - x[t + 1][j]);
            }
        }
        assertThat(loss(net, x, 0)).isCloseTo(sum, within(1e-12 * sum));
    }

    @Test
    void strengthIsOneMinusTheInverseNorm() {
        assertThat(Forcing.strength(0.5)).isZero();
        assertThat(Forcing.strength(1)).isZero();
        assertThat(Forcing.strength(2)).isEqualTo(0.5);
        assertThat(Forcing.strength(4)).isEqualTo(0.75);
    }

    @Test
    void scalarGradientHasItsClosedForm() {
        // dz_T/dz_1 = a^(T-1) (1-alpha)^(T-2); with a = 1.5 and alpha* = 1/3 it is 1.5 for every T.
        var map = line(1.5);
        double alpha = Forcing.BATCH_MAXIMUM.estimate(map, new double[][][] {{{0.1}}});
        assertThat(alpha).isCloseTo(1.0 / 3, within(1e-12));
        double[][] states = new double[50][1];
        assertThat(GradientGrowth.largestProduct(map, states, alpha)).isCloseTo(1.5, within(1e-9));
        assertThat(GradientGrowth.largestProduct(map, states, 0))
                .isCloseTo(Math.pow(1.5, 50), within(1e-3));
        // A linear map without forcing: exponent ln a.
        assertThat(line(0.5).largestExponent(new double[] {1}, 5, 100))
                .isCloseTo(Math.log(0.5), within(1e-12));
    }

    @Test
    void jacobianAgreesWithFiniteDifferences() {
        for (boolean clipped : new boolean[] {true, false}) {
            var net = net(4, 9, clipped, 3);
            double[] z = states(1, 4, 5)[0];
            double[][] jacobian = net.jacobian(z);
            var up = new double[4];
            var down = new double[4];
            for (int j = 0; j < 4; j++) {
                double[] moved = z.clone();
                moved[j] += 1e-6;
                net.step(moved, up);
                moved[j] -= 2e-6;
                net.step(moved, down);
                for (int i = 0; i < 4; i++) {
                    assertThat(jacobian[i][j]).isCloseTo((up[i] - down[i]) / 2e-6, within(1e-8));
                }
            }
        }
    }

    @Test
    void clippedMapWithoutThresholdsIsLinearAndItsOrbitsAreBounded() {
        var net = ShallowPlrnn.random(3, 6, true, new SplittableRandom(1));
        java.util.Arrays.fill(net.h2(), 0);
        var next = new double[3];
        double[] z = {0.3, -2, 5};
        net.step(z, next);
        for (int i = 0; i < 3; i++) {
            assertThat(next[i]).isCloseTo(net.a()[i] * z[i] + net.h1()[i], within(1e-12));
        }
        var bent = net(3, 6, true, 2);
        double a = 0;
        for (int i = 0; i < 3; i++) {
            bent.a()[i] = 0.9 * Math.signum(bent.a()[i]);
            a = Math.max(a, Math.abs(bent.a()[i]));
        }
        double thresholds = 0;
        for (double h : bent.h2()) {
            thresholds += h * h;
        }
        double w1 = 0;
        for (double w : bent.w1()) {
            w1 += w * w;
        }
        // The Frobenius norm bounds the spectral one.
        double bound = Math.sqrt(w1 * thresholds) / (1 - a);
        for (double[] state :
                java.util.Arrays.copyOfRange(
                        bent.freeRun(new double[] {50, -50, 50}, 400), 300, 400)) {
            double square = 0;
            for (double v : state) {
                square += v * v;
            }
            assertThat(Math.sqrt(square)).isLessThanOrEqualTo(bound + 1e-6);
        }
    }

    @Test
    void estimatesAreOrdered() {
        for (int seed = 0; seed < 10; seed++) {
            var net = net(3, 8, true, seed);
            double[][][] batch = {states(20, 3, seed), states(20, 3, seed + 100)};
            double upper = Forcing.UPPER_BOUND.estimate(net, batch);
            double batchMaximum = Forcing.BATCH_MAXIMUM.estimate(net, batch);
            double product = Forcing.PRODUCT.estimate(net, batch);
            double mean = Forcing.ARITHMETIC_MEAN.estimate(net, batch);
            assertThat(upper).isGreaterThanOrEqualTo(batchMaximum);
            assertThat(batchMaximum).isGreaterThanOrEqualTo(product);
            assertThat(product).isGreaterThanOrEqualTo(0);
            assertThat(mean).isBetween(0.0, batchMaximum);
        }
    }

    @Test
    void parameterCountsAreThoseOfTheFormula() {
        assertThat(net(3, 50, true, 0).parameters()).isEqualTo(356);
        assertThat(net(3, 100, true, 0).parameters()).isEqualTo(706);
        assertThat(net(20, 200, true, 0).parameters()).isEqualTo(8240);
        assertThat(net(5, 250, true, 0).parameters()).isEqualTo(2760);
        assertThat(net(16, 512, true, 0).parameters()).isEqualTo(16928);
    }

    @Test
    void forcingScalesTheGrowthExactly() {
        var net = net(3, 8, true, 5);
        double[][] states = states(500, 3, 6);
        double free = GradientGrowth.slope(net, states, 1);
        assertThat(GradientGrowth.slope(net, states, 0.85))
                .isCloseTo(free + Math.log(0.85), within(1e-10));
        double alpha = Forcing.BATCH_MAXIMUM.estimate(net, new double[][][] {states});
        double s = 1 / (1 - alpha);
        assertThat(GradientGrowth.largestProduct(net, states, alpha))
                .isLessThanOrEqualTo(Math.max(s, 1) * (1 + 1e-9));
    }

    @Test
    void spectralNormIsTheLargestSingularValue() {
        assertThat(SpectralNorm.of(new double[][] {{3, 0}, {0, -7}})).isCloseTo(7, within(1e-12));
        // Singular values of [[1, 1], [0, 1]] are the golden ratio and its inverse.
        assertThat(SpectralNorm.of(new double[][] {{1, 1}, {0, 1}}))
                .isCloseTo((1 + Math.sqrt(5)) / 2, within(1e-12));
    }

    @Test
    void findsTheFixedPointsAndTheCycleOfAKnownMap() {
        // F(z) = 0.5 z + relu(z + 2) - relu(z) - 1: slope 1.5 for -2 < z < 0, so z* = -2 is a kink;
        // take h1 = -1.2.
        var map =
                new ShallowPlrnn(
                        1,
                        1,
                        true,
                        new double[] {0.5},
                        new double[] {1},
                        new double[] {1},
                        new double[] {-1.2},
                        new double[] {2});
        var starts =
                List.of(new double[] {-3}, new double[] {-1}, new double[] {1}, new double[] {4});
        var points = Cycles.find(map, 1, starts);
        var values = new ArrayList<Double>();
        for (var p : points) {
            values.add(p.points().getFirst()[0]);
            var next = new double[1];
            map.step(p.points().getFirst(), next);
            assertThat(next[0]).isCloseTo(p.points().getFirst()[0], within(1e-9));
        }
        // Below -2: z = 0.5 z - 1.2; between: z = 1.5 z + 0.8; above 0: z = 0.5 z + 0.8.
        assertThat(values)
                .hasSize(3)
                .anyMatch(v -> Math.abs(v + 2.4) < 1e-9)
                .anyMatch(v -> Math.abs(v + 1.6) < 1e-9)
                .anyMatch(v -> Math.abs(v - 1.6) < 1e-9);
        assertThat(points.stream().filter(Cycles.Cycle::stable).count()).isEqualTo(2);
        // z -> -z has every point in a cycle of two; its centre is no cycle of two.
        assertThat(Cycles.find(line(-0.9), 2, List.of(new double[] {1}))).isEmpty();
    }

    private static Segment circle(int n) {
        var values = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = new double[] {Math.cos(0.1 * i), Math.sin(0.1 * i)};
        }
        return new Segment(0, 1, values, List.of("x", "y"));
    }

    private static final Gtf SMALL =
            new Gtf(10, true, 20, 8, 800, 5e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.99, 0, 0, 0);

    @Test
    void learnsALimitCycleAndKeepsIt() {
        var circle = circle(400);
        var method =
                new Gtf(10, true, 30, 8, 4000, 5e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.98, 0, 0, 0);
        var fitted = method.fit(List.of(circle), new Seeds(0));
        var forecast = fitted.forecast(circle, 200).mean().values();
        double worst = 0;
        for (int i = 0; i < 200; i++) {
            worst = Math.max(worst, Math.abs(Math.hypot(forecast[i][0], forecast[i][1]) - 1));
        }
        assertThat(worst).isLessThan(0.2);
    }

    @Test
    void sameSeedLearnsTheSameMap() {
        var a = SMALL.fit(List.of(circle(200)), new Seeds(4)).map();
        var b = SMALL.fit(List.of(circle(200)), new Seeds(4)).map();
        assertThat(a.arrays()).isDeepEqualTo(b.arrays());
        assertThat(SMALL.fit(List.of(circle(200)), new Seeds(5)).map().arrays()[1][0])
                .isNotEqualTo(a.arrays()[1][0]);
    }

    @Test
    void misuseIsNamed() {
        var constant = new double[100][];
        for (int i = 0; i < 100; i++) {
            constant[i] = new double[] {i, 3};
        }
        assertThatThrownBy(() ->
                        SMALL.fit(
                                List.of(new Segment(0, 1, constant, List.of("a", "b"))),
                                new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage("gtf: channel 'b' is constant; leave it out");
        assertThatThrownBy(() ->
                        org.separatrix.lab.Settings.with(SMALL, java.util.Map.of("alpha", "1.5")))
                .hasMessage("alpha must lie in [0, 1], got 1.5");
        assertThatThrownBy(() ->
                        org.separatrix.lab.Settings.with(
                                SMALL, java.util.Map.of("forcing", "best")))
                .hasMessageContaining("forcing must be one of");
        assertThat(SMALL.shortest()).isEqualTo(22);
    }

    @Test
    void aDivergingTrainingSaysWhere() {
        var wild =
                new Gtf(10, false, 100, 4, 2000, 0.9, 0.9, Forcing.CONSTANT, 0, 5, 0.999, 0, 0, 0);
        assertThatThrownBy(() -> wild.fit(List.of(circle(400)), new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the gradient became")
                .hasMessageContaining("at update");
    }

    @Test
    void progressIsToldToTheEnd() {
        var told = new ArrayList<Long>();
        SMALL.fit(
                List.of(circle(60)),
                new Seeds(0),
                (done, total, message) -> {
                    assertThat(total).isEqualTo(800);
                    assertThat(message).contains("error").contains("forcing");
                    told.add(done);
                });
        assertThat(told).hasSize(16).isSorted().last().isEqualTo(800L);
    }
}
