package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /// How the model is built and trained.
    ///
    /// @param latent components of the latent vector
    /// @param hidden components of the equation and of the recurrent state
    /// @param width units of the hidden layers
    /// @param depth hidden layers
    /// @param noise deviation of the observations, in standard deviations of the data
    public record Settings(
            @Describe(value = "components of the latent vector", min = 1, max = 1000) int latent,
            @Describe(value = "components of the equation", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "deviation of the observations", min = 1e-6, max = 10) double noise,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate) {

        /// Under a minute on one processor.
        public static final Settings DEFAULT = new Settings(16, 16, 16, 2, 0.1, 256, 250, 1e-2);
    }

    private final Parts parts;
    private final Weights weights;
    private final Scaling scale;
    private final History history;

    /// The networks, whose weights lie one after another.
    private record Parts(
            GruCell reader, Linear summary, Mlp start, BoundedField field, Linear readout)
            implements Parametrised {

        @Override
        public List<Parameter> parameters() {
            return Parametrised.join(
                    List.of("reader", "summary", "start", "field", "readout"),
                    List.of(reader, summary, start, field, readout));
        }

        Weights of(Weights weights, int part) {
            var all = List.<Parametrised>of(reader, summary, start, field, readout);
            int first = 0;
            for (int i = 0; i < part; i++) {
                first += all.get(i).arrays();
            }
            return weights.part(first, all.get(part));
        }

        /// Mean and log-deviation of the latent vector, shape (batch, 2 latent).
        Tensor encode(Weights weights, Batch batch) {
            var state = Tensors.zeros(Kind.DOUBLE, batch.size(), reader.hidden());
            for (int i = batch.values().size() - 1; i >= 0; i--) {
                var x = Tensors.join(1, List.of(batch.times().get(i), batch.values().get(i)));
                state = reader.step(of(weights, 0), x, state);
            }
            return summary.forward(of(weights, 1), state);
        }

        /// Values at every sample, from a latent vector.
        List<Tensor> decode(Weights weights, Tensor latent, Batch batch) {
            var own = of(weights, 3);
            var y = start.forward(of(weights, 2), latent);
            var result = new ArrayList<Tensor>();
            var before = batch.times().getFirst().sub(batch.times().getFirst());
            for (var now : batch.times()) {
                y = step(own, y, now.sub(before));
                result.add(readout.forward(of(weights, 4), y));
                before = now;
            }
            return result;
        }

        /// A classical Runge–Kutta step whose length is each series' own.
        ///
        /// @param h shape (batch, 1)
        private Tensor step(Weights own, Tensor y, Tensor h) {
            var k1 = field.forward(own, y);
            var k2 = field.forward(own, y.add(Tensors.scale(k1.mul(h), 0.5)));
            var k3 = field.forward(own, y.add(Tensors.scale(k2.mul(h), 0.5)));
            var k4 = field.forward(own, y.add(k3.mul(h)));
            var sum = k1.add(Tensors.scale(k2.add(k3), 2)).add(k4);
            return Tensors.plus(y, 1.0 / 6, sum.mul(h));
        }
    }

    /// Some series, sample by sample.
    ///
    /// @param times tensors of shape (batch, 1), from the start of each series, in units of the
    ///   longest
    /// @param values tensors of shape (batch, channels)
    private record Batch(List<Tensor> times, List<Tensor> values) {
        long size() {
            return times.getFirst().size(0);
        }
    }

    private LatentOde(Parts parts, Weights weights, Scaling scale, History history) {
        this.parts = parts;
        this.weights = weights;
        this.scale = scale;
        this.history = history;
    }

    /// Learns from series of as many samples each, at times of their own.
    ///
    /// @param times (series, samples), increasing along each series, about in units where the
    ///   dynamics are of order one
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
        int channels = values[0][0].length;
        var parts =
                new Parts(
                        new GruCell(channels + 1, settings.hidden()),
                        Linear.of(
                                settings.hidden(),
                                2 * settings.latent(),
                                Initialiser.FAN_IN_UNIFORM),
                        Mlp.of(
                                settings.latent(),
                                settings.width(),
                                settings.depth(),
                                settings.hidden(),
                                Activation.TANH),
                        BoundedField.of(
                                settings.hidden(),
                                settings.width(),
                                settings.depth(),
                                settings.hidden()),
                        Linear.of(settings.hidden(), channels, Initialiser.GLOROT_NORMAL));
        var scale = Scaling.of(values);
        var weights = Weights.create(parts, Kind.DOUBLE, seeds.of("weights"));
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
                                            step.batch(values.length, settings.batch()));
                            var code = parts.encode(weights, batch);
                            var mean = code.narrow(1, 0, settings.latent());
                            var logDeviation = code.narrow(1, settings.latent(), settings.latent());
                            var noise = Tensors.normal(step.random(), Kind.DOUBLE, mean.shape());
                            var latent = mean.add(noise.mul(logDeviation.exp()));
                            var seen = parts.decode(weights, latent, batch);
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
            return new LatentOde(parts, weights, scale, training.run(watch));
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

    private static Batch batch(double[][] times, double[][][] values, Scaling scale, long[] rows) {
        var when = new ArrayList<Tensor>();
        var what = new ArrayList<Tensor>();
        for (int i = 0; i < times[0].length; i++) {
            var t = new double[rows.length][1];
            var x = new double[rows.length][];
            for (int b = 0; b < rows.length; b++) {
                int row = (int) rows[b];
                t[b][0] = times[row][i] - times[row][0];
                x[b] = scale.apply(values[row][i]);
            }
            when.add(Tensors.of(t, Kind.DOUBLE));
            what.add(Tensors.of(x, Kind.DOUBLE));
        }
        return new Batch(when, what);
    }

    /// Root mean square of what the mean latent vector reconstructs, in standard deviations of the
    /// data.
    public double reconstructionError(double[][] times, double[][][] values) {
        try (var _ = new Scope()) {
            return Autograd.without(() -> {
                var rows = new long[values.length];
                Arrays.setAll(rows, i -> i);
                var batch = batch(times, values, scale, rows);
                long latent = parts.summary().outputs() / 2;
                var mean = parts.encode(weights, batch).narrow(1, 0, latent);
                var seen = parts.decode(weights, mean, batch);
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
                    when.add(Tensors.full(t, Kind.DOUBLE, count, 1));
                }
                long latent = parts.summary().outputs() / 2;
                var z = Tensors.normal(seeds.of("latent"), Kind.DOUBLE, count, latent);
                var seen = parts.decode(weights, z, new Batch(when, List.of()));
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

    /// The course of the training: minus the bound on the log-likelihood, up to a constant.
    public History history() {
        return history;
    }

    @Override
    public void close() {
        weights.close();
    }
}
