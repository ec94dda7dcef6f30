package org.separatrix.benchmarks;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.gtf.Forcing;
import org.separatrix.forecast.gtf.Gtf;
import org.separatrix.forecast.gtf.GtfTraining;
import org.separatrix.forecast.gtf.ShallowPlrnn;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// One update of generalized teacher forcing: the fused kernel against the same map written on
/// libtorch, whole steps of both with their optimiser, one thread each.
public final class ForcingTiming {

    private static final int ROUNDS = 40;
    private static final int BATCH = 16;
    private static final double ALPHA = 0.15;
    private static final double RATE = 1e-4;

    private ForcingTiming() {}

    public static void main(String[] arguments) {
        for (int[] size : new int[][] {{3, 50, 100}, {3, 50, 200}, {20, 200, 100}, {16, 512, 50}}) {
            compare(size[0], size[1], size[2]);
        }
    }

    private static void compare(int dimension, int hidden, int steps) {
        double[][] data = walk(2000, dimension);
        var settings =
                new Gtf(
                        hidden,
                        true,
                        steps,
                        BATCH,
                        1_000_000,
                        RATE,
                        RATE,
                        Forcing.CONSTANT,
                        ALPHA,
                        5,
                        0.999,
                        0,
                        0,
                        0);
        var fused = new GtfTraining(settings, new double[][][] {data}, new Seeds(0));
        Parametrised shape =
                () ->
                        List.of(
                                new Parameter("a", Initialiser.constant(0.8), dimension),
                                new Parameter("w1", uniform(hidden), hidden, dimension),
                                new Parameter("w2", uniform(dimension), dimension, hidden),
                                new Parameter("h1", Initialiser.ZEROS, dimension),
                                new Parameter("h2", uniform(hidden), hidden));
        try (var weights = Weights.create(shape, Kind.DOUBLE, new SplittableRandom(0))) {
            Runnable tensors = () -> step(weights, data, steps);
            double[] ms =
                    Ratios.of(
                                    "GTF update, M=%d, L=%d, T=%d, batch %d"
                                            .formatted(dimension, hidden, steps, BATCH),
                                    new String[] {"fused", "libtorch"},
                                    fused::update,
                                    tensors)
                            .print(ROUNDS);
            System.out.printf(
                    Locale.ROOT,
                    "%d parameters; the fused update is %.1f times as fast%n",
                    ShallowPlrnn.random(dimension, hidden, true, new SplittableRandom(0))
                            .parameters(),
                    ms[1] / ms[0]);
        }
    }

    private static Initialiser uniform(int columns) {
        return Initialiser.uniform(1 / Math.sqrt(columns));
    }

    /// One step of a training on tensors: forward, backward and RAdam.
    private static void step(Weights weights, double[][] data, int steps) {
        try (var training =
                new Training(
                        weights,
                        Adam.rectifying(),
                        Schedule.constant(RATE),
                        TrainingSettings.of(1, 0),
                        (step, terms) -> {
                            var random = step.random();
                            var starts = new int[BATCH];
                            for (int k = 0; k < BATCH; k++) {
                                starts[k] = random.nextInt(data.length - steps);
                            }
                            terms.add("error", loss(weights, data, starts, steps));
                        })) {
            training.run();
        }
    }

    private static Tensor loss(Weights p, double[][] data, int[] starts, int steps) {
        // One tensor of all windows, so that the steps only take views.
        int m = data[0].length;
        var all = new double[(steps + 1) * BATCH * m];
        int e = 0;
        for (int t = 0; t <= steps; t++) {
            for (int start : starts) {
                System.arraycopy(data[start + t], 0, all, e, m);
                e += m;
            }
        }
        var x = Tensors.of(all, Kind.DOUBLE, steps + 1, BATCH, m);
        var predictions = new Tensor[steps];
        var z = x.select(0, 0);
        for (int t = 0; t < steps; t++) {
            try (var scope = new Scope()) {
                var u = z.matmul(p.get(2));
                var active = u.add(p.get(4)).relu().sub(u.relu());
                var next = z.mul(p.get(0)).add(active.matmul(p.get(1))).add(p.get(3));
                predictions[t] = scope.keep(next);
                z =
                        scope.keep(
                                Tensors.plus(
                                        Tensors.scale(next, 1 - ALPHA), ALPHA, x.select(0, t + 1)));
            }
        }
        return Tensors.stack(0, List.of(predictions)).sub(x.narrow(0, 1, steps)).square().mean();
    }

    private static double[][] walk(int n, int m) {
        var random = new SplittableRandom(1);
        var x = new double[n][m];
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < m; j++) {
                x[i][j] = 0.95 * x[i - 1][j] + 0.3 * random.nextGaussian();
            }
        }
        return x;
    }
}
