package org.separatrix.forecast.importance;

import org.separatrix.lab.LabException;

/// Settings of training by importance sampling and of its controls.
///
/// @param hidden units of each of the network's two layers
/// @param window rows that are read to say the next
/// @param epochs on the given rows alone, the baseline
/// @param rounds of new trajectories
/// @param roundEpochs on the new trajectories of each round
/// @param trajectories new ones in each round
/// @param length rows of each, the first two of which are dropped
/// @param batch windows in each update
/// @param rate learning rate
public record ImportanceSettings(
        int hidden,
        int window,
        int epochs,
        int rounds,
        int roundEpochs,
        int trajectories,
        int length,
        int batch,
        double rate) {

    /// Rows at the beginning of a new trajectory that are not used.
    static final int DROPPED = 2;

    /// Those of the paper's benchmark.
    public static final ImportanceSettings DEFAULT =
            new ImportanceSettings(25, 50, 400, 5, 30, 10, 150, 32, 1e-3);

    public ImportanceSettings {
        positive("hidden", hidden);
        positive("window", window);
        positive("epochs", epochs);
        positive("rounds", rounds);
        positive("roundEpochs", roundEpochs);
        positive("trajectories", trajectories);
        positive("batch", batch);
        if (length - DROPPED <= window) {
            throw new LabException(
                    "trajectories of %d rows, of which %d are dropped, hold no window of %d and the row after it; make them longer"
                            .formatted(length, DROPPED, window));
        }
        if (!(rate > 0)) {
            throw new LabException("rate must be above 0, got " + rate);
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new LabException("%s must be at least 1, got %d".formatted(name, value));
        }
    }

    /// With another size and amount of training.
    public ImportanceSettings sized(
            int newHidden, int newEpochs, int newRounds, int newRoundEpochs) {
        return new ImportanceSettings(
                newHidden,
                window,
                newEpochs,
                newRounds,
                newRoundEpochs,
                trajectories,
                length,
                batch,
                rate);
    }
}
