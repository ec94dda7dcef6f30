package org.separatrix.forecast.gtf;

import org.separatrix.analysis.metrics.StateSpaceDivergence;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Chooses among the checkpoints of a training the one whose free run is most like rows that were
/// held out: the loss of forced sequences says little about that.
///
/// The likeness is D_stsp, by histograms in up to five channels and by mixtures of Gaussians in
/// more.
final class Selection {

    /// Checkpoints of a training.
    private static final int CHECKS = 50;

    private static final int BINS = 30;
    private static final int MOST_BINNED = 5;
    private static final int SAMPLES = 200;
    private static final int FEWEST = 100;

    private final double[][][] training;
    private final double[][] held;
    private final double[][] drive;
    private final int every;
    private double score = Double.POSITIVE_INFINITY;
    private double[][] best = {};

    private Selection(double[][][] training, double[][] held, int driven, int every) {
        this.training = training;
        this.every = every;
        int width = held.length == 0 ? 0 : held[0].length;
        this.held = Windows.columns(held, 0, width - (width == 0 ? 0 : driven));
        this.drive = Windows.columns(held, width - (width == 0 ? 0 : driven), width);
    }

    /// Holds out the end of the longest piece, as many rows as the settings ask for.
    static Selection of(Gtf settings, double[][][] pieces) {
        int longest = 0;
        for (int p = 1; p < pieces.length; p++) {
            longest = pieces[p].length > pieces[longest].length ? p : longest;
        }
        int rows = (int) (settings.validation() * pieces[longest].length);
        if (settings.validation() == 0) {
            return new Selection(pieces, new double[0][], 0, Integer.MAX_VALUE);
        }
        if (rows < FEWEST) {
            throw new org.separatrix.lab.LabException(
                    "gtf: validation must hold out at least %d rows, %s of %d are %d"
                            .formatted(
                                    FEWEST, settings.validation(), pieces[longest].length, rows));
        }
        double[][] piece = pieces[longest];
        double[][][] training = pieces.clone();
        training[longest] = Arrays.copyOf(piece, piece.length - rows);
        return new Selection(
                training,
                Arrays.copyOfRange(piece, piece.length - rows, piece.length),
                settings.inputs(),
                Math.max(1, settings.updates() / CHECKS));
    }

    /// What is left to train on.
    double[][][] training() {
        return training;
    }

    /// Whether the parameters after so many updates are a checkpoint.
    boolean due(int updates) {
        return updates % every == 0;
    }

    /// Keeps `parameters` if the model does better than all before.
    void judge(Reconstruction model, double[][] parameters) {
        double divergence = divergence(model.freeRun(held[0], drive));
        if (divergence < score) {
            score = divergence;
            best = parameters;
        }
    }

    private double divergence(double[][] orbit) {
        double value =
                held[0].length <= MOST_BINNED
                        ? StateSpaceDivergence.binned(held, orbit, BINS)
                        : StateSpaceDivergence.mixture(
                                held, orbit, 1, SAMPLES, new SplittableRandom(SAMPLES));
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    /// Score of the best checkpoint, 0 while there is none.
    double score() {
        return best.length == 0 ? 0 : score;
    }

    /// The best checkpoint; empty while there is none.
    double[][] best() {
        return best;
    }

    void resume(double bestScore, double[][] bestParameters) {
        score = bestParameters.length == 0 ? Double.POSITIVE_INFINITY : bestScore;
        best = bestParameters;
    }
}
