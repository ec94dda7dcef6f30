package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.Arrays;
import java.util.List;

/// The methods that neural differential equations are compared with.
class RivalsTest {

    private static final double[] TIMES = {0, 0.3, 1};

    @Test
    void aMonotoneMapIncreasesAndKnowsItsSlopeAndItsInverse() {
        var map = new MonotoneMap(5, 8);
        try (var _ = new Scope();
                var weights = Weights.create(map, Kind.DOUBLE, new Seeds(1).of("w"))) {
            var times = Tensors.of(TIMES, Kind.DOUBLE);
            var x = Tensors.of(new double[][] {{-3, 0.2, 1}, {0.4, -1, 7}}, Kind.DOUBLE);
            Autograd.without(() -> {
                var image = map.forward(weights, times, x);
                var up = map.forward(weights, times, Tensors.shift(x, 1e-5)).values();
                var down = map.forward(weights, times, Tensors.shift(x, -1e-5)).values();
                double[] slopes = Tensors.toArray(Tensors.scale(up.sub(down), 0.5e5));
                double[] own = Tensors.toArray(image.logSlopes().exp());
                assertThat(own).containsExactly(slopes, within(1e-8));
                assertThat(Arrays.stream(own).min().orElseThrow()).isPositive();
                double[] back = Tensors.toArray(map.inverse(weights, times, image.values()));
                assertThat(back).containsExactly(Tensors.toArray(x), within(1e-12));
                return 0;
            });
        }
    }

    /// Brownian motion from a normal start is in the family: the map is the identity there.
    private static double[][][] motions(int count, boolean gaps) {
        var random = new Seeds(2).of("motions");
        var series = new double[count][4][1];
        for (var one : series) {
            double w = Math.sqrt(0.5) * random.nextGaussian();
            for (int i = 0; i < 4; i++) {
                one[i][0] = gaps && i > 0 && random.nextInt(4) == 0 ? Double.NaN : w;
                w += Math.sqrt(1.0 / 3) * random.nextGaussian();
            }
        }
        return series;
    }

    @Test
    void aFlowProcessLearnsTheLawOfBrownianMotionThroughGaps() {
        double[] times = {0, 1, 2, 3};
        var settings = new FlowProcess.Settings(3, 8, 64, 300, 2e-2);
        try (var model = FlowProcess.fit(times, motions(400, true), settings, new Seeds(3))) {
            var drawn = model.sample(2000, new Seeds(4).of("paths"));
            var truth = motions(2000, false);
            // Two samples of 2000 differ by 0.043 at the 5 % level; 400 series were learned from.
            assertThat(PathStatistics.worstKolmogorov(drawn, truth, 0, new int[] {0, 1, 2, 3}))
                    .isLessThan(0.1);
            assertThat(PathStatistics.neighbours(drawn, 0))
                    .isCloseTo(PathStatistics.neighbours(truth, 0), within(0.06));
        }
    }

    @Test
    void missingSamplesDoNotCountForTheFlowProcess() {
        double[] times = {0, 1, 2, 3};
        var settings = new FlowProcess.Settings(3, 8, 8, 2, 1e-2);
        try (var _ = new Scope();
                var model = FlowProcess.fit(times, motions(8, true), settings, new Seeds(5))) {
            var seen = Tensors.of(new double[][] {{1, 0, 1, 0}}, Kind.SINGLE);
            var one = Tensors.of(new double[][] {{0.3, 5, -0.2, 9}}, Kind.SINGLE);
            var other = Tensors.of(new double[][] {{0.3, -7, -0.2, 2}}, Kind.SINGLE);
            Autograd.without(() -> {
                double density = Tensors.value(model.logLikelihood(one, seen).sum());
                assertThat(Tensors.value(model.logLikelihood(other, seen).sum()))
                        .isEqualTo(density)
                        .isFinite();
                return 0;
            });
        }
    }

    @Test
    void theDensityOfAFlowProcessIntegratesToOne() {
        double[] times = {0, 1, 2};
        var settings = new FlowProcess.Settings(3, 8, 8, 3, 1e-1);
        var series = new double[][][] {{{0}, {1}, {2}}, {{1}, {0}, {-1}}};
        try (var _ = new Scope();
                var model = FlowProcess.fit(times, series, settings, new Seeds(6))) {
            int n = 201;
            double h = 0.1;
            var grid = new double[n * n][];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    grid[i * n + j] = new double[] {(i - 100) * h, 0, (j - 100) * h};
                }
            }
            var x = Tensors.of(grid, Kind.SINGLE);
            var seen = Tensors.of(new double[][] {{1, 0, 1}}, Kind.SINGLE).expand(x.size(0), 3);
            double total =
                    Autograd.without(
                            () -> h * h * Tensors.value(model.logLikelihood(x, seen).exp().sum()));
            assertThat(total).isCloseTo(1, within(2e-3));
        }
    }

    @Test
    void theStateOfAGruOdeFlowsWithoutInputWhereNothingIsSeen() {
        var reader = SeriesReader.GruOde.of(3, 4);
        try (var _ = new Scope();
                var weights = Weights.create(reader, Kind.DOUBLE, new Seeds(7).of("w"))) {
            var seen = Tensors.of(new double[][] {{0, 0.7, 1}}, Kind.DOUBLE);
            var gap = Tensors.of(new double[][] {{1, 0.7, 0}}, Kind.DOUBLE);
            var other = Tensors.of(new double[][] {{5, -3, 0}}, Kind.DOUBLE);
            Autograd.without(() -> {
                var one = Tensors.toArray(reader.read(weights, List.of(seen, gap)));
                assertThat(Tensors.toArray(reader.read(weights, List.of(seen, other))))
                        .isEqualTo(one);
                assertThat(Tensors.toArray(reader.read(weights, List.of(seen)))).isNotEqualTo(one);
                return 0;
            });
        }
    }

    @Test
    void aResidualNetworkLearnsFromTheSpirals() {
        var data = SpiralCase.spirals(new Seeds(8).of("training"));
        int inputs = SeriesClassifier.inputs(2) * data.times().length;
        try (var model =
                SeriesClassifier.fit(
                        SeriesReader.Residual.of(inputs, 16),
                        data.times(),
                        data.values(),
                        data.labels(),
                        32,
                        60,
                        1e-2,
                        new Seeds(9))) {
            // Guessing has half of them right, with a deviation of 3 %.
            assertThat(model.accuracy(data.times(), data.values(), data.labels()))
                    .isGreaterThan(0.65);
        }
    }

    @Test
    void aClassifierWhoseTrainingFailsLeavesNoWeightsBehind() {
        var data = SpiralCase.spirals(new Seeds(8).of("training"));
        var tooFew = new int[] {0, 1};
        int inputs = SeriesClassifier.inputs(2) * data.times().length;
        long before = 0;
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(() ->
                            SeriesClassifier.fit(
                                    SeriesReader.Residual.of(inputs, 1000),
                                    data.times(),
                                    data.values(),
                                    tooFew,
                                    256,
                                    1,
                                    1e-2,
                                    new Seeds(9)))
                    .isInstanceOf(ArrayIndexOutOfBoundsException.class);
            before = i == 1 ? Pointer.physicalBytes() : before;
        }
        // Weights and gradients of one training are 40 MB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
    }
}
