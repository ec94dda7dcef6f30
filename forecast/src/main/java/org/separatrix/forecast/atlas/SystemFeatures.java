package org.separatrix.forecast.atlas;

import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.sampling.Samples;
import org.separatrix.dynamics.sampling.Sampling;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Features of the windows of one system's first coordinate.
///
/// @param system name
/// @param features `[window][feature]`; empty if the system failed
/// @param failure why, or empty
record SystemFeatures(String system, double[][] features, String failure) {

    private static final double TOLERANCE = 1e-8;

    /// Points passed over at the start.
    private static final int TRANSIENT = 1000;

    /// Longest time for the integration of one system, seconds.
    private static final int LIMIT = 60;

    /// The flows of the paper's catalogue that have a period.
    static List<SystemDescription> systems() {
        return Catalog.names(SystemDescription.Kind.FLOW).stream()
                .map(Catalog::system)
                .filter(s -> s.publishedSource().equals("dysts") && s.period().isPresent())
                .toList();
    }

    /// Measures systems, several at a time; what the run's folder has already is not measured
    /// again.
    ///
    /// @throws CancellationException if the run is cancelled; finished systems are kept
    static List<SystemFeatures> of(List<SystemDescription> systems, Windows windows, Run run) {
        var parts = parts(windows, run);
        var done = new AtomicInteger();
        var futures = new ArrayList<Future<SystemFeatures>>();
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            for (var system : systems) {
                futures.add(
                        pool.submit(() -> {
                            var kept = parts.find(system.name());
                            if (kept.isEmpty()) {
                                run.check();
                                kept = java.util.Optional.of(measure(system, windows, run));
                                run.check();
                                parts.put(system.name(), kept.get());
                            }
                            run.progress()
                                    .update(
                                            done.incrementAndGet(),
                                            systems.size(),
                                            "features of " + system.name());
                            return kept.get();
                        }));
            }
        }
        run.check();
        var results = new ArrayList<SystemFeatures>();
        for (var future : futures) {
            try {
                results.add(future.get());
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
        return results;
    }

    private static FinishedParts<SystemFeatures> parts(Windows windows, Run run) {
        return FinishedParts.in(
                run.folder().resolve("atlas"),
                "%s features=%d".formatted(windows, SeriesFeatures.count()),
                SystemFeatures.class);
    }

    /// Removes what was kept of a measurement that is no longer needed.
    static void forget(Windows windows, Run run) {
        parts(windows, run).clear();
    }

    /// One long trajectory, standardised as a whole and cut.
    static SystemFeatures measure(SystemDescription system, Windows windows, Run run) {
        long end = System.nanoTime() + LIMIT * 1_000_000_000L;
        var sampling =
                new Sampling(
                        TRANSIENT + windows.count() * windows.points(),
                        windows.density(),
                        true,
                        Sampling.Timescale.FOURIER,
                        false,
                        0,
                        1,
                        "auto",
                        TOLERANCE,
                        TOLERANCE,
                        0,
                        true,
                        true);
        var samples =
                Samples.of(
                        system,
                        sampling,
                        () -> run.cancelled().getAsBoolean() || System.nanoTime() - end > 0);
        if (samples.trajectories().isEmpty()) {
            return new SystemFeatures(
                    system.name(), new double[0][], samples.failures().getFirst());
        }
        double[] all = samples.trajectories().getFirst().column(0);
        return new SystemFeatures(
                system.name(),
                windows(Arrays.copyOfRange(all, TRANSIENT, all.length), windows.points()),
                "");
    }

    /// Features of a series cut into windows; its level and scale are taken out first, as those of
    /// different systems have nothing to do with each other.
    static double[][] windows(double[] series, int points) {
        double[] x = SeriesFeatures.bridged(series);
        double mean = Arrays.stream(x).average().orElse(0);
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = Math.sqrt(squares / x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] = deviation > 0 ? (x[i] - mean) / deviation : 0;
        }
        var features = new double[x.length / points][];
        for (int w = 0; w < features.length; w++) {
            features[w] = SeriesFeatures.of(Arrays.copyOfRange(x, w * points, (w + 1) * points));
        }
        return features;
    }
}
