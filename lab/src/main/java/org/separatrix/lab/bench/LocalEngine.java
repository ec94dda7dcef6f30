package org.separatrix.lab.bench;

import org.separatrix.lab.Run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Evaluates cells in this process, several at a time.
///
/// Cells in the store are not evaluated again. Every cell is stored when it finishes, so that a
/// killed run loses only what it was working on. Results come back in the order of the cells,
/// whatever order they finished in; a cell's result may depend on the cell alone.
public final class LocalEngine {

    private LocalEngine() {}

    /// Evaluates one cell.
    public interface Task {

        /// The result; an exception becomes a failed cell.
        CellResult evaluate(Cell cell);
    }

    /// Results of all cells, stored ones included.
    ///
    /// @throws CancellationException if the run is cancelled; finished cells stay in the store
    public static List<CellResult> evaluate(List<Cell> cells, Task task, CellStore store, Run run) {
        return evaluate(cells, task, store, run, Duration.ZERO);
    }

    /// Results of all cells, stored ones included; a cell that takes longer than `limit` fails.
    ///
    /// Its thread is interrupted. Java cannot end a thread by force: a task that does not look at
    /// its interruption, or is inside a native call, goes on beside the next cells until it returns
    /// or the process ends. The cell's failure says so, and its late result is dropped.
    ///
    /// @param limit of one cell, or zero for none
    /// @throws CancellationException if the run is cancelled; finished cells stay in the store
    public static List<CellResult> evaluate(
            List<Cell> cells, Task task, CellStore store, Run run, Duration limit) {
        try (var evaluation = new Evaluation(cells, store, run)) {
            evaluateOpen(evaluation, task, run, limit);
            return evaluation.results();
        }
    }

    private static void evaluateOpen(Evaluation evaluation, Task task, Run run, Duration limit) {
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            var futures = new ArrayList<Future<?>>();
            for (var cell : evaluation.open()) {
                futures.add(
                        pool.submit(() -> {
                            if (!run.cancelled().getAsBoolean()) {
                                evaluation.accept(CellGuard.evaluate(task, cell, limit));
                            }
                        }));
            }
            for (var future : futures) {
                await(future);
            }
        }
    }

    static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; finished cells are kept");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
