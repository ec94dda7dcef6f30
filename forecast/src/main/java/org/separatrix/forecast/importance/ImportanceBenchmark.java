package org.separatrix.forecast.importance;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.forecast.importance.ImportanceCell.Result;
import org.separatrix.forecast.importance.ImportanceSampler.Sampling;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Compares importance sampling with its controls on systems and seeds; every cell is stored as it
/// finishes. The ways to train are timed one after the other on the same thread.
public final class ImportanceBenchmark {

    private static final int POINTS_PER_PERIOD = 100;
    private static final int GIVEN = 1000;
    private static final int HORIZON = 200;

    /// The first coordinate, as in the paper's univariate data.
    private static final List<Integer> FIRST = List.of(0);

    private final List<ImportanceCell> cells;

    private ImportanceBenchmark(List<ImportanceCell> cells) {
        this.cells = cells;
    }

    /// Trains everything that the run's folder does not have yet.
    ///
    /// @throws CancellationException if the run is cancelled; finished cells are kept
    public static ImportanceBenchmark run(ImportancePlan plan, Run run) {
        var asked = "%s seed=%d".formatted(plan.settings(), run.seed());
        var parts =
                FinishedParts.in(run.folder().resolve("importance"), asked, ImportanceCell.class);
        int total = plan.systems().size() * plan.seeds();
        var done = new AtomicInteger();
        var futures = new ArrayList<Future<ImportanceCell>>();
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            for (String system : plan.systems()) {
                for (int seed = 0; seed < plan.seeds(); seed++) {
                    int repeat = seed;
                    futures.add(
                            pool.submit(() -> {
                                String name = system + "-" + repeat;
                                var kept = parts.find(name);
                                if (kept.isEmpty()) {
                                    run.check();
                                }
                                var cell =
                                        kept.orElseGet(
                                                () -> cell(system, repeat, plan.settings(), run));
                                if (kept.isEmpty()) {
                                    parts.put(name, cell);
                                }
                                run.progress()
                                        .update(
                                                done.incrementAndGet(),
                                                total,
                                                "importance sampling of %s, seed %d%s"
                                                        .formatted(
                                                                system,
                                                                repeat,
                                                                kept.isEmpty() ? "" : ", resumed"));
                                return cell;
                            }));
                }
            }
        }
        run.check();
        return new ImportanceBenchmark(futures.stream().map(ImportanceBenchmark::await).toList());
    }

    private static ImportanceCell await(Future<ImportanceCell> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ImportanceCell cell(
            String system, int seed, ImportanceSettings settings, Run run) {
        var seeds = run.seeds().child("importance " + system + " " + seed);
        var reference =
                Reference.of(
                        Catalog.system(system),
                        POINTS_PER_PERIOD,
                        GIVEN,
                        HORIZON,
                        seeds.of("reference"));
        var sampler = new ImportanceSampler(reference, FIRST, settings);
        var results = new ArrayList<Result>();
        for (var sampling : Sampling.values()) {
            results.add(
                    Result.of(
                            sampling,
                            sampler.train(sampling, seeds.child("training"), run.cancelled())));
        }
        return new ImportanceCell(system, seed, results);
    }

    /// What the paper and the method's card say, put to the test.
    public List<Claim> claims() {
        return new ImportanceReport(cells).claims();
    }

    /// Tables and pictures.
    public List<Block> blocks() {
        return new ImportanceReport(cells).blocks();
    }
}
