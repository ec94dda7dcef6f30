package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// The analysis of many systems, several at a time, each within a time limit.
///
/// Results come in the order of the systems and do not depend on the number of threads, except for
/// systems that the limit stops.
public final class CatalogAnalysis {

    private CatalogAnalysis() {}

    /// One system's result.
    ///
    /// @param name name of the system
    /// @param analysis its analysis, absent if it failed
    /// @param failure why it failed, absent if it did not
    public record Entry(String name, Optional<SystemAnalysis> analysis, Optional<String> failure) {}

    /// Hears of every system that is finished, from the threads that finish them.
    @FunctionalInterface
    public interface Progress {

        /// @param entry what was found
        /// @param done systems finished so far, this one included
        /// @param total systems in all
        void finished(Entry entry, int done, int total);
    }

    /// Names of all systems of the catalogue, in its order.
    public static List<String> names() {
        return Catalog.entries().values().stream().map(Catalog.Entry::name).toList();
    }

    /// Analyses systems.
    ///
    /// @param settings for each system, which is analysed by one thread; their `threads` is the
    ///   number of systems at a time
    /// @param limit longest time for one system
    /// @param nanoTime clock in nanoseconds, such as `System::nanoTime`
    public static List<Entry> of(
            List<SystemDescription> systems,
            AnalysisSettings settings,
            Duration limit,
            LongSupplier nanoTime,
            Progress progress) {
        var done = new AtomicInteger();
        var futures = new ArrayList<Future<Entry>>();
        try (var pool = Executors.newFixedThreadPool(settings.threads())) {
            for (var system : systems) {
                futures.add(
                        pool.submit(() -> {
                            var entry = entry(system, settings, limit, nanoTime);
                            progress.finished(entry, done.incrementAndGet(), systems.size());
                            return entry;
                        }));
            }
        }
        var entries = new ArrayList<Entry>();
        for (var future : futures) {
            entries.add(result(future));
        }
        return entries;
    }

    private static Entry entry(
            SystemDescription system,
            AnalysisSettings settings,
            Duration limit,
            LongSupplier nanoTime) {
        long end = nanoTime.getAsLong() + limit.toNanos();
        var limited =
                settings.withThreads(1)
                        .withCancelled(() ->
                                settings.cancelled().getAsBoolean()
                                        || nanoTime.getAsLong() - end > 0);
        try {
            return new Entry(
                    system.name(),
                    Optional.of(SystemAnalysis.of(system, limited)),
                    Optional.empty());
        } catch (RuntimeException e) {
            // One system that cannot be analysed must not lose the others.
            return new Entry(
                    system.name(),
                    Optional.empty(),
                    Optional.of(
                            nanoTime.getAsLong() - end > 0
                                    ? "took longer than %d s".formatted(limit.toSeconds())
                                    : String.valueOf(e.getMessage())));
        }
    }

    private static Entry result(Future<Entry> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
