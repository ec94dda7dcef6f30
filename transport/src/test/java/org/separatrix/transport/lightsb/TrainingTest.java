package org.separatrix.transport.lightsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.analysis.transport.BuresWasserstein;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.Coupling;
import org.separatrix.transport.Sampler;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

class TrainingTest {

    private static double[][] points(int n, int d, long seed) {
        var random = new SplittableRandom(seed);
        var points = new double[n][d];
        for (double[] row : points) {
            for (int j = 0; j < d; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return points;
    }

    private static void scatter(double[][] parameters, long seed) {
        var random = new SplittableRandom(seed);
        for (double[] part : parameters) {
            for (int i = 0; i < part.length; i++) {
                part[i] += 0.3 * random.nextGaussian();
            }
        }
    }

    private static void assertGradient(
            double[][] parameters, double[][] gradients, DoubleSupplier loss) {
        var _ = loss.getAsDouble();
        var expected = new double[gradients.length][];
        for (int p = 0; p < gradients.length; p++) {
            expected[p] = gradients[p].clone();
        }
        double h = 1e-5;
        for (int p = 0; p < parameters.length; p++) {
            for (int i = 0; i < parameters[p].length; i++) {
                double kept = parameters[p][i];
                parameters[p][i] = kept + h;
                double up = loss.getAsDouble();
                parameters[p][i] = kept - h;
                double down = loss.getAsDouble();
                parameters[p][i] = kept;
                // Central differences: O(h^2) and round-off of 1e-16 loss/h.
                double slope = (up - down) / (2 * h);
                assertThat(expected[p][i]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            }
        }
    }

    @Test
    void gradientOfDiagonalMatricesAgreesWithFiniteDifferences() {
        var model = new DiagonalTrainable(0.3, points(4, 3, 1), 0.5);
        scatter(model.parameters(), 2);
        double[][] x0 = points(6, 3, 3);
        double[][] x1 = points(5, 3, 4);
        assertGradient(model.parameters(), model.gradients(), () -> model.gradient(x0, x1));
    }

    @Test
    void gradientOfFullMatricesAgreesWithFiniteDifferences() {
        var model = new FullTrainable(0.3, points(3, 3, 1), 0.5);
        double[][] parameters = model.parameters();
        scatter(parameters, 2);
        double[][] x0 = points(6, 3, 3);
        double[][] x1 = points(5, 3, 4);
        assertGradient(parameters, model.gradients(), () -> model.gradient(x0, x1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9})
    void gradientOfBridgeMatchingAgreesWithFiniteDifferences(double t) {
        var model = new DiagonalTrainable(0.3, points(4, 2, 1), 0.5);
        scatter(model.parameters(), 2);
        var matching = new BridgeMatching(model);
        double[][] states = points(5, 2, 3);
        double[][] ends = points(5, 2, 4);
        double[] times = {t, t / 2, t, t / 3, t};
        assertGradient(
                model.parameters(),
                model.gradients(),
                () -> matching.gradient(states, ends, times));
    }

    @Test
    void trainedLossIsThatOfTheBridge() {
        double[][] x0 = points(6, 3, 3);
        double[][] x1 = points(5, 3, 4);
        var diagonal = new DiagonalTrainable(0.3, points(4, 3, 1), 0.5);
        scatter(diagonal.parameters(), 2);
        assertThat(diagonal.gradient(x0, x1))
                .isCloseTo(diagonal.bridge().loss(x0, x1), within(1e-10));
        var full = new FullTrainable(0.3, points(4, 3, 1), 0.5);
        scatter(full.parameters(), 2);
        assertThat(full.gradient(x0, x1)).isCloseTo(full.bridge().loss(x0, x1), within(1e-10));
    }

    @Test
    void bridgeMatchingLossIsTheResidualOfTheDrift() {
        var model = new DiagonalTrainable(0.3, points(4, 2, 1), 0.5);
        scatter(model.parameters(), 2);
        double[][] x = points(3, 2, 3);
        double[][] ends = points(3, 2, 4);
        double[] times = {0.1, 0.5, 0.8};
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            double[] g = model.bridge().drift(x[i], times[i]);
            for (int j = 0; j < 2; j++) {
                double off = g[j] - (ends[i][j] - x[i][j]) / (1 - times[i]);
                expected += off * off / 3;
            }
        }
        assertThat(new BridgeMatching(model).gradient(x, ends, times))
                .isCloseTo(expected, within(1e-9 * expected));
    }

    private static double unexplained(
            MixturePair pair, LightSchrodingerBridge bridge, RandomGenerator random) {
        double sum = 0;
        int n = 300;
        for (double[] x0 : pair.source().draw(random, n)) {
            var truth = pair.truth().conditionalMoments(x0);
            var learned = bridge.conditionalMoments(x0);
            sum +=
                    BuresWasserstein.halfSquared(
                                    truth.mean(),
                                    truth.covariance(),
                                    learned.mean(),
                                    learned.covariance())
                            / n;
        }
        double variance = 0;
        double[][] x1 = pair.target().draw(random, 5000);
        for (int j = 0; j < x1[0].length; j++) {
            double mean = 0;
            double square = 0;
            for (double[] row : x1) {
                mean += row[j] / x1.length;
                square += row[j] * row[j] / x1.length;
            }
            variance += square - mean * mean;
        }
        return BuresWasserstein.unexplained(sum, variance);
    }

    @Test
    void knownPlanIsRecovered() {
        var pair = MixturePair.random(2, 1, new Seeds(1));
        var settings = LightSettings.DEFAULT.withEpsilon(1).withTraining(2000, 3e-3);
        var bridge = settings.fit(pair.source(), pair.target(), new Seeds(1));
        assertThat(unexplained(pair, bridge, new SplittableRandom(1))).isLessThan(0.5);
    }

    @Test
    void bridgeMatchingFromIndependentPairsRecoversTheKnownPlan() {
        var pair = MixturePair.random(2, 1, new Seeds(1));
        var settings = LightSettings.DEFAULT.withEpsilon(1).withTraining(3000, 1e-2);
        var bridge =
                settings.match(
                        Coupling.independent(pair.source(), pair.target()),
                        pair.target(),
                        new Seeds(1),
                        LightSettings.Watcher.SILENT);
        // An independent coupling leaves more than 100 % unexplained here.
        assertThat(unexplained(pair, bridge, new SplittableRandom(1))).isLessThan(5);
    }

    @Test
    void sameSeedGivesTheSameBridge() {
        var pair = MixturePair.random(3, 0.5, new Seeds(4));
        var settings = LightSettings.DEFAULT.withEpsilon(0.5).withTraining(50, 1e-2);
        var one = settings.fit(pair.source(), pair.target(), new Seeds(7));
        var two = settings.fit(pair.source(), pair.target(), new Seeds(7));
        var three = settings.fit(pair.source(), pair.target(), new Seeds(8));
        assertThat(two.centre(11)).isEqualTo(one.centre(11));
        assertThat(two.logAlpha()).isEqualTo(one.logAlpha());
        assertThat(three.centre(11)).isNotEqualTo(one.centre(11));
    }

    @Test
    void fullMatricesFindTheGaussianBridge() {
        var exact =
                GaussianBridge.of(
                        new double[2],
                        new double[][] {{1, 0}, {0, 1}},
                        new double[] {1, 0},
                        new double[][] {{1, -.4}, {-.4, 1.5}},
                        0.5);
        var source = Sampler.gaussian(2);
        var target = MixturePair.carried(source, exact.bridge());
        var settings =
                LightSettings.DEFAULT
                        .withEpsilon(0.5)
                        .withComponents(1)
                        .withCovariance(Covariance.FULL)
                        .withTraining(2000, 1e-2)
                        .withBatch(512, true);
        var s = settings.fit(source, target, new Seeds(2)).matrix(0);
        for (int i = 0; i < 2; i++) {
            // Standard error of covariances from some 10^5 effective points.
            assertThat(s[i]).containsExactly(exact.matrix()[i], within(0.03));
        }
    }

    @Test
    void responsibilitiesBalanceWhereTheLossIsStationary() {
        var pair = MixturePair.random(2, 1, new Seeds(1));
        var random = new SplittableRandom(5);
        double[][] x0 = pair.source().draw(random, 20_000);
        double[][] x1 = pair.target().draw(random, 20_000);
        for (double gap : pair.truth().stationarity(x0, x1)) {
            // Four standard errors of the difference of two proportions.
            assertThat(gap).isCloseTo(0, within(4 * Math.sqrt(0.5 / 20_000)));
        }
    }

    @Test
    void pruningDropsComponentsThatAreNotUsed() {
        var bridge =
                LightSchrodingerBridge.diagonal(
                        1,
                        new double[] {0, -40},
                        new double[][] {{0}, {1}},
                        new double[][] {{1}, {1}});
        double[][] x0 = points(100, 1, 1);
        var pruned = bridge.pruned(x0, 1e-4);
        assertThat(pruned.components()).isEqualTo(1);
        assertThat(pruned.logNormalizer(x0[0]))
                .isCloseTo(bridge.logNormalizer(x0[0]), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void centresStartAtDifferentTargets(Initialisation initialisation) {
        double[][] data = points(20, 2, 1);
        var random = new SplittableRandom(3);
        double[][] centres = initialisation.centres(Sampler.of(data), 15, random);
        assertThat(centres).hasDimensions(15, 2);
        assertThat(java.util.Arrays.stream(centres).map(java.util.Arrays::hashCode).distinct())
                .hasSize(15);
        assertThatThrownBy(() -> initialisation.centres(Sampler.of(data), 50, random))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "components must be at most the number of different target samples, 20,"
                                + " got 50");
    }

    @Test
    void badSettingsAndDataAreExplained() {
        assertThatThrownBy(() -> LightSettings.DEFAULT.withEpsilon(0))
                .hasMessage("epsilon must be positive and finite, got 0.0");
        assertThatThrownBy(() -> LightSettings.DEFAULT.withComponents(0))
                .hasMessage("components must be at least 1, got 0");
        assertThatThrownBy(() -> Sampler.of(new double[1][2]))
                .hasMessage("at least 2 samples are needed, got 1");
        assertThatThrownBy(() -> Sampler.of(new double[][] {{1, 2}, {3, Double.NaN}}))
                .hasMessage("row 1, coordinate 1 is NaN; remove the row or fill the gap");
        var seeds = new Seeds(0);
        assertThatThrownBy(() ->
                        LightSettings.DEFAULT.fit(Sampler.gaussian(2), Sampler.gaussian(3), seeds))
                .hasMessage("source and target must have equal dimension, got 2 and 3");
        var huge = LightSettings.DEFAULT.withComponents(100_000).withCovariance(Covariance.FULL);
        assertThatThrownBy(() -> huge.fit(Sampler.gaussian(2000), Sampler.gaussian(2000), seeds))
                .hasMessageStartingWith(
                        "full matrices of 100000 components in 2000 dimensions need 25600000000000"
                                + " bytes");
        assertThatThrownBy(() ->
                        LightSettings.DEFAULT
                                .withCovariance(Covariance.FULL)
                                .match(
                                        Coupling.independent(
                                                Sampler.gaussian(2), Sampler.gaussian(2)),
                                        Sampler.gaussian(2),
                                        seeds,
                                        LightSettings.Watcher.SILENT))
                .hasMessage("bridge matching trains DIAGONAL matrices, got FULL");
    }
}
