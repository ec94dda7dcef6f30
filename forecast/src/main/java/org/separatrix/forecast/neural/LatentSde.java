package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

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
/// from the free law, whose weight grows over the first half of the training. Missing samples are
/// NaN and count for nothing.
///
/// Source: X. Li, T.-K. L. Wong, R. Chen, D. Duvenaud, "Scalable gradients for stochastic
/// differential equations", AISTATS 2020; P. Kidger (2021), 4.3.
public final class LatentSde implements AutoCloseable {

    private final LatentLaw law;
    private final Weights weights;
    private final PathSeries data;
    private History history = new History();

    private LatentSde(LatentLaw law, Weights weights, PathSeries data) {
        this.law = law;
        this.weights = weights;
        this.data = data;
    }

    /// Settings.
    ///
    /// @param latent components of the hidden state
    /// @param context units of the recurrent network that reads the data
    /// @param width units of a hidden layer
    /// @param batch series an update
    /// @param updates number of updates
    /// @param rate learning rate at the start, falling to a hundredth along half a cosine
    public record Settings(
            int latent, int context, int width, int batch, int updates, double rate) {

        /// A minute on one processor for series of thirty samples.
        public static final Settings DEFAULT = new Settings(2, 16, 32, 128, 500, 1e-2);

        public Settings {
            for (int size : new int[] {latent, context, width, batch, updates}) {
                if (size < 1) {
                    throw new LabException("sizes and updates must be at least 1, got " + size);
                }
            }
            if (!(rate > 0)) {
                throw new LabException("rate must be above 0, got " + rate);
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
        var data = new PathSeries(times, series);
        var law =
                LatentLaw.of(
                        data.channels(), settings.latent(), settings.context(), settings.width());
        var weights = Weights.create(law, Kind.SINGLE, seeds.of("weights"));
        var model = new LatentSde(law, weights, data);
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.cosine(settings.rate(), settings.rate() / 100, settings.updates()),
                        TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong())
                                .clippedAt(10),
                        (step, terms) -> {
                            var rows = Tensors.indices(step.batch(data.count(), settings.batch()));
                            var bound = law.bound(weights, data, rows, step.random());
                            double weight = Math.min(1, 2.0 * (step.number() + 1) / step.total());
                            terms.add("misfit", -1, bound.likelihood());
                            terms.add("divergence", weight, bound.divergence());
                        })) {
            model.history = training.run();
            return model;
        } catch (LearnException e) {
            model.close();
            throw new LabException("latent-sde: " + e.getMessage(), e);
        }
    }

    /// New paths at the times of the data, in its units: (paths, times, channels).
    public double[][][] sample(int paths, Seeds seeds) {
        try (var _ = new Scope()) {
            Tensor values =
                    Autograd.without(
                            () -> law.paths(weights, data.times(), paths, seeds.of("sample")));
            return data.undo(Tensors.toArray(values), paths);
        }
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
        data.close();
    }
}
