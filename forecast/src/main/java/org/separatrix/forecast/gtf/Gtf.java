package org.separatrix.forecast.gtf;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Glimpse;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.List;

/// A piecewise-linear recurrent map trained by generalized teacher forcing.
///
/// With `latent` 0 the first states are the observed channels, and there may be `extra` ones that
/// start from a learned matrix. Otherwise the channels are `x = B z` of so many latent states, B is
/// learned too, and the teacher is the pseudo-inverse of B times the data.
///
/// @param hidden hidden units L of the shallow map
/// @param clipped whether the shallow or dendritic map is of the bounded, clipped form
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
/// @param lambdaLatent penalty on the map; shallow: on `sum (1 - A)^2` and the squares of the other
///   weights; else the manifold-attractor penalty on the norms of `1 - A`, W and h
/// @param lambdaObservation penalty on `(1 - c)^2` with the condition number c of B, or on the
///   squares of the matrix that starts the extra states
/// @param map which map
/// @param bases bends B of each state of the dendritic map
/// @param extra states beside the channels, if states are not seen through a matrix
/// @param partial whether only the states that are channels are forced
/// @param kappa share of the states, the last ones, that the manifold-attractor penalty concerns
/// @param inputs columns of the data that are external inputs, the last ones
/// @param clip largest norm of the gradient, or 0 for any
/// @param noise deviation of the noise added to the teacher, in standard deviations of the data
/// @param validation share of the longest piece, its end, held out to choose among 50 checkpoints
///   the one with the least D_stsp; 0 keeps the last
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
                double lambdaObservation,
        @Describe("which map") MapKind map,
        @Describe(value = "bends of each state of the dendritic map", min = 1, max = 1000)
                int bases,
        @Describe(value = "states beside the channels", min = 0, max = 5000) int extra,
        @Describe("force only the states that are channels") boolean partial,
        @Describe(
                        value = "share of the states that the penalty on the map concerns",
                        min = 0,
                        max = 1)
                double kappa,
        @Describe(value = "last columns of the data that are external inputs", min = 0, max = 1000)
                int inputs,
        @Describe(value = "largest norm of the gradient; 0: any", min = 0) double clip,
        @Describe(value = "noise on the teacher, standard deviations", min = 0, max = 10)
                double noise,
        @Describe(value = "share of the data held out to choose a checkpoint", min = 0, max = 0.5)
                double validation)
        implements Forecaster {

    private static final int REPORTED = 50;

    /// The card's setting for two minutes on one processor.
    public static final Gtf DEFAULT =
            new Gtf(50, true, 100, 16, 25_000, 2e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.999, 0, 0, 0);

    /// The shallow map of the paper, all else off.
    public Gtf(
            int hidden,
            boolean clipped,
            int sequence,
            int batch,
            int updates,
            double rate,
            double lastRate,
            Forcing forcing,
            double alpha,
            int interval,
            double memory,
            int latent,
            double lambdaLatent,
            double lambdaObservation) {
        this(
                hidden,
                clipped,
                sequence,
                batch,
                updates,
                rate,
                lastRate,
                forcing,
                alpha,
                interval,
                memory,
                latent,
                lambdaLatent,
                lambdaObservation,
                MapKind.SHALLOW,
                20,
                0,
                true,
                1,
                0,
                0,
                0,
                0);
    }

    public Gtf {
        if (latent > 0 && extra > 0) {
            throw new LabException(
                    "gtf: extra states need states that are channels; set latent to 0 or extra to 0, got %d and %d"
                            .formatted(latent, extra));
        }
    }

    @Override
    public String name() {
        return "gtf";
    }

    @Override
    public boolean slow() {
        return true;
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
        var course = training(training, seeds);
        while (course.updates() < updates) {
            course.update();
            int update = course.updates();
            if (update % REPORTED == 0 || update == updates) {
                progress.update(
                        update,
                        updates,
                        "error %s, forcing %s"
                                .formatted(
                                        Claim.number(course.loss()),
                                        Claim.number(course.strength())));
                progress.show(() -> Glimpse.of(present(course, training), training));
            }
        }
        return fitted(course, training);
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
        var course = training(training, seeds);
        while (course.updates() < updates) {
            course.update();
            watcher.update(
                    course.updates(), course.loss(), course.strength(), course.gradientNorm());
        }
        return fitted(course, training);
    }

    /// A training on `pieces` that has not begun, for those who run, stop and resume it themselves.
    ///
    /// @throws LabException if a channel is constant or no piece is long enough
    public GtfTraining training(List<Segment> pieces, Seeds seeds) {
        int d = pieces.getFirst().dimension();
        for (int j = 0; j < d; j++) {
            int channel = j;
            double first = pieces.getFirst().values()[0][j];
            boolean constant =
                    pieces.stream()
                            .flatMap(p -> Arrays.stream(p.values()))
                            .allMatch(row -> row[channel] == first);
            if (constant) {
                throw new LabException(
                        "gtf: channel '%s' is constant; leave it out"
                                .formatted(pieces.getFirst().names().get(j)));
            }
        }
        var scaling = Scaling.of(pieces);
        return new GtfTraining(
                this,
                pieces.stream().map(p -> scaling.apply(p.values())).toArray(double[][][]::new),
                seeds);
    }

    /// What a training on `pieces` has learned so far; with held-out rows, at its best checkpoint.
    public Fitted fitted(GtfTraining course, List<Segment> pieces) {
        course.chooseBest();
        return present(course, pieces);
    }

    private static Fitted present(GtfTraining course, List<Segment> pieces) {
        var model = course.reconstruction();
        return new Fitted(model.map(), Scaling.of(pieces), model.observation(), model.inputs());
    }

    /// @param map the map learned, on states that belong to standardised channels
    /// @param scaling mean and deviation of the columns of the training data
    /// @param observation how the states are seen in standardised channels
    /// @param inputs C, `[M][K]`: how standardised external inputs push the states; no rows if
    ///   there are none
    public record Fitted(
            PiecewiseLinearMap map, Scaling scaling, Observation observation, double[][] inputs)
            implements FittedForecaster {

        public Fitted {
            // Files of earlier versions know no inputs.
            inputs = inputs == null ? new double[0][] : inputs;
        }

        private int driven() {
            return inputs.length == 0 ? 0 : inputs[0].length;
        }

        /// The free run from where a row of standardised channels lies, as standardised channels;
        /// external inputs stay at their means.
        ///
        /// @return `[steps][N]`
        public double[][] freeRun(double[] row, int steps) {
            return freeRun(row, new double[steps][driven()]);
        }

        /// The run under given external inputs.
        ///
        /// @param drive standardised external inputs, `[steps][K]`
        /// @return standardised channels, `[steps][N]`
        public double[][] freeRun(double[] row, double[][] drive) {
            for (double[] s : drive) {
                if (s.length != driven()) {
                    throw new LabException(
                            "gtf: expected external inputs [steps][%d], got [%d][%d]"
                                    .formatted(driven(), drive.length, s.length));
                }
            }
            return new Reconstruction(map, observation, inputs).freeRun(row, drive);
        }

        @Override
        public int context() {
            return 1;
        }

        /// Continues the channels; external inputs, whose future nobody knows, stay as they are.
        @Override
        public Prediction forecast(Segment history, int steps) {
            double[] start = scaling.apply(history.values()[history.size() - 1]);
            int n = start.length - driven();
            double[] held = Arrays.copyOfRange(start, n, start.length);
            var drive = new double[steps][];
            Arrays.fill(drive, held);
            double[][] orbit = freeRun(Arrays.copyOf(start, n), drive);
            var values = new double[steps][];
            for (int i = 0; i < steps; i++) {
                double[] row = Arrays.copyOf(orbit[i], start.length);
                System.arraycopy(held, 0, row, n, held.length);
                values[i] = scaling.undo(row);
            }
            return Prediction.of(
                    new Segment(
                            history.time(history.size()), history.step(), values, history.names()));
        }
    }
}
