package org.separatrix.forecast.neural;

import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

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
/// paths alike. The generator's weights are averaged along the training. Three choices differ from
/// the authors' code, found by trying settings together: Adam without momentum in place of
/// Adadelta, whose steps at their rates sum to a few hundredths of a weight; data scaled to the
/// deviation [#SPREAD], because the clipped critic is nearly linear on the unit scale and sees
/// means only; several updates of the critic for one of the generator.
///
/// Source: P. Kidger, J. Foster, X. Li, H. Oberhauser, T. Lyons, "Neural SDEs as
/// infinite-dimensional GANs", ICML 2021; clipping and reversible Heun are Kidger et al., NeurIPS
/// 2021.
public final class SdeGan implements PathLaw {

    static final String NAME = "sde-gan";

    /// Standard deviation of the scaled data.
    static final double SPREAD = 4;

    private final PathGenerator generator;
    private final Weights weights;
    private final PathUnits units;
    private final int steps;
    private double[] distances = new double[0];

    private SdeGan(PathGenerator generator, Weights weights, PathUnits units, int steps) {
        this.generator = generator;
        this.weights = weights;
        this.units = units;
        this.steps = steps;
    }

    /// Settings.
    ///
    /// @param hidden components of the hidden state of either
    /// @param width units of a hidden layer
    /// @param depth hidden layers
    /// @param noises components of the Brownian motion
    /// @param initialNoises normal numbers that a path starts from
    /// @param steps of the solver between two samples
    /// @param batch paths an update
    /// @param updates of the critic
    /// @param contest updates of the critic for one of the generator
    /// @param clip bound of the critic's matrices, in units of one over their outputs
    /// @param generatorRate learning rate at the start, falling to a twentieth along half a cosine
    /// @param criticRate likewise
    public record Settings(
            @Describe(value = "components of the hidden states", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "components of the Brownian motion", min = 1, max = 100) int noises,
            @Describe(value = "normal numbers at the start", min = 1, max = 100) int initialNoises,
            @Describe(value = "solver steps between samples", min = 1, max = 1000) int steps,
            @Describe(value = "paths an update", min = 1, max = 100_000) int batch,
            @Describe(value = "updates of the critic", min = 1, max = 10_000_000) int updates,
            @Describe(value = "critic updates for one of the generator", min = 1, max = 100)
                    int contest,
            @Describe(value = "bound of the critic's matrices", min = 1e-3, max = 1000) double clip,
            @Describe(value = "learning rate of the generator", min = 1e-12, max = 1)
                    double generatorRate,
            @Describe(value = "learning rate of the critic", min = 1e-12, max = 1)
                    double criticRate,
            @Describe("width of the numbers") Precision precision) {

        /// About a minute on one processor for series of thirty samples.
        public static final Settings DEFAULT =
                new Settings(8, 16, 1, 3, 5, 1, 256, 2500, 3, 3, 3e-3, 1e-2, Precision.SINGLE);

        /// The same with another number of updates.
        Settings lasting(int number) {
            return new Settings(
                    hidden,
                    width,
                    depth,
                    noises,
                    initialNoises,
                    steps,
                    batch,
                    number,
                    contest,
                    clip,
                    generatorRate,
                    criticRate,
                    precision);
        }

        public Settings {
            PathLaw.requirePositive(
                    hidden, width, depth, noises, initialNoises, steps, batch, updates, contest);
            if (!(generatorRate > 0) || !(criticRate > 0) || !(clip > 0)) {
                throw new LabException(
                        "rates and clip must be above 0, got %s, %s and %s"
                                .formatted(generatorRate, criticRate, clip));
            }
        }
    }

    /// Trains on series.
    ///
    /// @param times strictly increasing
    /// @param series (series, times, channels); NaN where missing
    /// @throws LabException if the data cannot be used or the training diverges
    public static SdeGan fit(double[] times, double[][][] series, Settings settings, Seeds seeds) {
        return fit(times, series, settings, seeds, Watch.NOBODY);
    }

    /// The same, watched while it trains.
    ///
    /// @throws CancellationException if the watch stops it
    public static SdeGan fit(
            double[] times, double[][][] series, Settings settings, Seeds seeds, Watch watch) {
        return fit(times, series, settings, seeds, Keep.nowhere(watch));
    }

    /// The same, kept while it trains.
    static SdeGan fit(
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
            var model = new SdeGan(generator, weights, data.units(), settings.steps());
            try (var contest = new SdeContest(data, settings, generator, weights, seeds)) {
                model.distances = contest.run(keep);
                return model;
            } catch (LearnException e) {
                model.close();
                throw new LabException("sde-gan: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    /// A law that was saved.
    ///
    /// @throws LabException if the file holds something else
    public static SdeGan load(Path file) {
        var saved = SavedNetworks.load(file, NAME);
        var units = PathUnits.of(saved);
        var generator = PathGenerator.of(units.channels(), saved.sizes(), file);
        var weights = saved.restore(generator);
        return new SdeGan(generator, weights, units, saved.sizes()[5]);
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

    /// The critic's estimate of the distance between data and generated paths at each update; it
    /// compares updates of one training only.
    public double[] distances() {
        return distances.clone();
    }

    @Override
    public double[] course() {
        return distances();
    }

    @Override
    public void close() {
        weights.close();
    }
}
