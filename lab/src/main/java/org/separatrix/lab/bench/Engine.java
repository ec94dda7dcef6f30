package org.separatrix.lab.bench;

import org.separatrix.lab.Run;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Evaluates the cells of a benchmark somewhere: the result of a cell depends on the cell alone, so
/// that every engine gives the same results bit for bit.
public interface Engine {

    /// What is sent to where cells are evaluated: a description, from which the task is made there,
    /// once a process. It holds settings and data, never models.
    @FunctionalInterface
    interface TaskSource extends Serializable {

        /// Makes the task.
        LocalEngine.Task task();
    }

    /// Results of all cells in their order, stored ones included; each is stored when it finishes.
    ///
    /// @param limit of one cell, or zero for none; a cell that takes longer fails
    /// @throws CancellationException if the run is cancelled; finished cells stay in the store
    List<CellResult> evaluate(
            List<Cell> cells, TaskSource source, CellStore store, Run run, Duration limit);
}
