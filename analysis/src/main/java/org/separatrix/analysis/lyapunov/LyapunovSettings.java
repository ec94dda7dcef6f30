package org.separatrix.analysis.lyapunov;

import java.util.function.BooleanSupplier;

/// Settings of the estimate of a Lyapunov spectrum.
///
/// @param periods length of each run after the transient, in periods of the system; in steps for a
///   map
/// @param transients periods, or steps of a map, that each run discards first, while the tangent
///   frame turns into its place
/// @param starts number of runs, from starts that differ by a millionth
/// @param exponents number of exponents, counted from the largest; 0 means all
/// @param tolerance local error of one step, relative to the size of the states and to the length
///   of each tangent vector
/// @param interval steps between two orthonormalisations of the frame
/// @param seed root seed of the starts and of the first frames
/// @param threads most threads that share the runs
/// @param cancelled asked now and then whether to stop
public record LyapunovSettings(
        double periods,
        double transients,
        int starts,
        int exponents,
        double tolerance,
        int interval,
        long seed,
        int threads,
        BooleanSupplier cancelled) {

    /// 300 periods after 50 periods of transient, from one start, all exponents.
    public static final LyapunovSettings DEFAULT =
            new LyapunovSettings(300, 50, 1, 0, 1e-5, 1, 0, 1, () -> false);

    public LyapunovSettings {
        positive("periods", periods);
        if (!(transients >= 0)) {
            throw new IllegalArgumentException(
                    "transients must not be negative, got " + transients);
        }
        atLeastOne("starts", starts);
        if (exponents < 0) {
            throw new IllegalArgumentException(
                    "exponents must be positive, or 0 for all, got " + exponents);
        }
        if (!(tolerance > 0) || tolerance > 0.1) {
            throw new IllegalArgumentException("tolerance must lie in (0, 0.1], got " + tolerance);
        }
        atLeastOne("interval", interval);
        atLeastOne("threads", threads);
    }

    /// The same with runs of another length and another transient.
    public LyapunovSettings withPeriods(double length, double discarded) {
        return new LyapunovSettings(
                length, discarded, starts, exponents, tolerance, interval, seed, threads,
                cancelled);
    }

    /// The same with another number of runs.
    public LyapunovSettings withStarts(int number) {
        return new LyapunovSettings(
                periods,
                transients,
                number,
                exponents,
                tolerance,
                interval,
                seed,
                threads,
                cancelled);
    }

    /// The same for the largest `number` exponents only.
    public LyapunovSettings withExponents(int number) {
        return new LyapunovSettings(
                periods, transients, starts, number, tolerance, interval, seed, threads, cancelled);
    }

    /// The same with another tolerance.
    public LyapunovSettings withTolerance(double relative) {
        return new LyapunovSettings(
                periods,
                transients,
                starts,
                exponents,
                relative,
                interval,
                seed,
                threads,
                cancelled);
    }

    /// The same with another seed.
    public LyapunovSettings withSeed(long root) {
        return new LyapunovSettings(
                periods,
                transients,
                starts,
                exponents,
                tolerance,
                interval,
                root,
                threads,
                cancelled);
    }

    /// The same on another number of threads.
    public LyapunovSettings withThreads(int number) {
        return new LyapunovSettings(
                periods,
                transients,
                starts,
                exponents,
                tolerance,
                interval,
                seed,
                number,
                cancelled);
    }

    /// The same, stopping soon after `stop` answers true.
    public LyapunovSettings withCancelled(BooleanSupplier stop) {
        return new LyapunovSettings(
                periods, transients, starts, exponents, tolerance, interval, seed, threads, stop);
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
