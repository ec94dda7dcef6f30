package org.separatrix.forecast.neural;

import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
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
import java.util.Arrays;

/// A law of paths learned by inference: a stochastic equation explains the data, and another one,
/// which sees them, guides its paths.
///
/// ```java
/// try (var model = LatentSde.fit(times, series, LatentSde.Settings.DEFAULT, new Seeds(1))) {
///     double[][][] paths = model.sample(1000, new Seeds(2));
/// }
/// ```
///
/// The evidence lower bound is raised: likelihood of the samples, less the divergence of the guided
/// from the free law, whose weight grows over the first half of the training. It is the bound of
/// the chain of solver steps, in which guidance may also narrow the noise of a step; see
/// [PathDivergence]. Missing samples are NaN and count for nothing.
///
/// Source: X. Li, T.-K. L. Wong, R. Chen, D. Duvenaud, "Scalable gradients for stochastic
/// differential equations", AISTATS 2020; P. Kidger (2021), 4.3.
public final class LatentSde implements PathLaw {

    static final String NAME = "latent-sde";

    private final LatentLaw law;
    private final Weights weights;
    private final PathUnits units;
    private History history = new History();

    private LatentSde(LatentLaw law, Weights weights, PathUnits units) {
        this.law = law;
        this.weights = weights;
        this.units = units;
    }

    /// Settings.
    ///
    /// @param latent components of the hidden state
    /// @param context units of the recurrent network that reads the data
    /// @param width units of a hidden layer
    /// @param noise deviation of the samples about the hidden path, in standard deviations of the
    ///   data. It is not learned: a bound that may choose it explains all by noise at first, and
    ///   the paths lose their dependence in time
    /// @param steps of the solver between two samples
    /// @param batch series an update
    /// @param updates number of updates
    /// @param rate learning rate at the start, falling to a hundredth along half a cosine
    public record Settings(
            @Describe(value = "components of the hidden state", min = 1, max = 1000) int latent,
            @Describe(value = "units of the network that reads the data", min = 1, max = 5000)
                    int context,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "deviation of samples about the path", min = 1e-6, max = 10)
                    double noise,
            @Describe(value = "solver steps between samples", min = 1, max = 1000) int steps,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        /// A minute or two on one processor for series of thirty samples.
        public static final Settings DEFAULT =
                new Settings(2, 16, 32, 0.05, 2, 128, 1000, 2e-2, Precision.SINGLE);

        /// The same with another number of updates.
        Settings lasting(int number) {
            return new Settings(
                    latent, context, width, noise, steps, batch, number, rate, precision);
        }

        public Settings {
            PathLaw.requirePositive(latent, context, width, steps, batch, updates);
            if (!(rate > 0) || !(noise > 0)) {
                throw new LabException(
                        "rate and noise must be above 0, got %s and %s".formatted(rate, noise));
            }
        }
    }

    /// Trains on series.
    ///
    /// @param times strictly increasing
    /// @param series (series, times, channels); NaN where missing
    /// @throws LabException if the data cannot be used or the training diverges
    public static LatentSde fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds) {
        return fit(times, series, settings, seeds, Watch.NOBODY);
    }

    /// The same, watched while it trains.
    public static LatentSde fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds, Watch watch) {
        return fit(times, series, settings, seeds, Keep.nowhere(watch));
    }

    /// The same, kept while it trains.
    static LatentSde fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds, Keep keep) {
        var kind = Kind.standard(settings.precision());
        try (var data = new PathSeries(times, series, 1, kind)) {
            var law =
                    LatentLaw.of(
                            data.channels(),
                            settings.latent(),
                            settings.context(),
                            settings.width(),
                            settings.noise(),
                            settings.steps());
            var weights = Weights.create(law, kind, seeds.of("weights"));
            var model = new LatentSde(law, weights, data.units());
            try {
                model.train(data, settings, seeds, keep);
                return model;
            } catch (LearnException e) {
                model.close();
                throw new LabException("latent-sde: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private void train(PathSeries data, Settings settings, Seeds seeds, Keep keep) {
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.cosine(settings.rate(), settings.rate() / 100, settings.updates()),
                        keep.settings(
                                TrainingSettings.of(
                                                settings.updates(), seeds.of("batches").nextLong())
                                        .clippedAt(10)),
                        (step, terms) -> {
                            var rows = Tensors.indices(step.batch(data.count(), settings.batch()));
                            var bound = law.bound(weights, data, rows, step.random());
                            double weight = Math.min(1, 2.0 * (step.number() + 1) / step.total());
                            terms.add("misfit", -1, bound.likelihood());
                            terms.add("divergence", weight, bound.divergence());
                        })) {
            history = keep.of(training).run(keep.watch());
        }
    }

    /// A law that was saved.
    ///
    /// @throws LabException if the file holds something else
    public static LatentSde load(Path file) {
        var saved = SavedNetworks.load(file, NAME);
        var units = PathUnits.of(saved);
        int[] n = saved.sizes();
        if (n.length != 4) {
            throw new LabException(file + " is damaged: its sizes do not fit");
        }
        double noise = saved.numbers("noise")[0];
        var law = LatentLaw.of(units.channels(), n[0], n[1], n[2], noise, n[3]);
        return new LatentSde(law, saved.restore(law), units);
    }

    @Override
    public void save(Path file) {
        int[] sizes = {law.free().outputs(), law.reader().hidden(), law.width(), law.steps()};
        units.save(file, NAME, sizes, weights, law.noise());
    }

    @Override
    public double[] times() {
        return units.times().clone();
    }

    @Override
    public double[][][] sample(int paths, Seeds seeds) {
        try (var _ = new Scope()) {
            return Autograd.without(
                    () -> units.undo(law.paths(weights, units.times(), paths, seeds.of("sample"))));
        }
    }

    @Override
    public double[] course() {
        return bounds();
    }

    /// Likelihood (`misfit`) and divergence, before they are weighted, in the course of the
    /// training.
    public History history() {
        return history;
    }

    /// The evidence lower bound at the steps of [#history], a batch each.
    public double[] bounds() {
        var none = new double[0];
        double[] likelihood = history.terms().getOrDefault("misfit", none);
        double[] divergence = history.terms().getOrDefault("divergence", none);
        var bounds = new double[likelihood.length];
        Arrays.setAll(bounds, i -> likelihood[i] - divergence[i]);
        return bounds;
    }

    @Override
    public void close() {
        weights.close();
    }
}
