package org.separatrix.lab.bench;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The books of one evaluation, the same for every engine: which cells are still open, results as
/// they come, and all of them in the order of the cells.
///
/// A thread of its own stores results, those that wait together in one transaction: to commit costs
/// milliseconds, whatever is in it. Methods may be called from several threads. Closing stores what
/// is left.
public final class Evaluation implements AutoCloseable {

    private static final int WAITING = 1000;
    private static final long POLL_MILLIS = 20;

    private final List<Cell> cells;
    private final CellStore store;
    private final Run run;
    private final Map<String, CellResult> results;
    private final List<Cell> open;
    private final BlockingQueue<CellResult> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread writer;
    private volatile boolean ended;
    private volatile @Nullable RuntimeException trouble;
    private int done;

    /// Begins with what the store holds; cells in it are not evaluated again.
    public Evaluation(List<Cell> cells, CellStore store, Run run) {
        this.cells = List.copyOf(cells);
        this.store = store;
        this.run = run;
        this.results = new ConcurrentHashMap<>(store.all());
        this.open = cells.stream().filter(c -> !results.containsKey(c.key())).toList();
        this.done = cells.size() - open.size();
        if (done > 0) {
            run.progress().update(done, cells.size(), "already done, resumed");
        }
        writer = Thread.ofPlatform().daemon().name("results").start(this::write);
    }

    /// Cells without a stored result, in order.
    public List<Cell> open() {
        return open;
    }

    /// Takes a result; it counts as done when it is stored, within milliseconds.
    ///
    /// @throws org.separatrix.lab.StorageException if an earlier one could not be stored
    public void accept(CellResult result) {
        try {
            while (!waiting.offer(result, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                requireStored();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; finished cells are kept");
        }
        requireStored();
    }

    private void write() {
        var together = new ArrayList<CellResult>();
        try {
            while (!(ended && waiting.isEmpty())) {
                var first = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                together.add(first);
                waiting.drainTo(together);
                store.putAll(together);
                for (var result : together) {
                    var cell = result.cell();
                    results.put(cell.key(), result);
                    done++;
                    run.progress().update(done, cells.size(), cell.system() + " · " + cell.model());
                }
                together.clear();
            }
        } catch (RuntimeException e) {
            trouble = e;
        } catch (InterruptedException e) {
            trouble = new CancellationException("interrupted; stored cells are kept");
        }
    }

    private void requireStored() {
        var e = trouble;
        if (e != null) {
            throw e;
        }
    }

    /// Results of all cells in their order, when the engine has ended.
    ///
    /// @throws CancellationException if the run was cancelled; finished cells stay in the store
    public List<CellResult> results() {
        close();
        requireStored();
        run.check();
        return cells.stream().map(c -> Objects.requireNonNull(results.get(c.key()))).toList();
    }

    /// Stores what waits, and ends; what could not be stored was said by the other methods.
    @Override
    public void close() {
        ended = true;
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException _) {
                // Results are worth the wait.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
