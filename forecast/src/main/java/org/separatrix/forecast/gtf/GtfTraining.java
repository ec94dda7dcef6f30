package org.separatrix.forecast.gtf;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.optimization.Adam;
import org.separatrix.dynamics.SplitMix;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.util.Arrays;
import java.util.SplittableRandom;

/// One training by generalized teacher forcing, update by update.
///
/// Random choices depend on the seed and the number of the update alone: a training that goes on
/// from a [State] ends with the bits of one that was never stopped. One instance serves one thread.
public final class GtfTraining {

    private final Gtf settings;
    private final double[][][] pieces;
    private final ShallowPlrnn map;
    private final @Nullable AffineGradient affine;
    private final ForcedGradient pass;
    private final Adam optimiser;
    private final double[][] parameters;
    private final double[][] gradients;
    private final int[] windows;
    private final int total;
    private final long seed;
    private final double[][][] batch;
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
    public record State(
            int updates,
            double strength,
            double[][] parameters,
            double[][] first,
            double[][] second) {}

    /// @param pieces standardised recordings, `[piece][time][N]`, each of `sequence + 1` rows or
    ///   more
    public GtfTraining(Gtf settings, double[][][] pieces, Seeds seeds) {
        this.settings = settings;
        this.pieces = pieces;
        int channels = pieces[0][0].length;
        boolean direct = settings.latent() == 0;
        int dimension = direct ? channels : settings.latent();
        map =
                ShallowPlrnn.random(
                        dimension, settings.hidden(), settings.clipped(), seeds.of("weights"));
        affine = direct ? null : new AffineGradient(matrix(channels, dimension, seeds));
        pass =
                new ForcedGradient(
                        map,
                        settings.sequence(),
                        ForcedGradient.lanesFor(settings.hidden(), settings.batch()));
        double[][] own = {map.a(), map.w1(), map.w2(), map.h1(), map.h2()};
        double[][] slopes = {pass.a, pass.w1, pass.w2, pass.h1, pass.h2};
        parameters = affine == null ? own : with(own, affine.matrix);
        gradients = affine == null ? slopes : with(slopes, affine.gradient);
        optimiser = Adam.rectified(parameters);
        windows = new int[pieces.length];
        int sum = 0;
        for (int p = 0; p < pieces.length; p++) {
            windows[p] = Math.max(0, pieces[p].length - settings.sequence());
            sum += windows[p];
        }
        if (sum == 0) {
            throw new LabException(
                    "gtf: no piece has the %d rows that a window of %d steps needs"
                            .formatted(settings.sequence() + 1, settings.sequence()));
        }
        total = sum;
        seed = seeds.of("batches").nextLong();
        batch = new double[settings.batch()][][];
        strength = settings.alpha();
    }

    /// Normal, of variance 2/M.
    private static double[][] matrix(int channels, int latent, Seeds seeds) {
        var random = seeds.of("observation");
        var b = new double[channels][latent];
        for (double[] row : b) {
            for (int j = 0; j < latent; j++) {
                row[j] = Math.sqrt(2.0 / latent) * random.nextGaussian();
            }
        }
        return b;
    }

    private static double[][] with(double[][] arrays, double[] last) {
        var all = Arrays.copyOf(arrays, arrays.length + 1);
        all[arrays.length] = last;
        return all;
    }

    /// One update: draws windows, estimates the forcing if it is due, and steps down the gradient.
    ///
    /// @throws LabException if the gradient is not finite or B cannot be inverted
    public void update() {
        draw();
        if (affine != null) {
            affine.begin();
        }
        double[][][] teacher = teacher();
        if (settings.forcing() != Forcing.CONSTANT && updates % settings.interval() == 0) {
            double estimate = settings.forcing().estimate(map, teacher);
            double kept = settings.memory();
            strength = estimate > strength ? estimate : kept * strength + (1 - kept) * estimate;
        }
        int channels = pieces[0][0].length;
        double weight = 1.0 / ((double) batch.length * settings.sequence() * channels);
        loss = weight * differentiate(teacher, weight);
        penalise();
        norm = norm(gradients);
        if (!Double.isFinite(norm)) {
            throw new LabException(
                    "gtf: the gradient became %s at update %d with forcing %s; use a stronger forcing or a smaller rate"
                            .formatted(norm, updates, strength));
        }
        double progress = (double) updates / settings.updates();
        double rate = settings.rate() * Math.pow(settings.lastRate() / settings.rate(), progress);
        optimiser.step(rate, gradients);
        updates++;
    }

    private void draw() {
        var random = new SplittableRandom(SplitMix.mix(seed + updates));
        for (int k = 0; k < batch.length; k++) {
            int window = random.nextInt(total);
            int p = 0;
            while (window >= windows[p]) {
                window -= windows[p++];
            }
            batch[k] = Arrays.copyOfRange(pieces[p], window, window + settings.sequence() + 1);
        }
    }

    private double[][][] teacher() {
        if (affine == null) {
            return batch;
        }
        var teacher = new double[batch.length][][];
        for (int k = 0; k < teacher.length; k++) {
            teacher[k] = affine.teacher(batch[k]);
        }
        return teacher;
    }

    private double differentiate(double[][][] teacher, double weight) {
        if (affine == null) {
            return pass.of(map, teacher, strength, weight);
        }
        pass.load(map);
        double error = 0;
        for (int from = 0; from < batch.length; from += pass.lanes) {
            int count = Math.min(pass.lanes, batch.length - from);
            pass.forward(teacher, from, count, strength);
            error += affine.distances(pass, batch, from, count, weight);
            pass.backward(strength);
            affine.backThroughTeacher(pass, batch, from, count);
        }
        pass.collect();
        affine.finish();
        return error;
    }

    private void penalise() {
        double lambda = settings.lambdaLatent();
        if (lambda > 0) {
            for (int i = 0; i < map.dimension(); i++) {
                pass.a[i] -= 2 * lambda * (1 - map.a()[i]);
            }
            for (int k = 1; k < 5; k++) {
                for (int i = 0; i < parameters[k].length; i++) {
                    gradients[k][i] += 2 * lambda * parameters[k][i];
                }
            }
        }
        if (affine != null && settings.lambdaObservation() > 0) {
            affine.pullTogether(settings.lambdaObservation());
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
    public ShallowPlrnn map() {
        return map;
    }

    /// How its states are seen, as of now.
    public Observation observation() {
        return affine == null ? Observation.direct() : affine.observation();
    }

    /// A copy of all that [#resume] needs.
    public State state() {
        return new State(
                updates,
                strength,
                copy(parameters),
                copy(optimiser.first()),
                copy(optimiser.second()));
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
    }

    private static double[][] copy(double[][] arrays) {
        return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
    }
}
