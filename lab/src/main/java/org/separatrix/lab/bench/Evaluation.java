package org.separatrix.lab.bench;

import org.separatrix.lab.Run;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The books of one evaluation, the same for every engine: which cells are still open, results as
/// they come, and all of them in the order of the cells.
///
/// Methods may be called from several threads.
public final class Evaluation {

    private final List<Cell> cells;
    private final CellStore store;
    private final Run run;
    private final Map<String, CellResult> results;
    private final AtomicInteger done;
    private final List<Cell> open;

    /// Begins with what the store holds; cells in it are not evaluated again.
    public Evaluation(List<Cell> cells, CellStore store, Run run) {
        this.cells = List.copyOf(cells);
        this.store = store;
        this.run = run;
        this.results = new ConcurrentHashMap<>(store.all());
        this.open = cells.stream().filter(c -> !results.containsKey(c.key())).toList();
        this.done = new AtomicInteger(cells.size() - open.size());
        if (done.get() > 0) {
            run.progress().update(done.get(), cells.size(), "already done, resumed");
        }
    }

    /// Cells without a stored result, in order.
    public List<Cell> open() {
        return open;
    }

    /// Stores a result before it counts as done.
    public void accept(CellResult result) {
        var cell = result.cell();
        store.put(result);
        results.put(cell.key(), result);
        run.progress()
                .update(done.incrementAndGet(), cells.size(), cell.system() + " · " + cell.model());
    }

    /// Results of all cells in their order, when the engine has ended.
    ///
    /// @throws CancellationException if the run was cancelled; finished cells stay in the store
    public List<CellResult> results() {
        run.check();
        return cells.stream().map(c -> Objects.requireNonNull(results.get(c.key()))).toList();
    }
}
