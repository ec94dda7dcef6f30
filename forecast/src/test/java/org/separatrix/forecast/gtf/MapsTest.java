package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// Every map against finite differences, against libtorch and against the others.
class MapsTest {

    private static final double STEP = 1e-6;

    /// One of every form in `m` states, with random offsets and thresholds.
    private static List<PiecewiseLinearMap> maps(int m) {
        var random = new SplittableRandom(4);
        List<PiecewiseLinearMap> maps =
                List.of(
                        ShallowPlrnn.random(m, 7, true, random),
                        ShallowPlrnn.random(m, 7, false, random),
                        Plrnn.random(m, false, random),
                        Plrnn.random(m, true, random),
                        DendriticPlrnn.random(m, 5, false, -2, 2, random),
                        DendriticPlrnn.random(m, 5, true, -2, 2, random));
        for (var map : maps) {
            double[][] arrays = map.arrays();
            for (double[] array : arrays) {
                if (Arrays.stream(array).allMatch(v -> v == 0)) {
                    Arrays.setAll(array, _ -> 0.5 * random.nextGaussian());
                }
            }
        }
        return maps;
    }

    static Stream<PiecewiseLinearMap> allMaps() {
        return maps(4).stream();
    }

    private static double slope(double[] array, int i, DoubleSupplier value) {
        double kept = array[i];
        array[i] = kept + STEP;
        double up = value.getAsDouble();
        array[i] = kept - STEP;
        double down = value.getAsDouble();
        array[i] = kept;
        return (up - down) / (2 * STEP);
    }

    /// The diagonal of W is no parameter.
    private static boolean fixed(PiecewiseLinearMap map, int array, int entry) {
        return !(map instanceof ShallowPlrnn) && array == 1 && entry % (map.dimension() + 1) == 0;
    }

    private static void assertGradient(
            PiecewiseLinearMap map, double[][] gradients, DoubleSupplier loss) {
        double[][] arrays = map.arrays();
        for (int k = 0; k < arrays.length; k++) {
            for (int i = 0; i < arrays[k].length; i++) {
                double wanted = fixed(map, k, i) ? 0 : slope(arrays[k], i, loss);
                assertThat(gradients[k][i])
                        .as("array %d entry %d", k, i)
                        .isCloseTo(wanted, within(1e-5 * (1 + Math.abs(wanted))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void jacobianAndPullBackAgreeWithFiniteDifferences(PiecewiseLinearMap map) {
        int m = map.dimension();
        double[] z = Passes.normal(1, m, 5)[0];
        double[] back = Passes.normal(1, m, 6)[0];
        DoubleSupplier value =
                () -> {
                    var next = new double[m];
                    map.step(z, next);
                    double sum = 0;
                    for (int i = 0; i < m; i++) {
                        sum += back[i] * next[i];
                    }
                    return sum;
                };
        double[][] gradients =
                Arrays.stream(map.arrays()).map(a -> new double[a.length]).toArray(double[][]::new);
        var source = new double[m];
        map.pull(z, back, source, gradients);
        assertGradient(map, gradients, value);
        double[][] jacobian = map.jacobian(z);
        for (int j = 0; j < m; j++) {
            double wanted = slope(z, j, value);
            double turned = 0;
            for (int i = 0; i < m; i++) {
                turned += jacobian[i][j] * back[i];
            }
            assertThat(source[j]).isCloseTo(wanted, within(1e-8));
            assertThat(turned).isCloseTo(wanted, within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void gradientOfForcedSequencesAgreesWithFiniteDifferences(PiecewiseLinearMap map) {
        double[][][] x = {Passes.normal(9, 4, 7), Passes.normal(9, 4, 8)};
        for (double alpha : new double[] {0, 0.3, 1}) {
            var pass = new MapGradient(map, 8, 4);
            Passes.error(pass, x, alpha, 1);
            assertGradient(
                    map,
                    pass.gradients(),
                    () -> Passes.error(new MapGradient(map, 8, 4), x, alpha, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void theBoundHoldsForEveryJacobian(PiecewiseLinearMap map) {
        for (double[] z : Passes.normal(200, 4, 9)) {
            assertThat(SpectralNorm.of(map.jacobian(z)))
                    .isLessThanOrEqualTo(map.jacobianBound() * (1 + 1e-12));
        }
        double[][][] batch = {Passes.normal(20, 4, 1), Passes.normal(20, 4, 2)};
        double maximum = Forcing.BATCH_MAXIMUM.estimate(map, batch);
        assertThat(Forcing.UPPER_BOUND.estimate(map, batch)).isGreaterThanOrEqualTo(maximum);
        assertThat(maximum).isGreaterThanOrEqualTo(Forcing.PRODUCT.estimate(map, batch));
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void aMapComesBackFromItsFileWithEveryBit(PiecewiseLinearMap map) {
        var fitted =
                new Gtf.Fitted(
                        map,
                        new org.separatrix.forecast.Scaling(
                                new double[4], new double[] {1, 1, 1, 1}),
                        Observation.direct(),
                        new double[0][]);
        String json = ReportJson.MAPPER.writeValueAsString(fitted);
        var back = ReportJson.MAPPER.readValue(json, Gtf.Fitted.class);
        assertThat(back.map()).hasSameClassAs(map);
        assertThat(back.map().arrays()).isDeepEqualTo(map.arrays());
        double[] start = {0.1, 0.2, -0.3, 0.4};
        assertThat(back.freeRun(start, 20)).isDeepEqualTo(fitted.freeRun(start, 20));
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void fixedPointsAreFixed(PiecewiseLinearMap map) {
        var starts = List.of(Passes.normal(40, 4, 3));
        for (var cycle : Cycles.find(map, 1, starts)) {
            double[] z = cycle.points().getFirst();
            var next = new double[4];
            map.step(z, next);
            assertThat(next)
                    .containsExactly(z, within(1e-8 * (1 + SpectralNorm.of(new double[][] {z}))));
        }
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void thePenaltyHasItsGradient(PiecewiseLinearMap map) {
        double[][] gradients =
                Arrays.stream(map.arrays()).map(a -> new double[a.length]).toArray(double[][]::new);
        map.penalise(0.7, 0.5, gradients);
        assertGradient(map, gradients, () -> 0.7 * penalty(map));
    }

    /// As the paper writes it; half of four states are concerned where it goes by states.
    private static double penalty(PiecewiseLinearMap map) {
        double[][] arrays = map.arrays();
        double sum = 0;
        if (map instanceof ShallowPlrnn) {
            for (int k = 0; k < arrays.length; k++) {
                for (double v : arrays[k]) {
                    sum += k == 0 ? (1 - v) * (1 - v) : v * v;
                }
            }
            return sum;
        }
        return Math.hypot(1 - arrays[0][2], 1 - arrays[0][3])
                + Math.sqrt(Arrays.stream(arrays[1]).skip(8).map(v -> v * v).sum())
                + Math.hypot(arrays[2][2], arrays[2][3]);
    }

    @Test
    void theFusedPassAndTheGeneralOneAgree() {
        for (boolean clipped : new boolean[] {true, false}) {
            var map = ShallowPlrnn.random(5, 9, clipped, new SplittableRandom(2));
            Arrays.setAll(map.h2(), l -> 0.1 * l - 0.4);
            double[][][] x = {
                Passes.normal(12, 3, 1), Passes.normal(12, 3, 2), Passes.normal(12, 3, 3)
            };
            double[][][] pushes = {
                Passes.normal(12, 5, 4), Passes.normal(12, 5, 5), Passes.normal(12, 5, 6)
            };
            double[][] lift = Passes.normal(2, 3, 7);
            // Three of five states forced, two sequences side by side, the last lane idle.
            var fused = new ForcedGradient(map, 11, 3, 2);
            var plain = new MapGradient(map, 11, 3);
            var one = new LiftGradient(3, lift);
            var other = new LiftGradient(3, lift);
            double a = Passes.error(fused, one, x, pushes, 0.3, 1);
            double b = Passes.error(plain, other, x, pushes, 0.3, 1);
            assertThat(a).isCloseTo(b, within(1e-12 * b));
            for (int k = 0; k < 5; k++) {
                assertThat(fused.gradients()[k])
                        .containsExactly(plain.gradients()[k], within(1e-10 * (1 + b)));
            }
            assertThat(one.gradient()).containsExactly(other.gradient(), within(1e-10 * (1 + b)));
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void liftAndInputsHaveTheirGradients(boolean partial) {
        var map = DendriticPlrnn.random(5, 4, true, -1, 1, new SplittableRandom(3));
        double[][][] x = {Passes.normal(8, 3, 1), Passes.normal(8, 3, 2)};
        double[][][] s = {Passes.normal(8, 2, 3), Passes.normal(8, 2, 4)};
        var lift = new LiftGradient(3, Passes.normal(2, 3, 5));
        var inputs = new InputGradient(Passes.normal(5, 2, 6));
        int forced = partial ? 3 : 5;
        DoubleSupplier loss =
                () ->
                        Passes.error(
                                new MapGradient(map, 7, forced),
                                lift,
                                x,
                                pushes(inputs, s),
                                0.3,
                                1);
        // One sequence at a time, as the pass holds the derivatives of the last.
        inputs.begin();
        var byLift = new double[lift.gradient().length];
        for (int k = 0; k < 2; k++) {
            var pass = new MapGradient(map, 7, forced);
            double[][][] own = {s[k]};
            Passes.error(pass, lift, new double[][][] {x[k]}, pushes(inputs, own), 0.3, 1);
            inputs.add(pass, own, 0, 1);
            for (int i = 0; i < byLift.length; i++) {
                byLift[i] += lift.gradient()[i];
            }
        }
        for (int i = 0; i < byLift.length; i++) {
            double wanted = slope(lift.matrix(), i, loss);
            assertThat(byLift[i]).isCloseTo(wanted, within(1e-5 * (1 + Math.abs(wanted))));
        }
        for (int i = 0; i < inputs.matrix.length; i++) {
            double wanted = slope(inputs.matrix, i, loss);
            assertThat(inputs.gradient[i]).isCloseTo(wanted, within(1e-5 * (1 + Math.abs(wanted))));
        }
    }

    private static double[][][] pushes(InputGradient inputs, double[][][] s) {
        return Arrays.stream(s).map(inputs::pushes).toArray(double[][][]::new);
    }

    /// phi of the tensor form of a map.
    private static Tensor phi(PiecewiseLinearMap map, List<Tensor> p, Tensor z) {
        return switch (map) {
            case ShallowPlrnn _ -> throw new AssertionError("has a test of its own");
            case Plrnn plain ->
                    (plain.centred()
                                    ? z.sub(
                                            z.mean(
                                                    new long[] {1},
                                                    true,
                                                    new org.bytedeco.pytorch.ScalarTypeOptional()))
                                    : z)
                            .relu();
            case DendriticPlrnn dendritic -> {
                var sum = Tensors.zeros(Kind.DOUBLE, 1, map.dimension());
                for (int b = 0; b < dendritic.bases(); b++) {
                    var bend = z.sub(p.get(4).select(1, b)).relu();
                    bend = dendritic.clipped() ? bend.sub(z.relu()) : bend;
                    sum = sum.add(bend.mul(p.get(3).select(0, b)));
                }
                yield sum;
            }
        };
    }

    @ParameterizedTest
    @MethodSource("allMaps")
    void agreesWithReverseModeOnTensors(PiecewiseLinearMap map) {
        if (map instanceof ShallowPlrnn) {
            return;
        }
        double alpha = 0.2;
        double[][] x = Passes.normal(15, 4, 11);
        var pass = new MapGradient(map, 14, 4);
        double error = Passes.error(pass, new double[][][] {x}, alpha, 1);
        try (var _ = new Scope()) {
            var leaves = new ArrayList<Tensor>();
            double[][] arrays = map.arrays();
            for (int k = 0; k < arrays.length; k++) {
                long[] shape =
                        k == 1
                                ? new long[] {4, 4}
                                : k == 4 ? new long[] {4, 5} : new long[] {arrays[k].length};
                leaves.add(Autograd.leaf(Tensors.of(arrays[k], Kind.DOUBLE, shape)));
            }
            var z = Tensors.of(x[0], Kind.DOUBLE, 1, 4);
            var loss = Tensors.scalar(0, Kind.DOUBLE);
            for (int t = 1; t < x.length; t++) {
                var next =
                        z.mul(leaves.get(0))
                                .add(phi(map, leaves, z).matmul(leaves.get(1).t()))
                                .add(leaves.get(2));
                var seen = Tensors.of(x[t], Kind.DOUBLE, 1, 4);
                loss = loss.add(next.sub(seen).square().sum());
                z = Tensors.plus(Tensors.scale(next, 1 - alpha), alpha, seen);
            }
            assertThat(error).isCloseTo(Tensors.value(loss), within(1e-10 * error));
            var exact = Autograd.grad(loss, leaves, false);
            for (int k = 0; k < arrays.length; k++) {
                double[] wanted = Tensors.toArray(exact.get(k));
                for (int i = 0; i < wanted.length; i++) {
                    double expected = fixed(map, k, i) ? 0 : wanted[i];
                    assertThat(pass.gradients()[k][i])
                            .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
                }
            }
        }
    }

    private static Segment circle(int n) {
        var x = new double[n][2];
        for (int i = 0; i < n; i++) {
            x[i][0] = 3 * Math.cos(0.2 * i);
            x[i][1] = Math.sin(0.2 * i);
        }
        return new Segment(0, 1, x, List.of("a", "b"));
    }

    private static Gtf settings(String... pairs) {
        var values = new java.util.LinkedHashMap<String, String>();
        for (String pair : pairs) {
            values.put(pair.split("=")[0], pair.split("=")[1]);
        }
        var base = new Gtf(10, true, 20, 8, 1500, 5e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.98, 0, 0, 0);
        return Settings.with(base, values);
    }

    @ParameterizedTest
    @EnumSource(MapKind.class)
    void everyMapLearnsACircleBetterThanStandingStill(MapKind kind) {
        // The states beside the channels give the maps without a hidden layer room to bend.
        var method = settings("map=" + kind, "extra=2", "bases=10");
        var fitted = method.fit(List.of(circle(300)), new Seeds(1));
        double[][] truth = fitted.scaling().apply(circle(340).values());
        double[][] orbit = fitted.freeRun(truth[300], 30);
        double error = 0;
        for (int t = 0; t < 30; t++) {
            for (int j = 0; j < 2; j++) {
                error += Math.pow(orbit[t][j] - truth[301 + t][j], 2) / 60;
            }
        }
        // Standing still costs 2 in standardised units, the mean costs 1.
        assertThat(error).isLessThan(0.1);
        assertThat(fitted.map().dimension()).isEqualTo(4);
    }

    @Test
    void anExternalInputIsLearned() {
        // x_t = 0.7 x_(t-1) + s_t: without s the best guess leaves the variance of s.
        var random = new SplittableRandom(5);
        var rows = new double[800][2];
        for (int i = 1; i < rows.length; i++) {
            rows[i][1] = random.nextGaussian();
            rows[i][0] = 0.7 * rows[i - 1][0] + rows[i][1];
        }
        var series = new Segment(0, 1, rows, List.of("x", "s"));
        var fitted = settings("inputs=1", "updates=1000").fit(List.of(series), new Seeds(0));
        double[][] scaled = fitted.scaling().apply(rows);
        double[][] drive = Windows.columns(Arrays.copyOfRange(scaled, 1, 201), 1, 2);
        double[][] orbit = fitted.freeRun(new double[] {scaled[0][0]}, drive);
        double error = 0;
        for (int t = 0; t < 200; t++) {
            error += Math.pow(orbit[t][0] - scaled[t + 1][0], 2) / 200;
        }
        // The input alone has the share 1 - 0.7^2 = 0.51 of the variance: a tenth of it is left.
        assertThat(error).isLessThan(0.05);
        var forecast = fitted.forecast(series, 3);
        assertThat(forecast.mean().values()[2][1]).isCloseTo(rows[799][1], within(1e-12));
        assertThatThrownBy(() -> fitted.freeRun(new double[1], new double[5][3]))
                .hasMessage("gtf: expected external inputs [steps][1], got [5][3]");
        assertThatThrownBy(() -> settings("inputs=2").fit(List.of(series), new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "gtf: inputs must leave at least one channel; the data have 2 columns,"
                                + " inputs is 2");
    }

    @Test
    void heldOutRowsChooseACheckpointNoWorseThanTheLast() {
        var all = circle(600);
        double[][] truth = circle(700).values();
        var last = settings().fit(List.of(all), new Seeds(2));
        var chosen = settings("validation=0.3").training(List.of(all), new Seeds(2));
        while (chosen.updates() < 1500) {
            chosen.update();
        }
        var state = chosen.state();
        assertThat(state.best()).isNotEmpty();
        assertThat(state.score()).isPositive();
        var fitted = settings("validation=0.3").fitted(chosen, List.of(all));
        assertThat(fitted.map().arrays()[0]).isEqualTo(state.best()[0]);
        assertThat(last.scaling().apply(truth)).hasDimensions(700, 2);
        assertThatThrownBy(() -> settings("validation=0.1").fit(List.of(all), new Seeds(0)))
                .hasMessage("gtf: validation must hold out at least 100 rows, 0.1 of 600 are 60");
    }

    @Test
    void clippingBoundsTheStepAndNoiseChangesIt() {
        double[][][] pieces = {circle(100).values()};
        var free = new GtfTraining(settings(), pieces, new Seeds(3));
        var noisy = new GtfTraining(settings("noise=0.1"), pieces, new Seeds(3));
        var clipped = new GtfTraining(settings("clip=1e-9"), pieces, new Seeds(3));
        double[] before = clipped.map().arrays()[0].clone();
        free.update();
        noisy.update();
        clipped.update();
        assertThat(noisy.loss()).isNotEqualTo(free.loss());
        // The first steps of RAdam are plain momentum: at most rate times the clipped gradient.
        double[] after = clipped.map().arrays()[0];
        assertThat(after[0]).isCloseTo(before[0], within(5e-3 * 1e-9 + 1e-15));
        assertThat(free.map().arrays()[0][0]).isNotEqualTo(before[0]);
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> settings("latent=2", "extra=1"))
                .hasStackTraceContaining(
                        "gtf: extra states need states that are channels; set latent to 0 or extra"
                                + " to 0, got 2 and 1");
        assertThatThrownBy(() -> Settings.with(Gtf.DEFAULT, Map.of("map", "DEEP")))
                .hasMessageContaining("map must be one of");
    }

    @Test
    void parameterCountsOfTheOtherMaps() {
        var random = new SplittableRandom(0);
        assertThat(Plrnn.random(3, false, random).parameters()).isEqualTo(6 + 6);
        assertThat(DendriticPlrnn.random(3, 20, false, -1, 1, random).parameters())
                .isEqualTo(6 + 6 + 20 + 60);
    }
}
