package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.Signature;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.util.Arrays;
import java.util.List;

/// A classifier of long series by the log-ODE method: time is cut into windows, each is summed up
/// by the log-signature of the path in it, and one step of a differential equation is taken a
/// window.
///
/// At depth 1 a window is its increment; depth 2 adds the areas that pairs of channels sweep, depth
/// 3 the next iterated integrals. The number of steps is that of the windows, however many samples
/// there are. Values may be missing (NaN); gaps are bridged by straight lines.
///
/// Source: J. Morrill, C. Salvi, P. Kidger, J. Foster, T. Lyons, "Neural rough differential
/// equations for long time series", ICML 2021.
public final class NeuralRde implements AutoCloseable {

    /// How the model is built and trained.
    ///
    /// @param windows number of windows, hence of solver steps
    /// @param level depth of the log-signatures
    public record Settings(
            @Describe(value = "components of the state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layer", min = 1, max = 5000) int width,
            @Describe(value = "windows of a series", min = 1, max = 100_000) int windows,
            @Describe(value = "depth of the log-signatures", min = 1, max = 3) int level,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        /// Seconds on one processor for a few hundred series.
        public static final Settings DEFAULT =
                new Settings(8, 64, 10, 2, 32, 200, 1e-2, Precision.DOUBLE);

        public Settings {
            PathLaw.requirePositive(hidden, width, windows, level, batch, updates);
            if (level > 3) {
                throw new LabException("level must be 1, 2 or 3, got " + level);
            }
        }
    }

    private final Settings settings;
    private final Parts parts;
    private final Weights weights;
    private final Scaling scale;
    private final History history;

    private record Parts(Linear start, DrivenEquation equation, Linear readout)
            implements Parametrised {

        @Override
        public List<Parameter> parameters() {
            return Parametrised.join(
                    List.of("start", "equation", "readout"), List.of(start, equation, readout));
        }

        Tensor logits(Weights weights, Tensor first, Tensor increments) {
            long windows = increments.size(0);
            var clock = new double[(int) windows + 1];
            Arrays.setAll(clock, i -> 2.0 * i / windows - 1);
            int afterStart = start.arrays();
            var h0 = start.forward(weights.part(0, start), first);
            var own = weights.part(afterStart, equation);
            var last = equation.solve(own, h0, clock, increments).getLast();
            return readout.forward(weights.part(afterStart + equation.arrays(), readout), last);
        }
    }

    private NeuralRde(
            Settings settings, Parts parts, Weights weights, Scaling scale, History history) {
        this.settings = settings;
        this.parts = parts;
        this.weights = weights;
        this.scale = scale;
        this.history = history;
    }

    /// Learns to tell classes apart.
    ///
    /// @param times common to all series, strictly increasing, at least one more than the windows
    /// @param values (series, times, channels), NaN where missing
    /// @param labels class of each series, from 0
    /// @throws LabException if the data do not fit together
    public static NeuralRde fit(
            double[] times,
            double[][][] values,
            int[] labels,
            Settings settings,
            Seeds seeds,
            Watch watch) {
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        if (values.length != labels.length || classes < 2) {
            throw new LabException(
                    "%d series and %d labels of %d classes; there must be as many and two classes"
                            .formatted(values.length, labels.length, classes));
        }
        var scale = Scaling.of(values);
        var summed = Summed.of(times, values, scale, settings);
        var drawn = Initialiser.FAN_IN_UNIFORM;
        var parts =
                new Parts(
                        Linear.of(summed.first()[0].length, settings.hidden(), drawn),
                        new DrivenEquation(
                                settings.hidden(),
                                summed.increments()[0][0].length,
                                settings.width(),
                                1,
                                drawn),
                        Linear.of(settings.hidden(), classes, drawn));
        var kind = Kind.standard(settings.precision());
        var weights = Weights.create(parts, kind, seeds.of("weights"));
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.constant(settings.rate()),
                        TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong()),
                        (step, terms) -> {
                            var rows = step.batch(values.length, settings.batch());
                            var some = summed.select(rows);
                            var logits =
                                    parts.logits(
                                            weights,
                                            Tensors.of(some.first(), kind),
                                            some.tensor(kind));
                            terms.add("cross-entropy", CrossEntropy.mean(logits, labels, rows));
                        })) {
            return new NeuralRde(settings, parts, weights, scale, training.run(watch));
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /// What the equation is driven by.
    ///
    /// @param first time and values of the first sample of each series
    /// @param increments log-signatures, (windows, series, components)
    private record Summed(double[][] first, double[][][] increments) {

        static Summed of(double[] times, double[][][] values, Scaling scale, Settings settings) {
            int windows = settings.windows();
            if (times.length <= windows) {
                throw new LabException(
                        "%d windows need more than %d samples; lower windows"
                                .formatted(windows, times.length));
            }
            double span = times[times.length - 1] - times[0];
            var increments = new double[windows][values.length][];
            var first = new double[values.length][];
            for (int b = 0; b < values.length; b++) {
                var path = whole(times, values[b], scale, span, b);
                first[b] = path[0];
                for (int w = 0; w < windows; w++) {
                    int from = w * (times.length - 1) / windows;
                    int to = (w + 1) * (times.length - 1) / windows;
                    increments[w][b] =
                            Signature.of(Arrays.copyOfRange(path, from, to + 1), settings.level())
                                    .logarithm();
                }
            }
            return new Summed(first, increments);
        }

        /// Time and scaled values, gaps bridged by straight lines, ends held.
        private static double[][] whole(
                double[] times, double[][] values, Scaling scale, double span, int series) {
            int channels = values[0].length;
            var path = new double[times.length][channels + 1];
            for (int i = 0; i < times.length; i++) {
                path[i][0] = (times[i] - times[0]) / span;
                System.arraycopy(scale.apply(values[i]), 0, path[i], 1, channels);
            }
            for (int c = 1; c <= channels; c++) {
                int before = -1;
                for (int i = 0; i <= times.length; i++) {
                    if (i < times.length && Double.isNaN(path[i][c])) {
                        continue;
                    }
                    if (before < 0 && i == times.length) {
                        throw new LabException(
                                "series %d has no value in channel %d; drop it"
                                        .formatted(series, c - 1));
                    }
                    for (int k = before + 1; k < i; k++) {
                        double low = before < 0 ? path[i][c] : path[before][c];
                        double high = i == times.length ? low : path[i][c];
                        double share =
                                before < 0 || i == times.length
                                        ? 0
                                        : (times[k] - times[before]) / (times[i] - times[before]);
                        path[k][c] = low + share * (high - low);
                    }
                    before = i;
                }
            }
            return path;
        }

        Summed select(long[] rows) {
            var some = new double[increments.length][rows.length][];
            var start = new double[rows.length][];
            for (int b = 0; b < rows.length; b++) {
                start[b] = first[(int) rows[b]];
                for (int w = 0; w < some.length; w++) {
                    some[w][b] = increments[w][(int) rows[b]];
                }
            }
            return new Summed(start, some);
        }

        Tensor tensor(Kind kind) {
            int components = increments[0][0].length;
            var flat =
                    Arrays.stream(increments)
                            .flatMap(Arrays::stream)
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
            return Tensors.of(flat, kind, increments.length, first.length, components, 1);
        }
    }

    /// Probability of each class for each series, at the times trained on.
    ///
    /// @return (series, classes)
    public double[][] probabilities(double[] times, double[][][] values) {
        var summed = Summed.of(times, values, scale, settings);
        try (var _ = new Scope()) {
            return Autograd.without(() ->
                    Tensors.toRows(
                            parts.logits(
                                            weights,
                                            Tensors.of(summed.first(), weights.kind()),
                                            summed.tensor(weights.kind()))
                                    .softmax(1)));
        }
    }

    /// Share of series whose most probable class is the given one.
    public double accuracy(double[] times, double[][][] values, int[] labels) {
        return CrossEntropy.accuracy(probabilities(times, values), labels);
    }

    /// Number of trained values.
    public long parameters() {
        return weights.size();
    }

    /// The course of the training.
    public History history() {
        return history;
    }

    @Override
    public void close() {
        weights.close();
    }
}
