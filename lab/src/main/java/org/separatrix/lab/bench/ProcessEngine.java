package org.separatrix.lab.bench;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Evaluates cells in Java machines of their own, as many as the run has threads.
///
/// Where threads of one process can only be asked to stop, and share a heap, a process can be
/// ended: the limits on time and memory hold whatever a model does, native code included, and one
/// that crashes takes no neighbour along. A process serves cells until one of them ends it.
public final class ProcessEngine implements Engine {

    /// Less does not hold a Java machine with libtorch.
    public static final int LEAST_MEMORY = 256;

    private final int memoryMiB;

    /// @param memoryMiB most resident memory of a cell's process in MiB, or 0 for no limit
    /// @throws LabException if the limit cannot hold the program itself
    public ProcessEngine(int memoryMiB) {
        if (memoryMiB != 0 && memoryMiB < LEAST_MEMORY) {
            throw new LabException(
                    "the memory of a cell must be at least %d MiB, got %d"
                            .formatted(LEAST_MEMORY, memoryMiB));
        }
        this.memoryMiB = memoryMiB;
    }

    @Override
    public List<CellResult> evaluate(
            List<Cell> cells, TaskSource source, CellStore store, Run run, Duration limit) {
        try (var evaluation = new Evaluation(cells, store, run)) {
            evaluateOpen(evaluation, source, run, limit);
            return evaluation.results();
        }
    }

    private void evaluateOpen(Evaluation evaluation, TaskSource source, Run run, Duration limit) {
        var open = new ConcurrentLinkedQueue<>(evaluation.open());
        int count = Math.min(run.threads(), open.size());
        try (var pool = Executors.newFixedThreadPool(Math.max(1, count))) {
            var workers = new ArrayList<Future<?>>();
            for (int i = 0; i < count; i++) {
                workers.add(
                        pool.submit(() -> {
                            serve(open, evaluation, source, run, limit);
                            return null;
                        }));
            }
            for (var worker : workers) {
                await(worker, open, pool);
            }
        }
    }

    private void serve(
            ConcurrentLinkedQueue<Cell> open,
            Evaluation evaluation,
            TaskSource source,
            Run run,
            Duration limit)
            throws InterruptedException {
        try (var process = new CellProcess(source, run.folder(), memoryMiB)) {
            for (var cell = open.poll(); cell != null; cell = open.poll()) {
                var result = process.evaluate(cell, limit, run.cancelled());
                if (run.cancelled().getAsBoolean()) {
                    return;
                }
                evaluation.accept(result);
            }
        }
    }

    private static void await(
            Future<?> worker, ConcurrentLinkedQueue<Cell> open, ExecutorService pool) {
        try {
            LocalEngine.await(worker);
        } catch (RuntimeException e) {
            // The others end with the cell they are at.
            open.clear();
            pool.shutdownNow();
            throw e;
        }
    }
}
