package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.forecast.neural.MatchedSde.Objective;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.BrownianPath;
import org.separatrix.learn.solve.ReversibleHeun;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.StochasticField;
import org.separatrix.learn.solve.StochasticField.Calculus;
import org.separatrix.learn.solve.StochasticField.Noise;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class PathLawTest {

    private static final double[] TIMES = {0, 1, 2, 3, 4, 5};
    private static final SdeGan.Settings GAN =
            new SdeGan.Settings(4, 8, 1, 2, 3, 1, 16, 4, 2, 1, 1e-2, 1e-2, Precision.SINGLE);
    private static final MatchedSde.Settings MATCHED =
            new MatchedSde.Settings(
                    Objective.ENERGY, 4, 16, 1, 2, 3, 1, 64, 150, 2e-2, Precision.SINGLE);
    private static final LatentSde.Settings LATENT =
            new LatentSde.Settings(2, 4, 8, 0.1, 1, 16, 30, 1e-2, Precision.SINGLE);

    private static double[][][] series(int count) {
        var random = new Seeds(5).of("series");
        var series = new double[count][TIMES.length][1];
        for (var one : series) {
            for (int i = 0; i < one.length; i++) {
                one[i][0] = (i == 0 ? 0 : 0.8 * one[i - 1][0]) + random.nextGaussian();
            }
        }
        series[1][2][0] = Double.NaN;
        return series;
    }

    @Test
    void theDivergenceOfTwoOrnsteinUhlenbeckLawsIsTheClosedForm() {
        double t1 = 1;
        double t2 = 0.4;
        double s = 0.7;
        double end = 2;
        // (t1 - t2)^2/(2 s^2) int_0^T E[y^2] du with E[y^2] = s^2 (1 - e^(-2 t1 u))/(2 t1).
        double integral = (end - (1 - Math.exp(-2 * t1 * end)) / (2 * t1)) / (2 * t1);
        double exact = 0.5 * (t1 - t2) * (t1 - t2) * integral;
        try (var _ = new Scope()) {
            var law =
                    new PathDivergence(
                            (_, y) -> Tensors.scale(y, -t2),
                            (_, y) -> Tensors.full(s, Kind.DOUBLE, y.shape()),
                            (_, y, _) ->
                                    new PathDivergence.Guidance(
                                            Tensors.scale(y, (t2 - t1) / s), null));
            var start = Tensors.zeros(Kind.DOUBLE, 10_000, 1);
            var random = new Seeds(1).of("noise");
            var divergence =
                    Autograd.without(() ->
                            Tensors.toArray(
                                    law.from(start, random, new double[] {0, end}, 0.01)
                                            .divergence()));
            double mean = Arrays.stream(divergence).average().orElseThrow();
            double variance =
                    Arrays.stream(divergence).map(v -> (v - mean) * (v - mean)).sum()
                            / divergence.length;
            double error = Math.sqrt(variance / divergence.length);
            assertThat(error).isLessThan(0.02 * exact);
            assertThat(mean).isCloseTo(exact, within(4 * error + 0.01 * exact));
        }
    }

    @Test
    void guidanceThatNarrowsEveryStepCostsTheDivergenceOfNormalLaws() {
        // Ten steps of two components at half the noise, without drift: N(0, s^2/4) from N(0, s^2).
        double cost = 10 * 2 * (0.5 * (0.25 - 1) - Math.log(0.5));
        double s = 0.7;
        try (var _ = new Scope()) {
            var law =
                    new PathDivergence(
                            (_, y) -> Tensors.scale(y, 0),
                            (_, y) -> Tensors.full(s, Kind.DOUBLE, y.shape()),
                            (_, y, _) ->
                                    new PathDivergence.Guidance(
                                            Tensors.scale(y, 0),
                                            Tensors.full(Math.log(0.5), Kind.DOUBLE, y.shape())));
            var start = Tensors.zeros(Kind.DOUBLE, 10_000, 2);
            var random = new Seeds(2).of("noise");
            var paths =
                    Autograd.without(() -> law.from(start, random, new double[] {0, 0.3, 1}, 0.1));
            assertThat(Tensors.value(paths.divergence().min())).isCloseTo(cost, within(1e-12));
            assertThat(Tensors.value(paths.divergence().max())).isCloseTo(cost, within(1e-12));
            double variance = Tensors.value(paths.states().select(0, 2).square().mean());
            double expected = 0.25 * s * s;
            // Four standard errors of a variance from 20,000 values.
            assertThat(variance)
                    .isCloseTo(expected, within(4 * expected * Math.sqrt(2.0 / 20_000)));
        }
    }

    @Test
    void lipSwishNeverStretchesDistances() {
        try (var _ = new Scope()) {
            var points = new double[20_001];
            Arrays.setAll(points, i -> -10 + i * 1e-3);
            var x = Autograd.leaf(Tensors.of(points, Kind.DOUBLE));
            var slopes = Tensors.toArray(Autograd.grad(Activation.LIPSWISH.apply(x), x, false));
            double steepest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
            assertThat(steepest).isCloseTo(0.999754, within(1e-6));
        }
    }

    @Test
    void clippedWeightsLieWithinOneOverTheOutputs() {
        var critic = PathCritic.of(1, 4, 8, 1);
        try (var weights = Weights.create(critic, Kind.SINGLE, new Seeds(1).of("weights"))) {
            try (var _ = new Scope()) {
                Autograd.off(() -> Tensors.scaleBy(weights.flat(), 100));
            }
            PathCritic.clip(weights, 1);
            for (int i = 0; i < weights.count(); i++) {
                var array = weights.get(i);
                if (array.dim() == 2) {
                    double bound = (float) (1.0 / array.size(0));
                    assertThat(
                                    Arrays.stream(Tensors.toArray(array))
                                            .map(Math::abs)
                                            .max()
                                            .orElseThrow())
                            .isLessThanOrEqualTo(bound);
                }
            }
        }
    }

    @Test
    void gapsAreFilledByStraightLinesInDataAndGeneratedPathsAlike() {
        try (var _ = new Scope();
                var data = new PathSeries(TIMES, series(4), 1, Kind.SINGLE)) {
            var rows = Tensors.indices(1);
            var real = Tensors.toArray(data.values(rows));
            assertThat(real[2]).isCloseTo(0.5 * (real[1] + real[3]), within(1e-6));
            assertThat(Tensors.toArray(data.seen(rows))).containsExactly(1, 1, 0, 1, 1, 1);
            var fake = Tensors.of(new double[] {0, 2, 9, 4, 1, 3}, Kind.SINGLE, 1, 6, 1);
            assertThat(Tensors.toArray(data.throughGaps(fake, rows)))
                    .containsExactly(0, 2, 3, 4, 1, 3);
        }
    }

    @Test
    void theSameSeedGivesTheSamePaths() {
        var series = series(32);
        try (var one = SdeGan.fit(TIMES, series, GAN, new Seeds(1));
                var two = SdeGan.fit(TIMES, series, GAN, new Seeds(1));
                var other = SdeGan.fit(TIMES, series, GAN, new Seeds(2))) {
            var paths = one.sample(3, new Seeds(3));
            assertThat(two.sample(3, new Seeds(3))).isDeepEqualTo(paths);
            assertThat(Arrays.deepEquals(other.sample(3, new Seeds(3)), paths)).isFalse();
        }
        try (var one = LatentSde.fit(TIMES, series, LATENT, new Seeds(1));
                var two = LatentSde.fit(TIMES, series, LATENT, new Seeds(1))) {
            assertThat(two.sample(3, new Seeds(3))).isDeepEqualTo(one.sample(3, new Seeds(3)));
        }
    }

    @Test
    void trainingRaisesTheEvidenceLowerBound() {
        try (var model = LatentSde.fit(TIMES, series(64), LATENT, new Seeds(1))) {
            var bounds = model.bounds();
            assertThat(bounds[bounds.length - 1]).isGreaterThan(bounds[0]);
        }
    }

    @Test
    void aSavedLawDrawsTheSamePathsAgain(@TempDir Path folder) {
        var file = folder.resolve("law.safetensors");
        try (var law = SdeGan.fit(TIMES, series(32), GAN, new Seeds(1))) {
            law.save(file);
            try (var again = SdeGan.load(file)) {
                assertThat(again.sample(3, new Seeds(3)))
                        .isDeepEqualTo(law.sample(3, new Seeds(3)));
            }
        }
        assertThatThrownBy(() -> LatentSde.load(file))
                .isInstanceOf(LabException.class)
                .hasMessage(file + " holds sde-gan, not a model of latent-sde");
        try (var law = LatentSde.fit(TIMES, series(32), LATENT, new Seeds(1))) {
            law.save(file);
            try (var again = LatentSde.load(file)) {
                assertThat(again.sample(3, new Seeds(3)))
                        .isDeepEqualTo(law.sample(3, new Seeds(3)));
            }
        }
        var few =
                new MatchedSde.Settings(
                        Objective.ENERGY, 4, 8, 1, 2, 3, 2, 16, 3, 1e-2, Precision.SINGLE);
        try (var law = MatchedSde.fit(TIMES, series(32), few, new Seeds(1))) {
            law.save(file);
            try (var again = MatchedSde.load(file)) {
                assertThat(again.sample(3, new Seeds(3)))
                        .isDeepEqualTo(law.sample(3, new Seeds(3)));
            }
        }
    }

    @Test
    void theEnergyDistanceOfTwoShiftedPointsIsTwiceTheirDistance() {
        try (var _ = new Scope()) {
            var zeros = Tensors.zeros(Kind.DOUBLE, 1, 5, 2);
            var shifted = Tensors.full(3, Kind.DOUBLE, 1, 5, 2);
            double expected = 2 * 3 * Math.sqrt(2);
            assertThat(Tensors.value(MatchedSde.energy(zeros, shifted)))
                    .isCloseTo(expected, within(1e-12));
            assertThat(Tensors.value(MatchedSde.energy(zeros, zeros))).isZero();
        }
    }

    @Test
    void matchingFindsSpreadAndDependenceOfAnAutoregression() {
        var series = series(512);
        var test = series(4000);
        try (var law = MatchedSde.fit(TIMES, series, MATCHED, new Seeds(1))) {
            var paths = law.sample(4000, new Seeds(2));
            int[] at = {0, 2, 5};
            // Chance alone gives 0.08 between 512 and 4000 values at the level of one in a hundred.
            assertThat(PathStatistics.worstKolmogorov(paths, test, 0, at)).isLessThan(0.15);
            assertThat(PathStatistics.neighbours(paths, 0))
                    .isCloseTo(PathStatistics.neighbours(test, 0), within(0.1));
        }
    }

    @Test
    void signaturesFindSpreadAndDependenceOfAnAutoregression() {
        var test = series(4000);
        var settings = MATCHED.with(Objective.SIGNATURE, 64);
        try (var law = MatchedSde.fit(TIMES, series(512), settings, new Seeds(1))) {
            var paths = law.sample(4000, new Seeds(2));
            int[] at = {0, 2, 5};
            assertThat(PathStatistics.worstKolmogorov(paths, test, 0, at)).isLessThan(0.15);
            assertThat(PathStatistics.neighbours(paths, 0))
                    .isCloseTo(PathStatistics.neighbours(test, 0), within(0.1));
        }
    }

    @Test
    void theKernelOfPathsSeesWhereTheyBeginAndHowRoughTheyAre() {
        try (var _ = new Scope()) {
            var kernel = new PathKernel(TIMES);
            var random = new Seeds(4).of("paths");
            var smooth = Tensors.normal(random, Kind.DOUBLE, 200, 1, 1).expand(200, 6, 1);
            var shifted = Tensors.shift(smooth, 1);
            var rough = Tensors.normal(random, Kind.DOUBLE, 200, 6, 1);
            double self = Tensors.value(kernel.distance(smooth, smooth));
            assertThat(Tensors.value(kernel.distance(smooth, shifted))).isGreaterThan(self + 0.1);
            // The same law at every time, and another dependence.
            assertThat(Tensors.value(kernel.distance(smooth, rough))).isGreaterThan(self + 0.1);
        }
    }

    @Test
    void theCriticTellsTwoFixedLawsApart() {
        var critic = PathCritic.of(1, 4, 8, 1);
        var clock = new PathClock(TIMES, 1);
        try (var weights = Weights.create(critic, Kind.SINGLE, new Seeds(1).of("critic"));
                var adam = new Adam(0, 0.99, 1e-8, 0, false)) {
            PathCritic.clip(weights, 3);
            var gaps = new double[80];
            for (int i = 0; i < gaps.length; i++) {
                try (var _ = Scope.boundary()) {
                    var random = new Seeds(i).of("noise");
                    // The same mean and a spread that differs: only curvature can tell.
                    var one = Tensors.normal(random, Kind.SINGLE, 64, TIMES.length, 1);
                    var two = Tensors.normal(random, Kind.SINGLE, 64, TIMES.length, 1);
                    var wide = critic.scores(weights, Tensors.scale(two, 4), clock).mean();
                    var gap = critic.scores(weights, one, clock).mean().sub(wide);
                    gaps[i] = Tensors.value(gap);
                    weights.backward(gap.neg());
                    adam.step(weights, gaps[i], 5e-3, () -> 0);
                    PathCritic.clip(weights, 3);
                }
            }
            double last = Arrays.stream(gaps, 60, 80).average().orElseThrow();
            double first = Arrays.stream(gaps, 0, 20).average().orElseThrow();
            assertThat(last).isGreaterThan(0.1).isGreaterThan(first);
        }
    }

    @Test
    void aDrivenEquationFollowsTheReversibleHeunMethodOfTheEngine() {
        var equation = new DrivenEquation(3, 2, 5, 1, Initialiser.FAN_IN_UNIFORM);
        try (var _ = new Scope();
                var weights = Weights.create(equation, Kind.DOUBLE, new Seeds(1).of("w"))) {
            var random = new Seeds(2).of("drive");
            var start = Tensors.normal(random, Kind.DOUBLE, 4, 3);
            var noise = Tensors.normal(random, Kind.DOUBLE, TIMES.length - 1, 4, 1);
            var clock = new PathClock(TIMES, 1);
            var time = Tensors.full(1, Kind.DOUBLE, TIMES.length - 1, 4, 1);
            var drive = Tensors.join(2, List.of(time, noise)).unsqueeze(-1);
            BrownianPath path = (from, to) -> Tensors.scale(noise.select(0, Math.round(from)), 1);
            var solved = equation.solve(weights, start, clock.steps(), drive).getLast();
            VectorField whole =
                    (t, h) -> {
                        var at = Tensors.scale(weights.get(1), 2 * t / 5 - 1).squeeze(1);
                        var inner = h.matmul(weights.get(0).t()).add(at).add(weights.get(2));
                        var outer = Activation.LIPSWISH.apply(inner).matmul(weights.get(3).t());
                        return outer.add(weights.get(4)).tanh().reshape(4, 3, 2);
                    };
            var field =
                    StochasticField.of(
                            Calculus.STRATONOVICH,
                            Noise.GENERAL,
                            (t, y) -> whole.at(t, y).select(2, 0),
                            (t, y) -> whole.at(t, y).narrow(2, 1, 1));
            var reference =
                    Solver.of(ReversibleHeun.on(field, path), StepControl.constant(1))
                            .solve(start, 0, 5)
                            .last();
            assertThat(Tensors.toArray(solved))
                    .containsExactly(Tensors.toArray(reference), within(1e-12));
        }
    }

    @Test
    void aGaussianAutoregressionFindsItsOwnCoefficients() {
        var model = GaussianPaths.fit(series(20_000));
        for (int i = 0; i < TIMES.length - 1; i++) {
            assertThat(model.slope()[i]).isCloseTo(0.8, within(0.03));
            assertThat(model.shift()[i]).isCloseTo(0, within(0.03));
            assertThat(model.noise()[i]).isCloseTo(1, within(0.03));
        }
    }

    @Test
    void theKolmogorovDistanceIsTheLargestDifferenceOfDistributionFunctions() {
        double[] a = {1, 2, 3, 4};
        assertThat(PathStatistics.kolmogorov(a, a)).isZero();
        assertThat(PathStatistics.kolmogorov(a, new double[] {5, 6})).isEqualTo(1);
        assertThat(PathStatistics.kolmogorov(a, new double[] {2.5, 2.6, 10, 11})).isEqualTo(0.5);
    }

    @Test
    void badPathsAreRefusedInOneLine() {
        assertThatThrownBy(() -> SdeGan.fit(new double[] {0, 1, 1}, series(2), GAN, new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage("times must strictly increase; number 2 is 1.0 after 1.0");
        assertThatThrownBy(() -> SdeGan.fit(TIMES, new double[1][6][1], GAN, new Seeds(0)))
                .hasMessage("a law of paths needs at least two series, got 1");
        assertThatThrownBy(() -> LatentSde.fit(TIMES, new double[2][5][1], LATENT, new Seeds(0)))
                .hasMessage("series 0 has 5 samples at 6 times");
        var empty = series(3);
        for (var row : empty[2]) {
            row[0] = Double.NaN;
        }
        assertThatThrownBy(() -> LatentSde.fit(TIMES, empty, LATENT, new Seeds(0)))
                .hasMessage("series 2 has no samples; drop it");
        assertThatThrownBy(() -> new LatentSde.Settings(0, 1, 1, 1, 1, 1, 1, 1, Precision.SINGLE))
                .hasMessage("sizes and updates must be at least 1, got 0");
    }
}
