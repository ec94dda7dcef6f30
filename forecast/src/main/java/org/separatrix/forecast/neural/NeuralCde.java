package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.ControlPath;
import org.separatrix.learn.solve.ControlPath.Interpolation;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.util.Arrays;
import java.util.List;

/// A classifier of irregular series: a differential equation driven by the data, `dz = f(z) dX`,
/// whose last state is read out linearly.
///
/// Values may be missing (NaN) and times uneven. Time is always one of the driving channels; the
/// state begins as an affine map of the first sample.
///
/// Source: P. Kidger, J. Morrill, J. Foster, T. Lyons, NeurIPS 2020.
public final class NeuralCde implements AutoCloseable {

    /// How the model is built and trained.
    ///
    /// @param hidden components of the state
    /// @param width units of the field's hidden layer
    /// @param gated whether each row of the field is multiplied by a gate between 0 and 1, an
    ///   affine function of the state through a sigmoid, as in a minimal gated unit
    /// @param interpolation of the data
    /// @param steps of the solver over the whole series
    public record Settings(
            @Describe(value = "components of the state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layer", min = 1, max = 5000) int width,
            @Describe("multiply the field by gates of the state") boolean gated,
            @Describe("interpolation of the data") Interpolation interpolation,
            @Describe(value = "solver steps over a series", min = 1, max = 100_000) int steps,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate) {

        /// Seconds on one processor for a few hundred series.
        public static final Settings DEFAULT =
                new Settings(8, 128, false, Interpolation.HERMITE, 50, 32, 100, 1e-2);
    }

    private final Settings settings;
    private final Parts parts;
    private final Weights weights;
    private final Scaling scale;
    private final History history;

    /// The networks, whose weights lie one after another.
    ///
    /// @param start first sample to state
    /// @param field state to a matrix (hidden, channels)
    /// @param readout state to one number a class
    /// @param gate state to the logits of the gates, null without them
    private record Parts(Linear start, Mlp field, Linear readout, @Nullable Linear gate)
            implements Parametrised {

        @Override
        public List<Parameter> parameters() {
            return gate == null
                    ? Parametrised.join(
                            List.of("start", "field", "readout"), List.of(start, field, readout))
                    : Parametrised.join(
                            List.of("start", "field", "readout", "gate"),
                            List.of(start, field, readout, gate));
        }

        /// The field as a matrix, shape (batch, hidden, channels).
        private Tensor matrix(Weights weights, Tensor z) {
            var own = weights.part(start.arrays(), field);
            var matrix = field.forward(own, z).reshape(-1, start.outputs(), start.inputs());
            if (gate == null) {
                return matrix;
            }
            int before = start.arrays() + field.arrays() + readout.arrays();
            var open = gate.forward(weights.part(before, gate), z).sigmoid();
            return matrix.mul(open.unsqueeze(2));
        }

        Tensor logits(Weights weights, ControlPath path, Settings settings) {
            VectorField matrix = (_, z) -> matrix(weights, z);
            var first = start.forward(weights.part(0, start), path.at(path.start()));
            double h = (path.end() - path.start()) / settings.steps();
            var last =
                    Solver.of(RungeKutta.HEUN.on(path.drive(matrix)), StepControl.constant(h))
                            .solve(first, path.start(), path.end())
                            .last();
            return readout.forward(weights.part(start.arrays() + field.arrays(), readout), last);
        }
    }

    private NeuralCde(
            Settings settings, Parts parts, Weights weights, Scaling scale, History history) {
        this.settings = settings;
        this.parts = parts;
        this.weights = weights;
        this.scale = scale;
        this.history = history;
    }

    /// Learns to tell classes apart.
    ///
    /// @param times common to all series, strictly increasing
    /// @param values (series, times, channels), NaN where missing
    /// @param labels class of each series, from 0
    /// @throws LabException if the numbers of series and labels differ, or there is one class only
    public static NeuralCde fit(
            double[] times, double[][][] values, int[] labels, Settings settings, Seeds seeds) {
        return fit(times, values, labels, settings, seeds, Watch.NOBODY);
    }

    /// Learns as [#fit(double[], double[][][], int[], Settings, Seeds)] does, telling `watch` how
    /// it goes.
    public static NeuralCde fit(
            double[] times,
            double[][][] values,
            int[] labels,
            Settings settings,
            Seeds seeds,
            Watch watch) {
        if (values.length != labels.length) {
            throw new LabException(
                    "%d series and %d labels; there must be as many"
                            .formatted(values.length, labels.length));
        }
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        if (classes < 2 || Arrays.stream(labels).anyMatch(label -> label < 0)) {
            throw new LabException("labels must be 0, 1, ... with at least two classes");
        }
        int channels = values[0][0].length + 1;
        var parts =
                new Parts(
                        Linear.of(channels, settings.hidden(), Initialiser.FAN_IN_UNIFORM),
                        Mlp.of(
                                        settings.hidden(),
                                        settings.width(),
                                        1,
                                        settings.hidden() * channels,
                                        Activation.SOFTPLUS)
                                .ending(Activation.TANH)
                                .drawn(Initialiser.FAN_IN_UNIFORM),
                        Linear.of(settings.hidden(), classes, Initialiser.FAN_IN_UNIFORM),
                        settings.gated()
                                ? Linear.of(
                                        settings.hidden(),
                                        settings.hidden(),
                                        Initialiser.FAN_IN_UNIFORM)
                                : null);
        var scale = Scaling.of(values);
        var weights = Weights.create(parts, Kind.DOUBLE, seeds.of("weights"));
        var run = TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong());
        try (var path = path(times, values, scale, settings);
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.constant(settings.rate()),
                                run,
                                (step, terms) -> {
                                    var rows = step.batch(values.length, settings.batch());
                                    try (var some = path.select(rows)) {
                                        var logits = parts.logits(weights, some, settings);
                                        terms.add(
                                                "cross-entropy",
                                                CrossEntropy.mean(logits, labels, rows));
                                    }
                                })) {
            return new NeuralCde(settings, parts, weights, scale, training.run(watch));
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static ControlPath path(
            double[] times, double[][][] values, Scaling scale, Settings settings) {
        double span = times[times.length - 1] - times[0];
        var unit = new double[times.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (times[i] - times[0]) / span;
        }
        var driven = new double[values.length][times.length][];
        for (int b = 0; b < values.length; b++) {
            for (int i = 0; i < times.length; i++) {
                var row = scale.apply(values[b][i]);
                driven[b][i] = new double[row.length + 1];
                driven[b][i][0] = unit[i];
                System.arraycopy(row, 0, driven[b][i], 1, row.length);
            }
        }
        return ControlPath.of(unit, driven, settings.interpolation(), Kind.DOUBLE);
    }

    /// Probability of each class for each series.
    ///
    /// @return (series, classes)
    public double[][] probabilities(double[] times, double[][][] values) {
        try (var _ = new Scope();
                var path = path(times, values, scale, settings)) {
            return Autograd.without(
                    () -> Tensors.toRows(parts.logits(weights, path, settings).softmax(1)));
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
