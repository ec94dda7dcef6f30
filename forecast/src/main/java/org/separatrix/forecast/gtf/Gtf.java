package org.separatrix.forecast.gtf;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.random.RandomGenerator;

/// A shallow piecewise-linear recurrent map trained by generalized teacher forcing.
///
/// @param hidden hidden units L
/// @param clipped whether the map is of the bounded, clipped form
/// @param sequence length of a training window in steps
/// @param batch windows an update
/// @param updates number of updates
/// @param rate learning rate at the start
/// @param lastRate learning rate at the end; it falls exponentially
/// @param forcing how alpha is chosen
/// @param alpha the constant strength, or the strength at the start
/// @param interval updates between two estimates of alpha
/// @param memory share of the old alpha kept when the estimate is smaller
public record Gtf(
        @Describe(value = "hidden units", min = 1, max = 5000) int hidden,
        @Describe("use the bounded, clipped form of the map") boolean clipped,
        @Describe(value = "length of a training window, steps", min = 2, max = 100_000)
                int sequence,
        @Describe(value = "windows an update", min = 1, max = 10_000) int batch,
        @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
        @Describe(value = "learning rate at the start", min = 1e-12, max = 1) double rate,
        @Describe(value = "learning rate at the end", min = 1e-12, max = 1) double lastRate,
        @Describe("how the forcing strength is chosen") Forcing forcing,
        @Describe(value = "constant strength, or strength at the start", min = 0, max = 1)
                double alpha,
        @Describe(value = "updates between two estimates of the strength", min = 1, max = 1_000_000)
                int interval,
        @Describe(value = "share of the old strength kept", min = 0, max = 1) double memory)
        implements Forecaster {

    /// The card's setting for two minutes on one processor.
    public static final Gtf DEFAULT =
            new Gtf(50, true, 100, 16, 25_000, 2e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.999);

    @Override
    public String name() {
        return "gtf";
    }

    @Override
    public int shortest() {
        return sequence + 2;
    }

    @Override
    public Fitted fit(List<Segment> training, Seeds seeds) {
        return fit(training, seeds, (_, _, _, _) -> {});
    }

    /// Hears how training goes.
    public interface Watcher {

        /// @param update number of updates done
        /// @param loss mean squared error of the last batch, in squared standard deviations
        /// @param alpha forcing strength
        /// @param gradient norm of the whole gradient
        void update(int update, double loss, double alpha, double gradient);
    }

    /// Learns as [#fit(List, Seeds)] does, telling `watcher` of every update.
    public Fitted fit(List<Segment> training, Seeds seeds, Watcher watcher) {
        var scaling = Scaling.of(training);
        int d = training.getFirst().dimension();
        for (int j = 0; j < d; j++) {
            double first = training.getFirst().values()[0][j];
            int channel = j;
            boolean constant =
                    training.stream()
                            .allMatch(p -> {
                                for (double[] row : p.values()) {
                                    if (row[channel] != first) {
                                        return false;
                                    }
                                }
                                return true;
                            });
            if (constant) {
                throw new LabException(
                        "gtf: channel '%s' is constant; leave it out"
                                .formatted(training.getFirst().names().get(j)));
            }
        }
        double[][][] pieces =
                training.stream().map(p -> scaling.apply(p.values())).toArray(double[][][]::new);
        var map = ShallowPlrnn.random(d, hidden, clipped, seeds.of("weights"));
        train(map, pieces, seeds.of("batches"), watcher);
        return new Fitted(map, scaling);
    }

    private void train(
            ShallowPlrnn map, double[][][] pieces, RandomGenerator random, Watcher watcher) {
        double[][] parameters = {map.a(), map.w1(), map.w2(), map.h1(), map.h2()};
        var gradient = new ForcedGradient(map, sequence);
        double[][] gradients = {gradient.a, gradient.w1, gradient.w2, gradient.h1, gradient.h2};
        var optimiser = new RectifiedAdam(parameters);
        int[] windows = new int[pieces.length];
        int total = 0;
        for (int p = 0; p < pieces.length; p++) {
            windows[p] = pieces[p].length - sequence;
            total += windows[p];
        }
        var sequences = new double[batch][][];
        double strength = alpha;
        double weight = 1.0 / ((double) batch * sequence * map.dimension());
        for (int update = 0; update < updates; update++) {
            for (int k = 0; k < batch; k++) {
                int window = random.nextInt(total);
                int p = 0;
                while (window >= windows[p]) {
                    window -= windows[p++];
                }
                sequences[k] =
                        java.util.Arrays.copyOfRange(pieces[p], window, window + sequence + 1);
            }
            if (forcing != Forcing.CONSTANT && update % interval == 0) {
                double estimate = forcing.estimate(map, sequences);
                strength =
                        estimate > strength
                                ? estimate
                                : memory * strength + (1 - memory) * estimate;
            }
            gradient.clear();
            double loss = 0;
            for (double[][] x : sequences) {
                loss += weight * gradient.add(map, x, strength, weight);
            }
            double norm = norm(gradients);
            if (!Double.isFinite(norm)) {
                throw new LabException(
                        "gtf: the gradient became %s at update %d with forcing %s; use a stronger forcing or a smaller rate"
                                .formatted(norm, update, strength));
            }
            double progress = (double) update / updates;
            optimiser.step(rate * Math.pow(lastRate / rate, progress), parameters, gradients);
            watcher.update(update + 1, loss, strength, norm);
        }
    }

    private static double norm(double[][] gradients) {
        double square = 0;
        for (double[] part : gradients) {
            for (double g : part) {
                square += g * g;
            }
        }
        return Math.sqrt(square);
    }

    /// @param map the map learned, on standardised states
    /// @param scaling mean and deviation of the training data
    public record Fitted(ShallowPlrnn map, Scaling scaling) implements FittedForecaster {

        @Override
        public int context() {
            return 1;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            double[] start = scaling.apply(history.values()[history.size() - 1]);
            double[][] orbit = map.freeRun(start, steps);
            var values = new double[steps][];
            for (int i = 0; i < steps; i++) {
                values[i] = scaling.undo(orbit[i]);
            }
            return Prediction.of(
                    new Segment(
                            history.time(history.size()), history.step(), values, history.names()));
        }
    }
}
