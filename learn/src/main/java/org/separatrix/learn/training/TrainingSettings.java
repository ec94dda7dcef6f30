package org.separatrix.learn.training;

import org.separatrix.learn.LearnException;

/// How long and how carefully to train.
///
/// @param steps updates in all, at least 1
/// @param clip largest norm of the gradient; infinite for none
/// @param average memory of the moving average of the weights in `[0, 1)`; 0 for none
/// @param validateEvery steps between validations; 0 for none
/// @param patience validations without improvement after which training stops; 0 for never
/// @param checkpointEvery steps between checkpoints; 0 for none but the last
/// @param reportEvery steps between reports of progress and entries of the history
/// @param seed root of all random choices
public record TrainingSettings(
        long steps,
        double clip,
        double average,
        long validateEvery,
        int patience,
        long checkpointEvery,
        long reportEvery,
        long seed) {

    public TrainingSettings {
        require(steps >= 1, "steps must be at least 1", steps);
        require(clip > 0, "clip must be above 0", clip);
        require(average >= 0 && average < 1, "average must lie in [0, 1)", average);
        require(validateEvery >= 0, "validateEvery must not be negative", validateEvery);
        require(patience >= 0, "patience must not be negative", patience);
        require(checkpointEvery >= 0, "checkpointEvery must not be negative", checkpointEvery);
        require(reportEvery >= 1, "reportEvery must be at least 1", reportEvery);
    }

    /// So many plain steps.
    public static TrainingSettings of(long steps, long seed) {
        return new TrainingSettings(
                steps, Double.POSITIVE_INFINITY, 0, 0, 0, 0, Math.max(1, steps / 100), seed);
    }

    /// With the gradient's norm held below `norm`.
    public TrainingSettings clippedAt(double norm) {
        return new TrainingSettings(
                steps, norm, average, validateEvery, patience, checkpointEvery, reportEvery, seed);
    }

    /// With a moving average of the weights.
    public TrainingSettings averaged(double memory) {
        return new TrainingSettings(
                steps, clip, memory, validateEvery, patience, checkpointEvery, reportEvery, seed);
    }

    /// Stops after `patience` validations, `every` steps apart, without a better one, and goes back
    /// to the best weights.
    public TrainingSettings stoppingEarly(long every, int validations) {
        return new TrainingSettings(
                steps, clip, average, every, validations, checkpointEvery, reportEvery, seed);
    }

    /// With a checkpoint every so many steps.
    public TrainingSettings savedEvery(long every) {
        return new TrainingSettings(
                steps, clip, average, validateEvery, patience, every, reportEvery, seed);
    }

    /// With reports every so many steps.
    public TrainingSettings reportedEvery(long every) {
        return new TrainingSettings(
                steps, clip, average, validateEvery, patience, checkpointEvery, every, seed);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new LearnException(rule + ", got " + value);
        }
    }
}
