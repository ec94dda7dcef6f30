package org.separatrix.lab.bench;

import org.separatrix.lab.LabException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Turns what goes wrong in a cell into its result, wherever the cell is evaluated: an exception, a
/// full heap, too much time.
public final class CellGuard {

    /// What an interrupted task is given to end.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private CellGuard() {}

    /// The result of one cell; failed if the task throws, or takes longer than `limit`.
    ///
    /// @param limit of the cell, or zero for none
    public static CellResult evaluate(LocalEngine.Task task, Cell cell, Duration limit) {
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

    private static CellResult guarded(LocalEngine.Task task, Cell cell) {
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
        } catch (OutOfMemoryError _) {
            return new CellResult(
                    cell, Map.of(), (System.nanoTime() - start) / 1e9, "{}", outOfMemory());
        }
    }

    private static String outOfMemory() {
        return "ran out of memory: all cells at work share a heap of %d MiB; work on fewer at a time, or give Java more (JDK_JAVA_OPTIONS=-Xmx...)"
                .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
}
