package org.separatrix.lab.bench;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Evaluates cells in this process, several at a time.
///
/// Cells in the store are not evaluated again. Every cell is stored when it finishes, so that a
/// killed run loses only what it was working on. Results come back in the order of the cells,
/// whatever order they finished in; a cell's result may depend on the cell alone.
public final class LocalEngine {

    /// What an interrupted task is given to end.
    private static final Duration GRACE = Duration.ofSeconds(2);

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
        Map<String, CellResult> known = store.all();
        var open = cells.stream().filter(c -> !known.containsKey(c.key())).toList();
        var done = new AtomicInteger(cells.size() - open.size());
        if (done.get() > 0) {
            run.progress().update(done.get(), cells.size(), "already done, resumed");
        }
        var results = new java.util.concurrent.ConcurrentHashMap<>(known);
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            var futures = new ArrayList<Future<?>>();
            for (var cell : open) {
                futures.add(
                        pool.submit(() -> {
                            if (run.cancelled().getAsBoolean()) {
                                return;
                            }
                            var result = limited(task, cell, limit);
                            store.put(result);
                            results.put(cell.key(), result);
                            run.progress()
                                    .update(
                                            done.incrementAndGet(),
                                            cells.size(),
                                            cell.system() + " · " + cell.model());
                        }));
            }
            for (var future : futures) {
                await(future);
            }
        }
        run.check();
        return cells.stream()
                .map(c -> java.util.Objects.requireNonNull(results.get(c.key())))
                .toList();
    }

    private static void await(Future<?> future) {
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

    private static CellResult limited(Task task, Cell cell, Duration limit) {
        if (limit.isZero()) {
            return guarded(task, cell);
        }
        var work = new FutureTask<CellResult>(() -> guarded(task, cell));
        // A daemon: a task that cannot be interrupted must not keep the process alive.
        var thread = Thread.ofPlatform().daemon().name("cell " + cell.key()).start(work);
        try {
            return work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            work.cancel(true);
            return tooSlow(cell, limit, stops(thread));
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; finished cells are kept");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static boolean stops(Thread thread) {
        try {
            return thread.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static CellResult tooSlow(Cell cell, Duration limit, boolean stopped) {
        double seconds = limit.toNanos() / 1e9;
        String plain = BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
        String reason = "took longer than the limit of %s s".formatted(plain);
        return new CellResult(
                cell,
                Map.of(),
                seconds,
                "{}",
                stopped ? reason : reason + "; it could not be interrupted and went on beside");
    }

    private static CellResult guarded(Task task, Cell cell) {
        long start = System.nanoTime();
        try {
            return task.evaluate(cell);
        } catch (LabException | ArithmeticException | IllegalArgumentException e) {
            // The model cannot do this system; that is a result, and the others go on.
            return new CellResult(
                    cell,
                    Map.of(),
                    (System.nanoTime() - start) / 1e9,
                    "{}",
                    String.valueOf(e.getMessage()));
        }
    }
}
