package org.separatrix.forecast.dysts;

import org.separatrix.analysis.lyapunov.LyapunovSettings;
import org.separatrix.analysis.lyapunov.LyapunovSpectrum;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// Integrates every flow of the paper's catalogue and measures its Lyapunov spectrum.
final class Survey {

    private static final int PERIODS = 12;
    private static final int POINTS = 100;
    private static final double TRANSIENT = 50;

    /// Transient chaos may last hundreds of periods: what is said of the long run is measured after
    /// this.
    private static final double LONG_TRANSIENT = 2000;

    private Survey() {}

    /// The flows that the paper's catalogue has.
    static List<SystemDescription> flows() {
        return Catalog.names(SystemDescription.Kind.FLOW).stream()
                .map(Catalog::system)
                .filter(s -> s.publishedSource().equals("dysts"))
                .toList();
    }

    /// What is kept of a measured system.
    private record Kept(Optional<LyapunovSpectrum> spectrum, double bounded, String failure) {

        Measured of(SystemDescription system) {
            return new Measured(system, spectrum, bounded, failure);
        }
    }

    /// Measures the systems, several at a time; those that the run's folder has already are not
    /// measured again.
    ///
    /// @param total of the progress
    /// @throws java.util.concurrent.CancellationException if the run is cancelled; what is measured
    ///   is kept
    static List<Measured> of(
            List<SystemDescription> systems, DystsConfig config, Run run, int total) {
        var asked =
                "periods=%d limitSeconds=%d seed=%d"
                        .formatted(config.periods(), config.limitSeconds(), run.seed());
        var parts = FinishedParts.in(run.folder().resolve("survey"), asked, Kept.class);
        var done = new AtomicInteger();
        var futures = new ArrayList<Future<Measured>>();
        try (var pool = Executors.newFixedThreadPool(run.threads())) {
            for (var system : systems) {
                futures.add(
                        pool.submit(() -> {
                            var kept = parts.find(system.name());
                            if (kept.isEmpty()) {
                                run.check();
                            }
                            var measured =
                                    kept.map(k -> k.of(system))
                                            .orElseGet(() -> measured(system, config, run, parts));
                            run.progress()
                                    .update(
                                            done.incrementAndGet(),
                                            total,
                                            system.name() + (kept.isEmpty() ? "" : ", resumed"));
                            return measured;
                        }));
            }
        }
        run.check();
        var results = new ArrayList<Measured>();
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.util.concurrent.CancellationException("interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LabException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }

    private static Measured measured(
            SystemDescription system, DystsConfig config, Run run, FinishedParts<Kept> parts) {
        var measured = measure(system, config, run);
        // A measurement that was cancelled is not finished.
        run.check();
        parts.put(
                system.name(),
                new Kept(measured.spectrum(), measured.bounded(), measured.failure()));
        return measured;
    }

    private static Measured measure(SystemDescription system, DystsConfig config, Run run) {
        long end = System.nanoTime() + config.limitSeconds() * 1_000_000_000L;
        double bounded = Double.NaN;
        try {
            bounded = excursion(system);
            var settings =
                    LyapunovSettings.DEFAULT
                            .withPeriods(
                                    config.periods(),
                                    Literature.REGULAR.contains(system.name())
                                            ? LONG_TRANSIENT
                                            : TRANSIENT)
                            .withTolerance(1e-5)
                            .withSeed(run.seed())
                            .withCancelled(() ->
                                    run.cancelled().getAsBoolean() || System.nanoTime() - end > 0);
            return new Measured(
                    system, Optional.of(LyapunovSpectrum.of(system, settings)), bounded, "");
        } catch (RuntimeException e) {
            // One system that fails is a finding, and must not lose the others.
            return new Measured(system, Optional.empty(), bounded, String.valueOf(e.getMessage()));
        }
    }

    /// Largest distance from the mean over 12 periods from the listed start, in standard
    /// deviations.
    private static double excursion(SystemDescription system) {
        double period = system.period().orElseThrow();
        var times = new double[PERIODS * POINTS];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * period / POINTS;
        }
        var orbit =
                Integrators.named("auto")
                        .tolerance(1e-9, 1e-9)
                        .solve(system.flow(), system.initial(), times);
        var bounded = Observables.of(system).apply(orbit);
        double worst = 0;
        for (int j = 0; j < bounded.dimension(); j++) {
            double[] x = bounded.column(j);
            double mean = 0;
            for (double v : x) {
                mean += v / x.length;
            }
            double square = 0;
            for (double v : x) {
                square += (v - mean) * (v - mean) / x.length;
            }
            for (double v : x) {
                worst = Math.max(worst, square > 0 ? Math.abs(v - mean) / Math.sqrt(square) : 0);
            }
        }
        return worst;
    }

    /// Whether the divergence of a flow is the same everywhere.
    static boolean hasConstantDivergence(SystemDescription system, RandomGenerator random) {
        var flow = system.flow();
        int d = flow.dimension();
        var jacobian = new double[d * d];
        double first = Double.NaN;
        for (int k = 0; k < 12; k++) {
            var x = new double[d];
            for (int j = 0; j < d; j++) {
                double scale = Math.max(0.3, Math.abs(system.initial()[j]));
                // Both signs, so that what is only piecewise constant is not taken for constant.
                x[j] = 3 * scale * (2 * random.nextDouble() - 1);
            }
            flow.jacobian(random.nextDouble(), x, jacobian);
            double trace = 0;
            double size = 0;
            for (int j = 0; j < d; j++) {
                trace += jacobian[j * d + j];
                size += Math.abs(jacobian[j * d + j]);
            }
            if (k > 0
                    && Double.isFinite(trace)
                    && !(Math.abs(trace - first) <= 1e-9 * (1 + size))) {
                return false;
            }
            first = Double.isNaN(first) ? trace : first;
        }
        return true;
    }
}
