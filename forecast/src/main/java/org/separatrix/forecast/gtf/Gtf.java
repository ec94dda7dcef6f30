package org.separatrix.forecast.gtf;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// A shallow piecewise-linear recurrent map trained by generalized teacher forcing.
///
/// With `latent` 0 the states are the observed channels. Otherwise the channels are `x = B z` of so
/// many latent states, B is learned too, and the teacher is the pseudo-inverse of B times the data.
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
/// @param latent latent states M behind an affine observation, or 0
/// @param lambdaLatent penalty on `sum (1 - A)^2` and on the squares of the other weights
/// @param lambdaObservation penalty on `(1 - c)^2` with the condition number c of B
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
        @Describe(value = "share of the old strength kept", min = 0, max = 1) double memory,
        @Describe(
                        value =
                                "latent states seen through a learned matrix; 0: states are the"
                                        + " channels",
                        min = 0,
                        max = 5000)
                int latent,
        @Describe(value = "penalty on the weights of the map", min = 0, max = 1e6)
                double lambdaLatent,
        @Describe(value = "penalty on the condition number of the observation", min = 0, max = 1e6)
                double lambdaObservation)
        implements Forecaster {

    private static final int REPORTED = 50;

    /// The card's setting for two minutes on one processor.
    public static final Gtf DEFAULT =
            new Gtf(50, true, 100, 16, 25_000, 2e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.999, 0, 0, 0);

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

    @Override
    public Fitted fit(List<Segment> training, Seeds seeds, Progress progress) {
        return fit(
                training,
                seeds,
                (update, loss, strength, _) -> {
                    if (update % REPORTED == 0 || update == updates) {
                        progress.update(
                                update,
                                updates,
                                "error %s, forcing %s"
                                        .formatted(Claim.number(loss), Claim.number(strength)));
                    }
                });
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
        var course = new GtfTraining(this, pieces, seeds);
        while (course.updates() < updates) {
            course.update();
            watcher.update(
                    course.updates(), course.loss(), course.strength(), course.gradientNorm());
        }
        return new Fitted(course.map(), scaling, course.observation());
    }

    /// @param map the map learned, on states that belong to standardised channels
    /// @param scaling mean and deviation of the training data
    /// @param observation how the states are seen in standardised channels
    public record Fitted(ShallowPlrnn map, Scaling scaling, Observation observation)
            implements FittedForecaster {

        /// The free run from where a row of standardised channels lies, as standardised channels.
        ///
        /// @return `[steps][N]`
        public double[][] freeRun(double[] row, int steps) {
            double[][] orbit = map.freeRun(observation.infer(row), steps);
            for (int i = 0; i < steps; i++) {
                orbit[i] = observation.observe(orbit[i]);
            }
            return orbit;
        }

        @Override
        public int context() {
            return 1;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            double[] start = scaling.apply(history.values()[history.size() - 1]);
            double[][] orbit = freeRun(start, steps);
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
