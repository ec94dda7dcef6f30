package org.separatrix.forecast.gtf;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.optimization.Adam;
import org.separatrix.dynamics.SplitMix;
import org.separatrix.forecast.Interruption;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// One training by generalized teacher forcing, update by update.
///
/// Random choices depend on the seed and the number of the update alone: a training that goes on
/// from a [State] ends with the bits of one that was never stopped. One instance serves one thread.
public final class GtfTraining {

    private static final double[] NONE = {};

    private final Gtf settings;
    private final Windows windows;
    private final PiecewiseLinearMap map;
    private final ObservationGradient observed;
    private final @Nullable InputGradient driven;
    private final ForcedPass pass;
    private final Adam optimiser;
    private final double[][] parameters;
    private final double[][] gradients;
    private final Selection selection;
    private final long seed;
    private int updates;
    private double strength;
    private double loss = Double.NaN;
    private double norm = Double.NaN;

    /// All that an interrupted training needs to go on.
    ///
    /// @param updates number of updates done
    /// @param strength forcing strength alpha
    /// @param parameters values of all parameters, in the order of the training
    /// @param first running mean of their gradients
    /// @param second running mean of the squares
    /// @param score of the best parameters so far on the held-out rows; 0 while there are none
    /// @param best those parameters; empty while there are none
    public record State(
            int updates,
            double strength,
            double[][] parameters,
            double[][] first,
            double[][] second,
            double score,
            double[][] best) {}

    /// @param pieces standardised recordings, `[piece][time][N + K]` with K external inputs, each
    ///   of `sequence + 1` rows or more
    public GtfTraining(Gtf settings, double[][][] pieces, Seeds seeds) {
        this.settings = settings;
        selection = Selection.of(settings, pieces);
        windows = new Windows(selection.training(), settings.inputs(), settings.sequence());
        int channels = windows.dimension();
        boolean direct = settings.latent() == 0;
        int dimension = direct ? channels + settings.extra() : settings.latent();
        map =
                settings.map()
                        .random(
                                settings,
                                dimension,
                                windows.least(),
                                windows.largest(),
                                seeds.of("weights"));
        observed =
                direct
                        ? new LiftGradient(
                                channels,
                                Initial.lift(channels, settings.extra(), seeds.of("lift")))
                        : new AffineGradient(
                                Initial.observation(channels, dimension, seeds.of("observation")));
        driven =
                settings.inputs() == 0
                        ? null
                        : new InputGradient(
                                Initial.coupling(dimension, settings.inputs(), seeds.of("inputs")));
        int forced = settings.partial() && direct ? channels : dimension;
        pass =
                map instanceof ShallowPlrnn shallow
                        ? new ForcedGradient(
                                shallow,
                                settings.sequence(),
                                forced,
                                ForcedGradient.lanesFor(settings.hidden(), settings.batch()))
                        : new MapGradient(map, settings.sequence(), forced);
        parameters = with(map.arrays(), observed.matrix(), driven == null ? NONE : driven.matrix);
        gradients =
                with(
                        pass.gradients(),
                        observed.gradient(),
                        driven == null ? NONE : driven.gradient);
        optimiser = Adam.rectified(parameters);
        seed = seeds.of("batches").nextLong();
        strength = settings.alpha();
    }

    /// The arrays and those of `more` that hold anything.
    private static double[][] with(double[][] arrays, double[]... more) {
        return Stream.concat(Arrays.stream(arrays), Arrays.stream(more).filter(a -> a.length > 0))
                .toArray(double[][]::new);
    }

    /// One update: draws windows, estimates the forcing if it is due, and steps down the gradient.
    ///
    /// @throws LabException if the gradient is not finite or B cannot be inverted
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public void update() {
        Interruption.check("teacher forcing was trained");
        var random = new SplittableRandom(SplitMix.mix(seed + updates));
        var batch = windows.draw(settings.batch(), random);
        double[][][] seen =
                settings.noise() > 0 ? noisy(batch.channels(), random) : batch.channels();
        observed.begin();
        double[][][] teacher =
                Arrays.stream(seen).map(observed::teacher).toArray(double[][][]::new);
        if (settings.forcing() != Forcing.CONSTANT && updates % settings.interval() == 0) {
            double estimate = settings.forcing().estimate(map, teacher);
            double kept = settings.memory();
            strength = estimate > strength ? estimate : kept * strength + (1 - kept) * estimate;
        }
        double weight =
                1.0 / ((double) settings.batch() * settings.sequence() * windows.dimension());
        loss = weight * differentiate(batch, seen, teacher, weight);
        penalise();
        norm = norm(gradients);
        if (!Double.isFinite(norm)) {
            throw new LabException(
                    "gtf: the gradient became %s at update %d with forcing %s; use a stronger forcing or a smaller rate"
                            .formatted(norm, updates, strength));
        }
        if (settings.clip() > 0 && norm > settings.clip()) {
            shorten(settings.clip() / norm);
        }
        double progress = (double) updates / settings.updates();
        double rate = settings.rate() * Math.pow(settings.lastRate() / settings.rate(), progress);
        optimiser.step(rate, gradients);
        updates++;
        if (selection.due(updates)) {
            selection.judge(reconstruction(), copy(parameters));
        }
    }

    private double[][][] noisy(double[][][] batch, SplittableRandom random) {
        var noisy = new double[batch.length][][];
        for (int k = 0; k < batch.length; k++) {
            noisy[k] = copy(batch[k]);
            for (double[] row : noisy[k]) {
                for (int i = 0; i < row.length; i++) {
                    row[i] += settings.noise() * random.nextGaussian();
                }
            }
        }
        return noisy;
    }

    private double differentiate(
            Windows.Batch batch, double[][][] seen, double[][][] teacher, double weight) {
        pass.load();
        double[][][] pushes = {};
        if (driven != null) {
            driven.begin();
            pushes = Arrays.stream(batch.inputs()).map(driven::pushes).toArray(double[][][]::new);
        }
        double error = 0;
        for (int from = 0; from < teacher.length; from += pass.lanes()) {
            int count = Math.min(pass.lanes(), teacher.length - from);
            pass.forward(teacher, pushes, from, count, strength);
            error += observed.distances(pass, batch.channels(), from, count, weight);
            pass.backward(strength);
            observed.backThroughTeacher(pass, seen, from, count);
            if (driven != null) {
                driven.add(pass, batch.inputs(), from, count);
            }
        }
        pass.collect();
        observed.finish();
        return error;
    }

    private void penalise() {
        if (settings.lambdaLatent() > 0) {
            map.penalise(settings.lambdaLatent(), settings.kappa(), pass.gradients());
            if (driven != null) {
                driven.penalise(settings.lambdaLatent());
            }
        }
        if (settings.lambdaObservation() > 0) {
            observed.penalise(settings.lambdaObservation());
        }
    }

    private void shorten(double factor) {
        for (double[] part : gradients) {
            for (int i = 0; i < part.length; i++) {
                part[i] *= factor;
            }
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

    /// Number of parameters trained, those of the observation and of the inputs included.
    public int parameters() {
        int own = map.parameters();
        return own + observed.matrix().length + (driven == null ? 0 : driven.matrix.length);
    }

    /// Updates done.
    public int updates() {
        return updates;
    }

    /// Mean squared error of the last batch, in squared standard deviations.
    public double loss() {
        return loss;
    }

    /// Forcing strength alpha of the last update.
    public double strength() {
        return strength;
    }

    /// Norm of the whole gradient of the last update.
    public double gradientNorm() {
        return norm;
    }

    /// The map in training; changed by every update.
    public PiecewiseLinearMap map() {
        return map;
    }

    /// How its states are seen, as of now.
    public Observation observation() {
        return observed.observation();
    }

    /// The model as of now. It shares the parameters that further updates change.
    Reconstruction reconstruction() {
        return new Reconstruction(
                map, observation(), driven == null ? new double[0][] : driven.rows());
    }

    /// Puts back the parameters that did best on the held-out rows, if any were held out.
    void chooseBest() {
        double[][] best = selection.best();
        for (int k = 0; k < best.length; k++) {
            System.arraycopy(best[k], 0, parameters[k], 0, best[k].length);
        }
    }

    /// A copy of all that [#resume] needs.
    public State state() {
        return new State(
                updates,
                strength,
                copy(parameters),
                copy(optimiser.first()),
                copy(optimiser.second()),
                selection.score(),
                copy(selection.best()));
    }

    /// Goes on where a training of the same settings, data and seeds was.
    public void resume(State state) {
        if (state.parameters().length != parameters.length) {
            throw new LabException("gtf: the saved training belongs to other settings");
        }
        updates = state.updates();
        strength = state.strength();
        for (int k = 0; k < parameters.length; k++) {
            if (state.parameters()[k].length != parameters[k].length) {
                throw new LabException("gtf: the saved training belongs to other settings");
            }
            System.arraycopy(state.parameters()[k], 0, parameters[k], 0, parameters[k].length);
        }
        optimiser.resume(updates, state.first(), state.second());
        selection.resume(state.score(), state.best());
    }

    private static double[][] copy(double[][] arrays) {
        return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
    }
}
