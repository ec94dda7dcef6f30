package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
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
import java.util.List;

/// A law of paths learned by matching: a neural stochastic equation whose paths cannot be told from
/// the data by energy distances.
///
/// ```java
/// try (var law = MatchedSde.fit(times, series, MatchedSde.Settings.DEFAULT, new Seeds(1))) {
///     double[][][] paths = law.sample(1000, new Seeds(2));
/// }
/// ```
///
/// The generator is that of [SdeGan]. In place of a trained critic stands a fixed kernel, so that
/// there is no contest to balance: the loss is the energy distance of each sample with the step
/// after it, mean over time, plus that of whole paths. Both vanish for equal laws alone. Missing
/// samples are NaN: gaps are filled by straight lines in data and generated paths alike.
///
/// Source: energy distances are G. Székely, M. Rizzo, J. Stat. Plan. Inference 143 (2013);
/// equations trained by kernel scores of paths are Z. Issa, B. Horvath, M. Lemercier, C. Salvi,
/// NeurIPS 2023, with a signature kernel.
public final class MatchedSde implements PathLaw {

    static final String NAME = "matched-sde";

    /// Standard deviation of the scaled data.
    private static final double SPREAD = 1;

    /// What two laws of paths are compared by.
    public enum Objective {
        /// Energy distances of each sample with the step after it, and of whole paths.
        ENERGY,
        /// The distance in the space of the signature kernel, see [PathKernel].
        SIGNATURE
    }

    private final PathGenerator generator;
    private final Weights weights;
    private final PathUnits units;
    private final int steps;
    private History history = new History();

    private MatchedSde(PathGenerator generator, Weights weights, PathUnits units, int steps) {
        this.generator = generator;
        this.weights = weights;
        this.units = units;
        this.steps = steps;
    }

    /// Settings.
    ///
    /// @param objective what the laws are compared by
    /// @param hidden components of the hidden state
    /// @param width units of a hidden layer
    /// @param depth hidden layers
    /// @param noises components of the Brownian motion
    /// @param initialNoises normal numbers that a path starts from
    /// @param steps of the solver between two samples
    /// @param batch paths an update, of the data and generated
    /// @param updates number of updates
    /// @param rate learning rate at the start, falling to a hundredth along half a cosine
    public record Settings(
            @Describe("what the laws are compared by") Objective objective,
            @Describe(value = "components of the hidden state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "components of the Brownian motion", min = 1, max = 100) int noises,
            @Describe(value = "normal numbers at the start", min = 1, max = 100) int initialNoises,
            @Describe(value = "solver steps between samples", min = 1, max = 1000) int steps,
            @Describe(value = "paths an update", min = 2, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        /// A minute on one processor for series of thirty samples.
        public static final Settings DEFAULT =
                new Settings(
                        Objective.ENERGY, 8, 32, 1, 3, 5, 1, 128, 1000, 1e-2, Precision.SINGLE);

        /// The same with another number of updates.
        Settings lasting(int number) {
            return new Settings(
                    objective,
                    hidden,
                    width,
                    depth,
                    noises,
                    initialNoises,
                    steps,
                    batch,
                    number,
                    rate,
                    precision);
        }

        /// The same with another objective, on so many paths an update.
        Settings with(Objective other, int paths) {
            return new Settings(
                    other,
                    hidden,
                    width,
                    depth,
                    noises,
                    initialNoises,
                    steps,
                    paths,
                    updates,
                    rate,
                    precision);
        }

        public Settings {
            PathLaw.requirePositive(
                    hidden, width, depth, noises, initialNoises, steps, batch - 1, updates);
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
    public static MatchedSde fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds) {
        return fit(times, series, settings, seeds, Watch.NOBODY);
    }

    /// The same, watched while it trains.
    public static MatchedSde fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds, Watch watch) {
        return fit(times, series, settings, seeds, Keep.nowhere(watch));
    }

    /// The same, kept while it trains.
    static MatchedSde fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds, Keep keep) {
        var kind = Kind.standard(settings.precision());
        try (var data = new PathSeries(times, series, SPREAD, kind)) {
            var generator =
                    PathGenerator.of(
                            data.channels(),
                            settings.hidden(),
                            settings.width(),
                            settings.depth(),
                            settings.noises(),
                            settings.initialNoises());
            var weights = Weights.create(generator, kind, seeds.of("generator"));
            var model = new MatchedSde(generator, weights, data.units(), settings.steps());
            try {
                model.train(data, settings, seeds, keep);
                return model;
            } catch (LearnException e) {
                model.close();
                throw new LabException("matched-sde: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private void train(PathSeries data, Settings settings, Seeds seeds, Keep keep) {
        var clock = new PathClock(data.times(), steps);
        double roughness = data.roughness();
        var kernel = new PathKernel(data.times());
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
                            var real = data.values(rows);
                            int batch = (int) real.size(0);
                            var paths = generator.paths(weights, batch, clock, step.random());
                            var fake = data.throughGaps(paths, rows);
                            switch (settings.objective()) {
                                case ENERGY -> {
                                    terms.add(
                                            "steps",
                                            1,
                                            energy(steps(fake, roughness), steps(real, roughness)));
                                    terms.add("paths", 1, energy(whole(fake), whole(real)));
                                }
                                case SIGNATURE -> terms.add("signature", kernel.score(fake, real));
                            }
                        })) {
            history = keep.of(training).run(keep.watch());
        }
    }

    /// Each sample with the step after it, the latter in deviations of a step: (times - 1, batch, 2
    /// channels).
    private static Tensor steps(Tensor paths, double roughness) {
        long count = paths.size(1) - 1;
        var before = paths.narrow(1, 0, count);
        var change = Tensors.scale(paths.narrow(1, 1, count).sub(before), 1 / roughness);
        return Tensors.join(2, List.of(before, change)).transpose(0, 1);
    }

    /// Shape (1, batch, times * channels), scaled so that distances do not grow with the times.
    private static Tensor whole(Tensor paths) {
        return Tensors.scale(paths.flatten(1, 2), 1 / Math.sqrt((double) paths.size(1)))
                .unsqueeze(0);
    }

    /// `2 E|X - Y| - E|X - X'|`, without bias, mean over the first axis: the energy distance less a
    /// constant of the data.
    ///
    /// @param fake shape (places, batch, features)
    static Tensor energy(Tensor fake, Tensor real) {
        long n = fake.size(1);
        var across = torch.cdist(fake, real).mean();
        var within = torch.cdist(fake, fake).mean();
        return Tensors.plus(Tensors.scale(across, 2), -(double) n / (n - 1), within);
    }

    /// A law that was saved.
    ///
    /// @throws LabException if the file holds something else
    public static MatchedSde load(Path file) {
        var saved = SavedNetworks.load(file, NAME);
        var units = PathUnits.of(saved);
        var generator = PathGenerator.of(units.channels(), saved.sizes(), file);
        var weights = saved.restore(generator);
        return new MatchedSde(generator, weights, units, saved.sizes()[5]);
    }

    @Override
    public void save(Path file) {
        units.save(file, NAME, generator.sizes(steps), weights, 0);
    }

    @Override
    public double[] times() {
        return units.times().clone();
    }

    @Override
    public double[][][] sample(int paths, Seeds seeds) {
        try (var _ = new Scope()) {
            var clock = new PathClock(units.times(), steps);
            return Autograd.without(
                    () -> units.undo(generator.paths(weights, paths, clock, seeds.of("sample"))));
        }
    }

    /// The loss, in the course of the training.
    public History history() {
        return history;
    }

    @Override
    public double[] course() {
        return history.losses();
    }

    @Override
    public void close() {
        weights.close();
    }
}
