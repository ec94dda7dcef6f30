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
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A variational autoencoder of irregular series whose decoder is a differential equation.
///
/// A gated recurrent unit reads a series backwards and gives mean and deviation of a latent vector;
/// a draw from it starts a neural equation, which is read out linearly at the times of the samples.
/// The bound on the likelihood is that of a unit normal prior and normal observation noise.
///
/// Each series has times of its own: between two samples one Runge–Kutta step of that series'
/// length is taken.
///
/// Source: Y. Rubanova, R. Chen, D. Duvenaud, NeurIPS 2019; P. Kidger (2021), 2.2.4.
public final class LatentOde implements AutoCloseable {

    static final String NAME = "latent-ode";

    /// How the model is built and trained.
    ///
    /// @param decoder what carries the state between samples
    /// @param latent components of the latent vector
    /// @param hidden components of the equation and of the recurrent state
    /// @param width units of the hidden layers
    /// @param depth hidden layers
    /// @param noise deviation of the observations, in standard deviations of the data
    /// @param unit of time, in that of the data: about what the series change over
    public record Settings(
            @Describe("what carries the state between samples") Decoder decoder,
            @Describe(value = "components of the latent vector", min = 1, max = 1000) int latent,
            @Describe(value = "components of the equation", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "deviation of the observations", min = 1e-6, max = 10) double noise,
            @Describe(value = "unit of time", min = 1e-300, max = 1e300) double unit,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        /// Under a minute on one processor.
        public static final Settings DEFAULT =
                new Settings(
                        Decoder.EQUATION, 16, 16, 16, 2, 0.1, 1, 256, 250, 1e-2, Precision.DOUBLE);

        /// The same with another decoder.
        Settings with(Decoder other) {
            return new Settings(
                    other, latent, hidden, width, depth, noise, unit, batch, updates, rate,
                    precision);
        }
    }

    /// What carries the state from one sample to the next.
    public enum Decoder {
        /// A neural differential equation.
        EQUATION,
        /// A gated recurrent unit that is told the time between them: the variational recurrent
        /// autoencoder that latent equations are compared with.
        RECURRENT
    }

    private final LatentNetworks networks;
    private final Weights weights;
    private final Scaling scale;
    private final double unit;
    private final History history;

    private LatentOde(
            LatentNetworks networks, Weights weights, Scaling scale, double unit, History history) {
        this.networks = networks;
        this.weights = weights;
        this.scale = scale;
        this.unit = unit;
        this.history = history;
    }

    /// Learns from series of as many samples each, at times of their own.
    ///
    /// @param times (series, samples), increasing along each series
    /// @param values (series, samples, channels), all there
    /// @throws LabException if times do not increase or a value is missing
    public static LatentOde fit(
            double[][] times, double[][][] values, Settings settings, Seeds seeds) {
        return fit(times, values, settings, seeds, Watch.NOBODY);
    }

    /// The same, watched while it trains.
    public static LatentOde fit(
            double[][] times, double[][][] values, Settings settings, Seeds seeds, Watch watch) {
        check(times, values);
        var networks = LatentNetworks.of(values[0][0].length, settings);
        var scale = Scaling.of(values);
        var kind = Kind.standard(settings.precision());
        var weights = Weights.create(networks, kind, seeds.of("weights"));
        var run =
                TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong())
                        .clippedAt(100);
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.constant(settings.rate()),
                        run,
                        (step, terms) -> {
                            var batch =
                                    batch(
                                            times,
                                            values,
                                            scale,
                                            settings.unit(),
                                            step.batch(values.length, settings.batch()),
                                            kind);
                            var code = networks.encode(weights, batch);
                            var mean = code.narrow(1, 0, settings.latent());
                            var logDeviation = code.narrow(1, settings.latent(), settings.latent());
                            var noise = Tensors.normal(step.random(), kind, mean.shape());
                            var latent = mean.add(noise.mul(logDeviation.exp()));
                            var seen = networks.decode(weights, latent, batch);
                            var error =
                                    Tensors.stack(0, seen)
                                            .sub(Tensors.stack(0, batch.values()))
                                            .square()
                                            .sum();
                            double perSeries = 1.0 / batch.size();
                            terms.add(
                                    "observations",
                                    perSeries / (2 * settings.noise() * settings.noise()),
                                    error);
                            terms.add("prior", perSeries, divergence(mean, logDeviation));
                        })) {
            return new LatentOde(networks, weights, scale, settings.unit(), training.run(watch));
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /// Divergence from the unit normal, summed over everything.
    static Tensor divergence(Tensor mean, Tensor logDeviation) {
        var variance = Tensors.scale(logDeviation, 2).exp();
        var sum = mean.square().add(variance).sub(Tensors.scale(logDeviation, 2));
        return Tensors.scale(Tensors.shift(sum, -1).sum(), 0.5);
    }

    private static void check(double[][] times, double[][][] values) {
        if (times.length != values.length || times.length == 0) {
            throw new LabException(
                    "%d rows of times for %d series".formatted(times.length, values.length));
        }
        for (int b = 0; b < times.length; b++) {
            if (values[b].length != times[0].length || times[b].length != times[0].length) {
                throw new LabException(
                        "series %d has %d samples, the first has %d"
                                .formatted(b, values[b].length, times[0].length));
            }
            for (int i = 0; i < times[b].length; i++) {
                if (i > 0 && !(times[b][i] > times[b][i - 1])) {
                    throw new LabException(
                            "series %d: time %d is %s after %s; times must increase"
                                    .formatted(b, i, times[b][i], times[b][i - 1]));
                }
                for (double v : values[b][i]) {
                    if (!Double.isFinite(v)) {
                        throw new LabException(
                                "series %d: sample %d is %s; drop or fill it".formatted(b, i, v));
                    }
                }
            }
        }
    }

    private static LatentNetworks.Batch batch(
            double[][] times,
            double[][][] values,
            Scaling scale,
            double unit,
            long[] rows,
            Kind kind) {
        var when = new ArrayList<Tensor>();
        var what = new ArrayList<Tensor>();
        for (int i = 0; i < times[0].length; i++) {
            var t = new double[rows.length][1];
            var x = new double[rows.length][];
            for (int b = 0; b < rows.length; b++) {
                int row = (int) rows[b];
                t[b][0] = (times[row][i] - times[row][0]) / unit;
                x[b] = scale.apply(values[row][i]);
            }
            when.add(Tensors.of(t, kind));
            what.add(Tensors.of(x, kind));
        }
        return new LatentNetworks.Batch(when, what);
    }

    /// Root mean square of what the mean latent vector reconstructs, in standard deviations of the
    /// data.
    public double reconstructionError(double[][] times, double[][][] values) {
        try (var _ = new Scope()) {
            return Autograd.without(() -> {
                var rows = new long[values.length];
                Arrays.setAll(rows, i -> i);
                var batch = batch(times, values, scale, unit, rows, weights.kind());
                long latent = networks.latent();
                var mean = networks.encode(weights, batch).narrow(1, 0, latent);
                var seen = networks.decode(weights, mean, batch);
                var error = Tensors.stack(0, seen).sub(Tensors.stack(0, batch.values()));
                return Math.sqrt(Tensors.value(error.square().mean()));
            });
        }
    }

    /// Series drawn from the prior, at given times.
    ///
    /// @param times from 0, increasing
    /// @return (count, times, channels)
    public double[][][] sample(int count, double[] times, Seeds seeds) {
        try (var _ = new Scope()) {
            return Autograd.without(() -> {
                var when = new ArrayList<Tensor>();
                for (double t : times) {
                    when.add(Tensors.full(t / unit, weights.kind(), count, 1));
                }
                long latent = networks.latent();
                var z = Tensors.normal(seeds.of("latent"), weights.kind(), count, latent);
                var seen = networks.decode(weights, z, new LatentNetworks.Batch(when, List.of()));
                var result = new double[count][times.length][];
                for (int i = 0; i < times.length; i++) {
                    var rows = Tensors.toRows(seen.get(i));
                    for (int b = 0; b < count; b++) {
                        result[b][i] = scale.undo(rows[b]);
                    }
                }
                return result;
            });
        }
    }

    /// A model that was saved.
    ///
    /// @throws LabException if the file holds something else or is damaged
    public static LatentOde load(Path file) {
        var saved = SavedNetworks.load(file, NAME);
        var networks = LatentNetworks.of(saved.scale().mean().length, saved.sizes(), file);
        var weights = saved.restore(networks);
        return new LatentOde(
                networks, weights, saved.scale(), saved.numbers("unit")[0], new History());
    }

    /// Writes what is needed to draw series again, as SafeTensors.
    public void save(Path file) {
        SavedNetworks.save(
                file, NAME, networks.sizes(), scale, weights, Map.of("unit", new double[] {unit}));
    }

    /// Channels of a series.
    public int channels() {
        return scale.mean().length;
    }

    /// The course of the training, empty for a model that was loaded: minus the bound on the
    /// log-likelihood, up to a constant.
    public History history() {
        return history;
    }

    @Override
    public void close() {
        weights.close();
    }
}
