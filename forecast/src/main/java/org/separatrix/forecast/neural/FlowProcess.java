package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A continuous-time flow process of one channel: Brownian motion pushed through an invertible map
/// that depends on time, trained by the likelihood of the samples that are there. A rival of the
/// stochastic equations.
///
/// With `w_i = F^-1(x_i; t_i)` the likelihood of a series is that of the increments of `w` between
/// the samples that are there, times the slopes of `F^-1`. Brownian time runs from a trained start
/// above 0, in which the first sample has its law, over 1. The map changes marginal laws, not the
/// clock; so the dependence of neighbours in rank is that of Brownian motion.
///
/// Source: R. Deng, B. Chang, M. Brubaker, G. Mori, A. Lehrmann, NeurIPS 2020; the map is a
/// [MonotoneMap] instead of a neural equation.
final class FlowProcess implements AutoCloseable {

    private final MonotoneMap map;
    private final Weights weights;
    private final PathUnits units;
    private History history = new History();

    private FlowProcess(MonotoneMap map, Weights weights, PathUnits units) {
        this.map = map;
        this.weights = weights;
        this.units = units;
    }

    /// Settings.
    ///
    /// @param bends of the map at each time
    /// @param width units of the network of time
    record Settings(int bends, int width, int batch, int updates, double rate) {

        static final Settings DEFAULT = new Settings(8, 32, 128, 600, 1e-2);
    }

    /// The map, and the logarithm of the Brownian time at the start.
    private static Parametrised parts(MonotoneMap map) {
        return () -> {
            var start = new Parameter("start", Initialiser.ZEROS, 1);
            Parametrised clock = () -> List.of(start);
            return Parametrised.join(List.of("clock", "map"), List.of(clock, map));
        };
    }

    /// @param series (series, times, 1), NaN where missing
    static FlowProcess fit(double[] times, double[][][] series, Settings settings, Seeds seeds) {
        var kind = Kind.standard(Precision.SINGLE);
        try (var data = new PathSeries(times, series, 1, kind)) {
            var map = new MonotoneMap(settings.bends(), settings.width());
            var weights = Weights.create(parts(map), kind, seeds.of("weights"));
            var model = new FlowProcess(map, weights, data.units());
            try {
                model.train(data, settings, seeds);
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private void train(PathSeries data, Settings settings, Seeds seeds) {
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.cosine(settings.rate(), settings.rate() / 100, settings.updates()),
                        TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong())
                                .clippedAt(10),
                        (step, terms) -> {
                            var rows = Tensors.indices(step.batch(data.count(), settings.batch()));
                            terms.add(
                                    "negative log-likelihood",
                                    -1,
                                    logLikelihood(
                                                    data.values(rows).squeeze(2),
                                                    data.seen(rows).squeeze(2))
                                            .mean());
                        })) {
            history = training.run();
        }
    }

    /// From 0 to 1 over the times of the samples, shape (times).
    private Tensor shares() {
        double[] times = units.times();
        var shares = new double[times.length];
        double span = times[times.length - 1] - times[0];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (times[i] - times[0]) / span;
        }
        return Tensors.of(shares, weights.kind());
    }

    /// Brownian time of every sample, shape (times).
    private Tensor clock() {
        return shares().add(weights.get(0).exp());
    }

    /// Log-density of the samples that are there, shape (batch).
    ///
    /// @param x scaled samples, shape (batch, times)
    /// @param seen 1 where there is one
    Tensor logLikelihood(Tensor x, Tensor seen) {
        long batch = x.size(0);
        long count = x.size(1);
        var image = map.forward(weights.part(1, map), shares(), x);
        var zero = x.new_zeros(batch, 1);
        var before = before(seen);
        var w = Tensors.join(1, List.of(zero, image.values()));
        var clock = clock().unsqueeze(0).expand(batch, count);
        var time = Tensors.join(1, List.of(zero, clock));
        var change = image.values().sub(w.gather(1, before));
        var passed = clock.sub(time.gather(1, before));
        var density =
                Tensors.scale(
                        change.square().div(passed).add(Tensors.scale(passed, 2 * Math.PI).log()),
                        -0.5);
        return density.add(image.logSlopes()).mul(seen).sum(1);
    }

    /// Number of the last sample before each one that is there, counted from 1; 0 if there is none.
    private static Tensor before(Tensor seen) {
        int count = (int) seen.size(1);
        var numbers = new double[count];
        Arrays.setAll(numbers, i -> i + 1);
        var there = seen.mul(Tensors.of(numbers, Tensors.kindOf(seen)));
        var last = there.cummax(1).get0().narrow(1, 0, count - 1);
        return Tensors.join(1, List.of(seen.new_zeros(seen.size(0), 1), last)).to(ScalarType.Long);
    }

    /// New paths in the units of the data: (paths, times, 1).
    double[][][] sample(int paths, RandomGenerator random) {
        try (var _ = new Scope()) {
            return Autograd.without(() -> {
                double[] clock = Tensors.toArray(clock());
                var motion = new double[paths][clock.length];
                for (var w : motion) {
                    double t = 0;
                    double at = 0;
                    for (int i = 0; i < clock.length; i++) {
                        at += Math.sqrt(clock[i] - t) * random.nextGaussian();
                        t = clock[i];
                        w[i] = at;
                    }
                }
                var x =
                        map.inverse(
                                weights.part(1, map), shares(), Tensors.of(motion, weights.kind()));
                return units.undo(x.unsqueeze(2));
            });
        }
    }

    /// The course of the training.
    History history() {
        return history;
    }

    @Override
    public void close() {
        weights.close();
    }
}
