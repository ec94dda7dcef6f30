package org.separatrix.analysis.invariants;

import org.separatrix.analysis.lyapunov.LyapunovSettings;

import java.util.function.BooleanSupplier;

/// Settings of the analysis of a system.
///
/// @param periods length of the runs, in periods of a flow; a map takes [#STEPS_PER_PERIOD] steps
///   for each
/// @param transients periods that the trajectory alone runs first, long enough for chaotic
///   transients to end; [#FRAME_TRANSIENTS] more turn the tangent frame into its place
/// @param starts runs for the exponents, from starts that differ by a millionth
/// @param tolerance local error of one step of the tangent dynamics
/// @param seed root seed
/// @param threads most threads that share the runs
/// @param cancelled asked now and then whether to stop
public record AnalysisSettings(
        double periods,
        double transients,
        int starts,
        double tolerance,
        long seed,
        int threads,
        BooleanSupplier cancelled) {

    /// Steps of a map that stand for one period of a flow.
    public static final int STEPS_PER_PERIOD = 100;

    /// Periods in which the tangent frame turns into its place.
    public static final int FRAME_TRANSIENTS = 20;

    /// 300 periods after 2,000 periods of transient, from one start.
    public static final AnalysisSettings DEFAULT =
            new AnalysisSettings(300, 2000, 1, 1e-5, 0, 1, () -> false);

    public AnalysisSettings {
        if (!(periods >= 40) || periods > 1e6) {
            throw new IllegalArgumentException("periods must lie in [40, 1e6], got " + periods);
        }
        if (!(transients >= 0) || transients > 1e6) {
            throw new IllegalArgumentException(
                    "transients must lie in [0, 1e6], got " + transients);
        }
    }

    /// The same with runs of another length and another transient.
    public AnalysisSettings withPeriods(double length, double discarded) {
        return new AnalysisSettings(length, discarded, starts, tolerance, seed, threads, cancelled);
    }

    /// The same with another number of runs.
    public AnalysisSettings withStarts(int number) {
        return new AnalysisSettings(
                periods, transients, number, tolerance, seed, threads, cancelled);
    }

    /// The same with another seed.
    public AnalysisSettings withSeed(long root) {
        return new AnalysisSettings(
                periods, transients, starts, tolerance, root, threads, cancelled);
    }

    /// The same on another number of threads.
    public AnalysisSettings withThreads(int number) {
        return new AnalysisSettings(
                periods, transients, starts, tolerance, seed, number, cancelled);
    }

    /// The same, stopping soon after `stop` answers true.
    public AnalysisSettings withCancelled(BooleanSupplier stop) {
        return new AnalysisSettings(periods, transients, starts, tolerance, seed, threads, stop);
    }

    /// The leading exponents of a system of infinite dimension, which has no separate transient.
    LyapunovSettings leading(double length) {
        return new LyapunovSettings(
                length, length / 3, starts, 0, tolerance, 1, seed, threads, cancelled);
    }

    LyapunovSettings lyapunov(double unitsPerPeriod) {
        return new LyapunovSettings(
                periods * unitsPerPeriod,
                FRAME_TRANSIENTS * unitsPerPeriod,
                starts,
                0,
                tolerance,
                1,
                seed,
                threads,
                cancelled);
    }
}
