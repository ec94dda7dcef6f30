package org.separatrix.forecast.importance;

import org.bytedeco.pytorch.NoGradGuard;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Losses;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A network that says the next row of a scaled series, while it is trained and used.
///
/// Series are `[rows][channels]` in units in which they have mean 0 and deviation 1.
final class NextRowModel implements AutoCloseable {

    private static final double CLIP = 10;

    private final ImportanceSettings settings;
    private final NextRowNet net;
    private final Weights weights;

    NextRowModel(int channels, ImportanceSettings settings, RandomGenerator random) {
        this.settings = settings;
        net = new NextRowNet(channels, settings.hidden());
        weights = Weights.create(net, Kind.standard(Precision.SINGLE), random);
    }

    /// Trains on all windows of some series.
    ///
    /// @return windows seen, counted every time
    long train(List<double[][]> series, int epochs, long seed, Watch watch) {
        int window = settings.window();
        int channels = net.channels();
        double[][] rows =
                series.stream().flatMap(s -> windows(s).stream()).toArray(double[][]::new);
        int batch = Math.min(settings.batch(), rows.length);
        int updates = epochs * ((rows.length + batch - 1) / batch);
        try (var _ = new Scope()) {
            var all = Tensors.of(rows, weights.kind()).view(rows.length, window + 1, channels);
            var plan = TrainingSettings.of(updates, seed).clippedAt(CLIP).reportedEvery(20);
            try (var training =
                    new Training(
                            weights,
                            Adam.standard(),
                            Schedule.constant(settings.rate()),
                            plan,
                            (step, terms) -> {
                                var chosen = Tensors.indices(step.batch(rows.length, batch));
                                var own =
                                        all.index_select(
                                                0, chosen.to(all.device(), chosen.scalar_type()));
                                terms.add(
                                        "fit",
                                        Losses.meanSquare(
                                                net.next(step.weights(), own.narrow(1, 0, window)),
                                                own.select(1, window)));
                            })) {
                training.run(watch);
            }
        }
        return (long) updates * batch;
    }

    /// All windows with the row after each, flat.
    private List<double[]> windows(double[][] series) {
        int length = settings.window() + 1;
        int channels = net.channels();
        return java.util.stream.IntStream.rangeClosed(0, series.length - length)
                .mapToObj(from -> {
                    var flat = new double[length * channels];
                    for (int i = 0; i < length; i++) {
                        System.arraycopy(series[from + i], 0, flat, i * channels, channels);
                    }
                    return flat;
                })
                .toList();
    }

    /// Squared error of the next row, mean over channels, for every row that follows a window.
    ///
    /// @return length `rows - window`
    double[] errors(double[][] series) {
        int window = settings.window();
        int channels = net.channels();
        double[][] rows = windows(series).toArray(double[][]::new);
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            var all = Tensors.of(rows, weights.kind()).view(rows.length, window + 1, channels);
            double[] said = Tensors.toArray(net.next(weights, all.narrow(1, 0, window)));
            var errors = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                for (int c = 0; c < channels; c++) {
                    double r = said[i * channels + c] - series[window + i][c];
                    errors[i] += r * r / channels;
                }
            }
            return errors;
        }
    }

    /// Rows that follow a series, each said from the last window, own answers included.
    double[][] forecast(double[][] series, int steps) {
        int window = settings.window();
        int channels = net.channels();
        var seen = new double[(window + steps) * channels];
        for (int i = 0; i < window; i++) {
            System.arraycopy(series[series.length - window + i], 0, seen, i * channels, channels);
        }
        var said = new double[steps][];
        for (int k = 0; k < steps; k++) {
            try (var _ = new Scope();
                    var _ = new NoGradGuard()) {
                var last =
                        Tensors.of(
                                Arrays.copyOfRange(seen, k * channels, (k + window) * channels),
                                weights.kind(),
                                1,
                                window,
                                channels);
                said[k] = Tensors.toArray(net.next(weights, last));
            }
            System.arraycopy(said[k], 0, seen, (window + k) * channels, channels);
        }
        return said;
    }

    Weights weights() {
        return weights;
    }

    @Override
    public void close() {
        weights.close();
    }
}
