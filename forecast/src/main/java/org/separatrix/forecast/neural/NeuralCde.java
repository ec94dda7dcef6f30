package org.separatrix.forecast.neural;

import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.ControlPath;
import org.separatrix.learn.solve.ControlPath.Interpolation;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
    /// @param layers controlled equations, each driven by the state of the one below it
    /// @param gated whether each row of the field is multiplied by a gate between 0 and 1, an
    ///   affine function of the state through a sigmoid, as in a minimal gated unit
    /// @param interpolation of the data
    /// @param steps of the solver over the whole series
    public record Settings(
            @Describe(value = "components of the state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layer", min = 1, max = 5000) int width,
            @Describe(value = "controlled equations on top of each other", min = 1, max = 20)
                    int layers,
            @Describe("multiply the field by gates of the state") boolean gated,
            @Describe("interpolation of the data") Interpolation interpolation,
            @Describe(value = "solver steps over a series", min = 1, max = 100_000) int steps,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        /// Seconds on one processor for a few hundred series.
        public static final Settings DEFAULT =
                new Settings(
                        8,
                        128,
                        1,
                        false,
                        Interpolation.HERMITE,
                        50,
                        32,
                        100,
                        1e-2,
                        Precision.DOUBLE);

        /// The same of other size.
        ///
        /// @param layers on top of each other
        Settings sized(int hidden, int width, int layers, boolean gated) {
            return new Settings(
                    hidden,
                    width,
                    layers,
                    gated,
                    interpolation,
                    steps,
                    batch,
                    updates,
                    rate,
                    precision);
        }
    }

    static final String NAME = "neural-cde";

    /// Interpolations in the order of their numbers in files.
    private static final List<Interpolation> IN_FILES =
            List.of(
                    Interpolation.LINEAR,
                    Interpolation.RECTILINEAR,
                    Interpolation.NATURAL_CUBIC,
                    Interpolation.HERMITE);

    private final Settings settings;
    private final CdeNetwork network;
    private final Weights weights;
    private final Scaling scale;
    private final Clock clock;
    private final History history;

    /// How time is counted, whatever series are read.
    ///
    /// @param span of the series trained on, which the networks see as one unit
    /// @param step of the solver, in the parameter of the path
    private record Clock(double span, double step) {}

    private NeuralCde(
            Settings settings,
            CdeNetwork network,
            Weights weights,
            Scaling scale,
            Clock clock,
            History history) {
        this.settings = settings;
        this.network = network;
        this.weights = weights;
        this.scale = scale;
        this.clock = clock;
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
        var network = CdeNetwork.of(values[0][0].length, classes, settings);
        var scale = Scaling.of(values);
        var kind = Kind.standard(settings.precision());
        var weights = Weights.create(network, kind, seeds.of("weights"));
        var run = TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong());
        double span = times[times.length - 1] - times[0];
        try (var path = path(times, values, scale, span, settings.interpolation(), kind)) {
            var clock = new Clock(span, (path.end() - path.start()) / settings.steps());
            try (var training =
                    new Training(
                            weights,
                            Adam.standard(),
                            Schedule.constant(settings.rate()),
                            run,
                            (step, terms) -> {
                                var rows = step.batch(values.length, settings.batch());
                                try (var some = path.select(rows)) {
                                    var logits = network.logits(weights, some, clock.step());
                                    terms.add(
                                            "cross-entropy",
                                            CrossEntropy.mean(logits, labels, rows));
                                }
                            })) {
                return new NeuralCde(settings, network, weights, scale, clock, training.run(watch));
            }
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static ControlPath path(
            double[] times,
            double[][][] values,
            Scaling scale,
            double span,
            Interpolation interpolation,
            Kind kind) {
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
        return ControlPath.of(unit, driven, interpolation, kind);
    }

    /// Probability of each class for each series.
    ///
    /// @param times of these series, in the unit of those trained on; there may be other ones
    /// @return (series, classes)
    /// @throws LabException if the series have other channels than those trained on
    public double[][] probabilities(double[] times, double[][][] values) {
        if (values[0][0].length != channels()) {
            throw new LabException(
                    "the model reads %d channels, the series have %d"
                            .formatted(channels(), values[0][0].length));
        }
        try (var _ = new Scope();
                var path =
                        path(
                                times,
                                values,
                                scale,
                                clock.span(),
                                settings.interpolation(),
                                weights.kind())) {
            return Autograd.without(
                    () -> Tensors.toRows(network.logits(weights, path, clock.step()).softmax(1)));
        }
    }

    /// Share of series whose most probable class is the given one.
    public double accuracy(double[] times, double[][][] values, int[] labels) {
        return CrossEntropy.accuracy(probabilities(times, values), labels);
    }

    /// A classifier that was saved.
    ///
    /// @throws LabException if the file holds something else or is damaged
    public static NeuralCde load(Path file) {
        var saved = SavedNetworks.load(file, NAME);
        int[] n = saved.sizes();
        if (n.length != 6 || n[4] < 0 || n[4] >= IN_FILES.size() || n[5] < 2) {
            throw new LabException(file + " is damaged: its sizes do not fit");
        }
        double[] time = saved.numbers("clock");
        if (time.length != 2 || !(time[0] > 0) || !(time[1] > 0)) {
            throw new LabException(file + " is damaged: its times do not fit");
        }
        var d = Settings.DEFAULT;
        var settings =
                new Settings(
                        n[0],
                        n[1],
                        n[2],
                        n[3] != 0,
                        IN_FILES.get(n[4]),
                        d.steps(),
                        d.batch(),
                        d.updates(),
                        d.rate(),
                        d.precision());
        var network = CdeNetwork.of(saved.scale().mean().length, n[5], settings);
        return new NeuralCde(
                settings,
                network,
                saved.restore(network),
                saved.scale(),
                new Clock(time[0], time[1]),
                new History());
    }

    /// Writes what is needed to use the classifier again, as SafeTensors.
    public void save(Path file) {
        int[] sizes = {
            settings.hidden(),
            settings.width(),
            settings.layers(),
            settings.gated() ? 1 : 0,
            IN_FILES.indexOf(settings.interpolation()),
            classes()
        };
        SavedNetworks.save(
                file,
                NAME,
                sizes,
                scale,
                weights,
                Map.of("clock", new double[] {clock.span(), clock.step()}));
    }

    /// Channels of a series, without time.
    public int channels() {
        return scale.mean().length;
    }

    /// Number of classes.
    public int classes() {
        return network.readout().outputs();
    }

    /// Number of trained values.
    public long parameters() {
        return weights.size();
    }

    /// The course of the training, empty for a model that was loaded.
    public History history() {
        return history;
    }

    @Override
    public void close() {
        weights.close();
    }
}
