package org.separatrix.analysis.invariants;

import org.separatrix.analysis.dimension.CorrelationDimension;
import org.separatrix.analysis.entropy.MultiscaleEntropy;
import org.separatrix.analysis.lyapunov.LyapunovSpectrum;
import org.separatrix.analysis.spectrum.DominantPeriod;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.Invariants;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The invariants of a system, with remarks on what to believe of them.
///
/// @param invariants every number with its standard error; a number that could not be had is
///   absent, and a remark says why
/// @param spectrum the Lyapunov spectrum they rest on, absent where chance drives the motion
/// @param remarks plain sentences for a reader
public record SystemAnalysis(
        Invariants invariants, Optional<LyapunovSpectrum> spectrum, List<String> remarks) {

    /// Exponents times period below which a system is not called chaotic.
    public static final double CHAOS = 0.02;

    private static final int COARSENING = 4;
    private static final int ENTROPY_POINTS = 2400;
    private static final int SCALES = 10;
    private static final int DIMENSION_POINTS = 10_000;
    private static final double SHARE = 0.001;

    public SystemAnalysis {
        remarks = List.copyOf(remarks);
    }

    /// Analyses a system of any kind.
    ///
    /// Systems with noise have no exponents here, and fields no correlation dimension: remarks say
    /// so.
    ///
    /// @throws org.separatrix.analysis.lyapunov.TangentFailureException if the trajectory cannot be
    ///   followed
    /// @throws org.separatrix.analysis.lyapunov.LyapunovCancelledException if the settings say so
    public static SystemAnalysis of(SystemDescription described, AnalysisSettings settings) {
        return switch (described.kind()) {
            case FLOW, MAP -> ofStates(described, settings);
            case DELAY -> ofDelay(described, settings);
            case PDE -> ofField(described, settings);
            case STOCHASTIC, JUMP -> ofChance(described, settings);
        };
    }

    private static SystemAnalysis ofStates(SystemDescription described, AnalysisSettings settings) {
        var remarks = new ArrayList<String>();
        var system = LongRun.settled(described, settings, remarks);
        boolean map = system.kind() == Kind.MAP;
        var spectrum =
                LyapunovSpectrum.of(
                        system, settings.lyapunov(map ? AnalysisSettings.STEPS_PER_PERIOD : 1));
        if (!map && system.period().isEmpty()) {
            remarks.add("no period is given: lengths count in time units");
        }
        var orbit = LongRun.of(system, settings);
        var seen = Observables.of(system).apply(orbit);
        Optional<Estimate> period =
                map ? Optional.empty() : attempt("period", remarks, () -> DominantPeriod.of(seen));
        int theiler =
                map
                        ? 10
                        : (int) (LongRun.POINTS_PER_PERIOD * Math.min(10, settings.periods() / 10));
        var points = thinned(seen, DIMENSION_POINTS);
        int window = theiler * points.size() / seen.size() + 1;
        var correlation =
                attempt(
                        "correlation dimension",
                        remarks,
                        () -> CorrelationDimension.takens(points, window, SHARE));
        var coarse = map ? seen : thinned(seen, seen.size() / COARSENING);
        var entropy =
                attempt(
                        "multiscale entropy",
                        remarks,
                        () ->
                                MultiscaleEntropy.sum(
                                        coarse.slice(0, Math.min(ENTROPY_POINTS, coarse.size())),
                                        SCALES));
        Remarks.add(system, spectrum, remarks);
        return new SystemAnalysis(
                new Invariants(
                        spectrum.exponents(),
                        Optional.of(spectrum.kaplanYorke()),
                        correlation,
                        Optional.of(spectrum.pesin()),
                        entropy,
                        period,
                        LongRun.means(orbit),
                        LongRun.deviations(orbit),
                        remarks),
                Optional.of(spectrum),
                remarks);
    }

    private static SystemAnalysis ofDelay(SystemDescription system, AnalysisSettings settings) {
        var remarks = new ArrayList<String>();
        var spectrum = LyapunovSpectrum.of(system, settings.leading(settings.periods()));
        var orbit = LongRun.ofDelay(system, settings);
        var embedded = LongRun.embedded(system, settings);
        int theiler = 10 * LongRun.POINTS_PER_PERIOD;
        var points = thinned(embedded, DIMENSION_POINTS);
        int window = theiler * points.size() / embedded.size() + 1;
        var correlation =
                attempt(
                        "correlation dimension",
                        remarks,
                        () -> CorrelationDimension.takens(points, window, SHARE));
        var coarse = thinned(orbit, orbit.size() / COARSENING);
        var entropy =
                attempt(
                        "multiscale entropy",
                        remarks,
                        () ->
                                MultiscaleEntropy.sum(
                                        coarse.slice(0, Math.min(ENTROPY_POINTS, coarse.size())),
                                        SCALES));
        var period = attempt("period", remarks, () -> DominantPeriod.of(orbit));
        Remarks.add(system, spectrum, remarks);
        return new SystemAnalysis(
                new Invariants(
                        spectrum.exponents(),
                        dimension(spectrum),
                        correlation,
                        Optional.of(spectrum.pesin()),
                        entropy,
                        period,
                        LongRun.means(orbit),
                        LongRun.deviations(orbit),
                        remarks),
                Optional.of(spectrum),
                remarks);
    }

    private static SystemAnalysis ofField(SystemDescription system, AnalysisSettings settings) {
        var remarks = new ArrayList<String>();
        double periods = Fields.affordablePeriods(system, settings);
        if (periods < settings.periods()) {
            remarks.add(
                    "a large system: its exponents are means over %.0f periods of %.4g"
                            .formatted(periods, Fields.unit(system)));
        }
        var spectrum = LyapunovSpectrum.of(system, settings.leading(periods));
        var fields = Fields.of(system, settings);
        Remarks.add(system, spectrum, remarks);
        remarks.add("mean and deviation are those of each field over space and time");
        return new SystemAnalysis(
                new Invariants(
                        spectrum.exponents(),
                        dimension(spectrum),
                        Optional.empty(),
                        Optional.of(spectrum.pesin()),
                        Optional.empty(),
                        Optional.empty(),
                        fields.means(),
                        fields.deviations(),
                        remarks),
                Optional.of(spectrum),
                remarks);
    }

    private static SystemAnalysis ofChance(SystemDescription system, AnalysisSettings settings) {
        var moments = Moments.of(system, settings);
        var remarks = new ArrayList<String>(moments.remarks());
        remarks.add("no exponents and no dimensions: the motion is driven by chance");
        return new SystemAnalysis(
                new Invariants(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        moments.means(),
                        moments.deviations(),
                        remarks),
                Optional.empty(),
                remarks);
    }

    /// The Kaplan–Yorke dimension, if the exponents that are known reach so far.
    private static Optional<Estimate> dimension(LyapunovSpectrum spectrum) {
        return spectrum.sum().value() < 0 ? Optional.of(spectrum.kaplanYorke()) : Optional.empty();
    }

    private static Optional<Estimate> attempt(
            String what, List<String> remarks, Supplier<Estimate> estimate) {
        try {
            var value = estimate.get();
            if (Double.isFinite(value.value())) {
                return Optional.of(value);
            }
            remarks.add("no %s: it came out as %s".formatted(what, value.value()));
        } catch (IllegalArgumentException e) {
            remarks.add("no %s: %s".formatted(what, e.getMessage()));
        }
        return Optional.empty();
    }

    /// Every few of the points, at most `most` of them.
    private static Trajectory thinned(Trajectory points, int most) {
        int every = Math.max(1, (points.size() + most - 1) / Math.max(1, most));
        int n = points.size() / every;
        int d = points.dimension();
        var times = new double[n];
        var states = new double[n * d];
        for (int i = 0; i < n; i++) {
            times[i] = points.time(i * every);
            for (int j = 0; j < d; j++) {
                states[i * d + j] = points.state(i * every, j);
            }
        }
        return new Trajectory(times, states, points.names());
    }
}
