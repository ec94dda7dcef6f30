package org.separatrix.learn.training;

/// Hears how a training goes, and may end it.
public interface Watch {

    /// Hears nothing.
    Watch NOBODY = (_, _, _) -> true;

    /// Called every [TrainingSettings#reportEvery] steps.
    ///
    /// @param done steps finished
    /// @param total steps planned
    /// @param loss of the last step
    /// @return false to stop; a checkpoint is written first
    boolean update(long done, long total, double loss);
}
