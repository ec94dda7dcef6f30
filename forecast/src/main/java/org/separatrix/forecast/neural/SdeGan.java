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
import org.separatrix.learn.solve.BrownianInterval;
import org.separatrix.learn.training.Adadelta;
import org.separatrix.learn.training.Optimizer;
import org.separatrix.learn.training.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/// A law of paths learned by contest: a stochastic equation generates paths, a controlled one tells
/// them from the data.
///
/// ```java
/// try (var gan = SdeGan.fit(times, series, SdeGan.Settings.DEFAULT, new Seeds(1))) {
///     double[][][] paths = gan.sample(1000, new Seeds(2));
/// }
/// ```
///
/// Missing samples are NaN: the critic sees straight lines in gaps, in the data and in generated
/// paths alike. The generator's weights are averaged over the second half of the training.
///
/// Source: P. Kidger, J. Foster, X. Li, H. Oberhauser, T. Lyons, "Neural SDEs as
/// infinite-dimensional GANs", ICML 2021; clipping and reversible Heun are Kidger et al., NeurIPS
/// 2021.
public final class SdeGan implements AutoCloseable {

    private final PathGenerator generator;
    private final Weights weights;
    private final PathSeries data;
    private final Settings settings;
    private final List<Double> distances;

    private SdeGan(
            PathGenerator generator,
            Weights weights,
            PathSeries data,
            Settings settings,
            List<Double> distances) {
        this.generator = generator;
        this.weights = weights;
        this.data = data;
        this.settings = settings;
        this.distances = distances;
    }

    /// Settings.
    ///
    /// @param hidden components of the hidden state of either
    /// @param width units of a hidden layer
    /// @param depth hidden layers
    /// @param noises components of the Brownian motion
    /// @param initialNoises normal numbers that a path starts from
    /// @param batch paths an update
    /// @param updates of generator and critic together
    /// @param generatorRate learning rate of Adadelta
    /// @param criticRate learning rate of Adadelta
    /// @param decay weight decay of both
    /// @param step of the solver, in the units of time; 0 for the least distance of two samples
    public record Settings(
            int hidden,
            int width,
            int depth,
            int noises,
            int initialNoises,
            int batch,
            int updates,
            double generatorRate,
            double criticRate,
            double decay,
            double step) {

        /// Two minutes on one processor for series of thirty samples.
        public static final Settings DEFAULT =
                new Settings(8, 16, 1, 3, 5, 256, 1500, 0.05, 0.25, 0.01, 0);

        public Settings {
            for (int size : new int[] {hidden, width, noises, initialNoises, batch, updates}) {
                if (size < 1) {
                    throw new LabException("sizes and updates must be at least 1, got " + size);
                }
            }
            if (!(generatorRate > 0) || !(criticRate > 0)) {
                throw new LabException(
                        "rates must be above 0, got %s and %s"
                                .formatted(generatorRate, criticRate));
            }
        }
    }

    /// Trains on series.
    ///
    /// @param times strictly increasing
    /// @param series (series, times, channels); NaN where missing
    /// @throws LabException if the data cannot be used or the training diverges
    public static SdeGan fit(double[] times, double[][][] series, Settings settings, Seeds seeds) {
        var data = new PathSeries(times, series);
        var generator =
                PathGenerator.of(
                        data.channels(),
                        settings.hidden(),
                        settings.width(),
                        settings.depth(),
                        settings.noises(),
                        settings.initialNoises());
        var critic =
                PathCritic.of(
                        data.channels(), settings.hidden(), settings.width(), settings.depth());
        var weights = Weights.create(generator, Kind.SINGLE, seeds.of("generator"));
        var model = new SdeGan(generator, weights, data, settings, new ArrayList<>());
        try (var judging = Weights.create(critic, Kind.SINGLE, seeds.of("critic"));
                Optimizer forward = Adadelta.standard(settings.decay());
                Optimizer against = Adadelta.standard(settings.decay())) {
            model.train(critic, judging, forward, against, seeds);
            return model;
        } catch (LearnException | LabException e) {
            model.close();
            throw new LabException("sde-gan: " + e.getMessage(), e);
        }
    }

    private void train(
            PathCritic critic, Weights judging, Optimizer forward, Optimizer against, Seeds seeds) {
        PathCritic.clip(judging);
        long seed = seeds.of("batches").nextLong();
        double[] average = weights.toArray();
        int averaged = 0;
        for (int update = 0; update < settings.updates(); update++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training stopped");
            }
            var step = new Step(update, settings.updates(), weights, seed);
            try (var _ = Scope.boundary()) {
                var rows = Tensors.indices(step.batch(data.count(), settings.batch()));
                var real = data.values(rows);
                var fake = data.throughGaps(paths((int) real.size(0), step.random()), rows);
                var loss =
                        critic.score(judging, fake, data.times())
                                .sub(critic.score(judging, real, data.times()));
                double value = Tensors.value(loss);
                if (!Double.isFinite(value)) {
                    throw new LabException(
                            "the scores are not finite at update %d; lower the rates"
                                    .formatted(update));
                }
                distances.add(-value);
                judging.zeroGradient();
                weights.backward(loss);
                // The critic lowers what the generator raises.
                Tensors.scaleBy(weights.gradient(), -1);
                forward.step(weights, value, settings.generatorRate(), () -> value);
                against.step(judging, value, settings.criticRate(), () -> value);
                PathCritic.clip(judging);
            }
            if (update >= settings.updates() / 2) {
                averaged++;
                var now = weights.toArray();
                for (int i = 0; i < now.length; i++) {
                    average[i] += (now[i] - average[i]) / averaged;
                }
            }
        }
        weights.set(average);
    }

    private Tensor paths(int batch, RandomGenerator random) {
        double[] times = data.times();
        double step = settings.step();
        if (step == 0) {
            step = times[1] - times[0];
            for (int i = 2; i < times.length; i++) {
                step = Math.min(step, times[i] - times[i - 1]);
            }
        }
        var v = Tensors.normal(random, Kind.SINGLE, batch, settings.initialNoises());
        var path =
                new BrownianInterval(
                        times[0],
                        times[times.length - 1],
                        step,
                        random.nextLong(),
                        Kind.SINGLE,
                        batch,
                        settings.noises());
        return generator.paths(weights, v, path, times, step);
    }

    /// New paths at the times of the data, in its units: (paths, times, channels).
    public double[][][] sample(int paths, Seeds seeds) {
        try (var _ = new Scope()) {
            var values = Autograd.without(() -> Tensors.toArray(paths(paths, seeds.of("sample"))));
            return data.undo(values, paths);
        }
    }

    /// The critic's estimate of the distance between data and generated paths at each update; it
    /// compares updates of one training only.
    public double[] distances() {
        return distances.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void close() {
        weights.close();
        data.close();
    }
}
