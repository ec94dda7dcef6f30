package org.separatrix.transport.lightsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.analysis.transport.Wasserstein;
import org.separatrix.lab.Seeds;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The bridge's formulas against numbers worked out by hand, quadrature and each other.
class ClosedFormsTest {

    private static final LightSchrodingerBridge TWO =
            LightSchrodingerBridge.diagonal(
                    1,
                    new double[] {Math.log(0.5), Math.log(0.5)},
                    new double[][] {{-2}, {2}},
                    new double[][] {{0.5}, {0.5}});

    private static LightSchrodingerBridge full(int d, int k, double epsilon, long seed) {
        var random = new SplittableRandom(seed);
        var log = new double[k];
        var r = new double[k][d];
        var s = new double[k][d][d];
        for (int m = 0; m < k; m++) {
            log[m] = random.nextGaussian();
            var a = new double[d][d];
            for (int i = 0; i < d; i++) {
                r[m][i] = random.nextGaussian();
                for (int j = 0; j < d; j++) {
                    a[i][j] = random.nextGaussian();
                }
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    for (int l = 0; l < d; l++) {
                        s[m][i][j] += a[i][l] * a[j][l] / d;
                    }
                    s[m][i][j] += i == j ? 0.2 : 0;
                }
            }
        }
        return LightSchrodingerBridge.full(epsilon, log, r, s);
    }

    @Test
    void twoComponentsAgreeWithHandComputedValues() {
        var mixture = TWO.conditional(new double[] {0.5});
        assertThat(mixture.get(0).weight()).isCloseTo(0.119203, within(1e-6));
        assertThat(mixture.get(1).weight()).isCloseTo(0.880797, within(1e-6));
        var moments = TWO.conditionalMoments(new double[] {0.5});
        assertThat(moments.mean()[0]).isCloseTo(1.773188, within(1e-6));
        assertThat(moments.covariance()[0][0]).isCloseTo(2.179897, within(1e-6));
        assertThat(TWO.drift(new double[] {0.5}, 0)[0]).isCloseTo(1.273188, within(1e-6));
        assertThat(TWO.drift(new double[] {0.7}, 0.5)[0]).isCloseTo(2.075443, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.5, 0, 0.3, 2})
    void normalizerIsTheIntegralOfTheTiltedPotential(double x0) {
        double sum = 0;
        double h = 1e-3;
        for (double x1 = -30; x1 < 30; x1 += h) {
            sum += h * Math.exp(x0 * x1 + TWO.logPotential(new double[] {x1}));
        }
        // The trapezoidal rule converges exponentially for Gaussians.
        assertThat(TWO.logNormalizer(new double[] {x0})).isCloseTo(Math.log(sum), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 0.5", "-1.2, 0.1", "0.0, 0.9", "2.5, 0.75"})
    void driftIsTheGradientOfTheSmoothedPotential(double x, double t) {
        // g = epsilon d/dx log phi, phi by quadrature, the derivative by central differences.
        double h = 1e-4;
        double slope = (logPhi(x + h, t) - logPhi(x - h, t)) / (2 * h);
        assertThat(TWO.drift(new double[] {x}, t)[0]).isCloseTo(slope, within(1e-6));
    }

    private static double logPhi(double x, double t) {
        double variance = 1 - t;
        double sum = 0;
        double step = 1e-3;
        for (double y = -30; y < 30; y += step) {
            double log = -(y - x) * (y - x) / (2 * variance) + 0.5 * y * y;
            sum += step * Math.exp(log + TWO.logPotential(new double[] {y}));
        }
        return Math.log(sum);
    }

    @Test
    void driftAtTheStartPointsToTheConditionalMean() {
        var bridge = full(3, 4, 0.7, 5);
        double[] x = {0.3, -1, 0.5};
        double[] mean = bridge.conditionalMoments(x).mean();
        double[] g = bridge.drift(x, 0);
        for (int j = 0; j < 3; j++) {
            assertThat(g[j]).isCloseTo(mean[j] - x[j], within(1e-12));
        }
    }

    @Test
    void diagonalAndFullFormsAgree() {
        double[] log = {0.3, -0.4};
        double[][] r = {{1, -1}, {0, 2}};
        double[][] s = {{0.5, 1.5}, {2, 0.1}};
        double[][][] matrices = {{{0.5, 0}, {0, 1.5}}, {{2, 0}, {0, 0.1}}};
        var diagonal = LightSchrodingerBridge.diagonal(0.3, log, r, s);
        var full = LightSchrodingerBridge.full(0.3, log, r, matrices);
        double[] x = {0.4, -0.2};
        assertThat(full.logNormalizer(x)).isCloseTo(diagonal.logNormalizer(x), within(1e-12));
        assertThat(full.logPotential(x)).isCloseTo(diagonal.logPotential(x), within(1e-12));
        assertThat(full.drift(x, 0.6)).containsExactly(diagonal.drift(x, 0.6), within(1e-12));
        assertThat(full.matrix(1)[1][1]).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void conditionalDensityIntegratesToOneAndHasTheMomentsOfTheMixture() {
        double[] x0 = {0.8};
        double mass = 0;
        double mean = 0;
        double h = 1e-3;
        for (double x1 = -30; x1 < 30; x1 += h) {
            double density = Math.exp(TWO.logConditional(x0, new double[] {x1}));
            mass += h * density;
            mean += h * density * x1;
        }
        assertThat(mass).isCloseTo(1, within(1e-9));
        assertThat(mean).isCloseTo(TWO.conditionalMoments(x0).mean()[0], within(1e-9));
    }

    @Test
    void gaussianSolutionsAgreeWithTheTable() {
        var one = GaussianBridge.of(vector(0), matrix(1), vector(3), matrix(4), 1);
        assertThat(one.matrix()[0][0]).isCloseTo(1.561553, within(1e-6));
        assertThat(one.shift()[0]).isCloseTo(3, within(1e-12));
        assertThat(one.loss()).isCloseTo(3.203332, within(1e-6));
        var two = GaussianBridge.of(vector(0), matrix(1), vector(0), matrix(1), 0.1);
        assertThat(two.matrix()[0][0]).isCloseTo(0.951249, within(1e-6));
        assertThat(two.loss()).isCloseTo(9.755149, within(1e-6));
        double[][] q = {{2, .6}, {.6, 1}};
        double[][] p = {{1, -.4}, {-.4, 1.5}};
        var three = GaussianBridge.of(new double[2], q, new double[2], p, 0.5);
        double[][] s = three.matrix();
        assertThat(s[0]).containsExactly(new double[] {0.640709, -0.304342}, within(1e-6));
        assertThat(s[1]).containsExactly(new double[] {-0.304342, 1.081210}, within(1e-6));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double carried = 0.5 * s[i][j];
                for (int a = 0; a < 2; a++) {
                    for (int b = 0; b < 2; b++) {
                        carried += s[i][a] * q[a][b] * s[b][j];
                    }
                }
                assertThat(carried).isCloseTo(p[i][j], within(1e-12));
            }
        }
    }

    @Test
    void smallNoiseGivesTheTransportMapAndLargeNoiseTheIndependentCoupling() {
        var small = GaussianBridge.of(vector(0), matrix(1), vector(0), matrix(4), 1e-9);
        assertThat(small.matrix()[0][0]).isCloseTo(2, within(1e-8));
        var large = GaussianBridge.of(vector(0), matrix(1), vector(0), matrix(4), 1e9);
        assertThat(large.matrix()[0][0]).isCloseTo(0, within(1e-8));
        assertThat(1e9 * large.matrix()[0][0]).isCloseTo(4, within(1e-6));
    }

    @Test
    void pathsOfTheGaussianBridgeHaveTheMarginalsOfTheory() {
        var exact = GaussianBridge.of(vector(0), matrix(1), vector(3), matrix(4), 1);
        var bridge = exact.bridge();
        var random = new SplittableRandom(8);
        double[] times = {0, 0.5, 1};
        int n = 40_000;
        var mean = new double[3];
        var square = new double[3];
        for (int i = 0; i < n; i++) {
            double[][] path =
                    bridge.samplePath(new double[] {random.nextGaussian()}, times, random);
            for (int k = 0; k < 3; k++) {
                mean[k] += path[k][0] / n;
                square[k] += path[k][0] * path[k][0] / n;
            }
        }
        // Variances s0^2 = 1, 2.280776 and s1^2 = 4, each within four standard errors.
        double[] expected = {1, 2.280776, 4};
        for (int k = 0; k < 3; k++) {
            double variance = square[k] - mean[k] * mean[k];
            assertThat(mean[k]).isCloseTo(1.5 * k, within(4 * Math.sqrt(expected[k] / n)));
            assertThat(variance)
                    .isCloseTo(expected[k], within(4 * expected[k] * Math.sqrt(2.0 / n)));
        }
    }

    @Test
    void simulatedDiffusionEndsWhereTheExactSamplerDoes() {
        int n = 4000;
        var random = new SplittableRandom(2);
        var simulated = new double[n];
        var exact = new double[n];
        var again = new double[n];
        double[] x0 = {0.3};
        for (int i = 0; i < n; i++) {
            double[][] path = TWO.simulate(x0, 2000, 1, random);
            simulated[i] = path[2000][0];
            exact[i] = TWO.sampleConditional(x0, random)[0];
            again[i] = TWO.sampleConditional(x0, random)[0];
        }
        // Two exact samples of this size differ by about 0.05: that is the floor, and 0.02 the
        // error allowed for the scheme.
        double floor = Wasserstein.onLine(exact, again, 1);
        assertThat(Wasserstein.onLine(simulated, exact, 1)).isLessThan(2 * floor + 0.02);
        assertThat(Arrays.stream(simulated).average().orElseThrow())
                .isCloseTo(TWO.conditionalMoments(x0).mean()[0], within(4 * 2.0 / Math.sqrt(n)));
    }

    @Test
    void endGivenAMiddleStateMatchesTheDrift() {
        var bridge = full(2, 3, 0.5, 3);
        double[] x = {0.5, -0.5};
        double t = 0.4;
        double[] g = bridge.drift(x, t);
        var random = new SplittableRandom(4);
        int n = 20_000;
        var mean = new double[2];
        for (int i = 0; i < n; i++) {
            double[] end = bridge.sampleEnd(x, t, random);
            for (int j = 0; j < 2; j++) {
                mean[j] += end[j] / n;
            }
        }
        for (int j = 0; j < 2; j++) {
            // Deviation of the end is below 2, so this is more than four standard errors.
            assertThat(mean[j]).isCloseTo(x[j] + (1 - t) * g[j], within(0.06));
        }
    }

    @Test
    void lossDoesNotChangeWhenAllWeightsAreScaled() {
        double[][] r = {{-1, 0}, {1, 1}};
        double[][] s = {{0.5, 0.4}, {0.3, 1}};
        var one = LightSchrodingerBridge.diagonal(0.4, new double[] {0, 1}, r, s);
        var other = LightSchrodingerBridge.diagonal(0.4, new double[] {7, 8}, r, s);
        double[][] x0 = {{0.1, 0.2}, {-0.4, 1}};
        double[][] x1 = {{1, 1}, {-1, 0.5}, {0, 0}};
        assertThat(other.loss(x0, x1)).isCloseTo(one.loss(x0, x1), within(1e-12));
    }

    @Test
    void knownPlanOfTheMixturePairSatisfiesItsDefinition() {
        var pair = MixturePair.random(2, 0.5, new Seeds(3));
        var truth = pair.truth();
        // log pi(x1|x0) + |x0 - x1|^2/(2 epsilon) depends on x0 only through a constant.
        double[] a = {0.3, -0.2};
        double[] b = {-1, 0.4};
        double[] y = {1.5, 0.5};
        double[] z = {-2, 1};
        double left = free(truth, a, y) - free(truth, a, z);
        double right = free(truth, b, y) - free(truth, b, z);
        assertThat(left).isCloseTo(right, within(1e-10));
    }

    private static double free(LightSchrodingerBridge bridge, double[] x0, double[] x1) {
        double square = 0;
        for (int j = 0; j < x0.length; j++) {
            square += (x0[j] - x1[j]) * (x0[j] - x1[j]);
        }
        return bridge.logConditional(x0, x1) + square / (2 * bridge.epsilon());
    }

    @Test
    void sourcesGivenATargetFollowBayes() {
        var exact = GaussianBridge.of(vector(0), matrix(1), vector(3), matrix(4), 1).bridge();
        var random = new SplittableRandom(6);
        var sources = new double[20_000][1];
        for (double[] row : sources) {
            row[0] = random.nextGaussian();
        }
        double[] weights = exact.sourceWeights(new double[] {4}, sources);
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * sources[i][0];
        }
        // Cov(x0, x1)/Var(x1) (x1 - 3) = S/4.
        assertThat(mean).isCloseTo(1.561553 / 4, within(0.03));
    }

    @Test
    void misuseIsExplained() {
        assertThatThrownBy(() -> TWO.drift(new double[] {0}, 1))
                .hasMessage("t must lie in [0, 1), got 1.0; at 1 the drift is not defined");
        assertThatThrownBy(() -> TWO.logNormalizer(new double[2]))
                .hasMessage("x0: expected 1 numbers, got 2");
        assertThatThrownBy(() ->
                        LightSchrodingerBridge.diagonal(
                                -1, new double[1], new double[1][1], new double[][] {{1}}))
                .hasMessage("epsilon must be positive and finite, got -1.0");
        assertThatThrownBy(() ->
                        LightSchrodingerBridge.full(
                                1, new double[1], new double[1][1], new double[][][] {{{-2}}}))
                .hasMessage(
                        "component 0: S must be positive definite and finite, got eigenvalue -2.0");
    }

    private static double[] vector(double v) {
        return new double[] {v};
    }

    private static double[][] matrix(double v) {
        return new double[][] {{v}};
    }
}
