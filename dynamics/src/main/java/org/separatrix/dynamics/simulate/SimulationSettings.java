package org.separatrix.dynamics.simulate;

import java.util.List;
import java.util.function.BooleanSupplier;

/// How to simulate, for every kind of system; zero and empty mean automatic.
///
/// @param points number of output states, the first included; 0 follows from `duration`, or is 1000
/// @param duration time from the first output to the last (steps of a map); 0 follows from `points`
/// @param every time between outputs; 0 is the period over `pointsPerPeriod` where the system has a
///   period, otherwise its step (for reactions: its recommended end over the points)
/// @param pointsPerPeriod outputs in a period of the system
/// @param transientTime time simulated before the first output (steps of a map)
/// @param step step of methods with a fixed one; 0 is the system's
/// @param method name of the method; empty is the best for the kind
/// @param rtol relative tolerance of adaptive methods
/// @param atol absolute tolerance of adaptive methods, in units of the states
/// @param noise strength of noise added to a flow, in units of a state over the root of time
/// @param seed of everything random
/// @param starts starts instead of the system's own; empty for that
/// @param embedding number of delays of a delay system's output, 0 for its states alone
/// @param cancelled asked now and then whether to stop
public record SimulationSettings(
        int points,
        double duration,
        double every,
        double pointsPerPeriod,
        double transientTime,
        double step,
        String method,
        double rtol,
        double atol,
        double noise,
        long seed,
        List<double[]> starts,
        int embedding,
        BooleanSupplier cancelled) {

    /// 1000 points, 100 a period, at a relative tolerance of 1e-9.
    public static final SimulationSettings DEFAULT =
            new SimulationSettings(
                    0, 0, 0, 100, 0, 0, "", 1e-9, 1e-12, 0, 0, List.of(), 0, () -> false);

    public SimulationSettings {
        starts = List.copyOf(starts);
        if (points < 0 || points == 1) {
            throw new IllegalArgumentException("points must be at least 2, got " + points);
        }
        notNegative("duration", duration);
        notNegative("every", every);
        if (points > 0 && duration > 0 && every > 0) {
            throw new IllegalArgumentException(
                    "points %d, duration %s and every %s: give at most two of them"
                            .formatted(points, duration, every));
        }
        if (!(pointsPerPeriod >= 2) || Double.isInfinite(pointsPerPeriod)) {
            throw new IllegalArgumentException(
                    "pointsPerPeriod must be at least 2, got " + pointsPerPeriod);
        }
        notNegative("transientTime", transientTime);
        notNegative("step", step);
        if (!(rtol > 0 && rtol < 1)) {
            throw new IllegalArgumentException("rtol must lie in (0, 1), got " + rtol);
        }
        notNegative("atol", atol);
        notNegative("noise", noise);
        if (embedding < 0 || embedding == 1) {
            throw new IllegalArgumentException("embedding must be at least 2, got " + embedding);
        }
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must not be negative, got " + value);
        }
    }

    /// The same settings with another number of points.
    public SimulationSettings withPoints(int value) {
        return new SimulationSettings(
                value,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another duration.
    public SimulationSettings withDuration(double value) {
        return new SimulationSettings(
                points,
                value,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another time between outputs.
    public SimulationSettings withEvery(double value) {
        return new SimulationSettings(
                points,
                duration,
                value,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another number of points in a period.
    public SimulationSettings withPointsPerPeriod(double value) {
        return new SimulationSettings(
                points,
                duration,
                every,
                value,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another time before the first output.
    public SimulationSettings withTransient(double value) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                value,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another step.
    public SimulationSettings withStep(double value) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                value,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another method.
    public SimulationSettings withMethod(String name) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                name,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with other tolerances.
    public SimulationSettings withTolerance(double relative, double absolute) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                relative,
                absolute,
                noise,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with noise added to a flow.
    public SimulationSettings withNoise(double strength) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                strength,
                seed,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with another seed.
    public SimulationSettings withSeed(long value) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                value,
                starts,
                embedding,
                cancelled);
    }

    /// The same settings with other starts.
    public SimulationSettings withStarts(List<double[]> values) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                values,
                embedding,
                cancelled);
    }

    /// The same settings with a delay embedding.
    public SimulationSettings withEmbedding(int delays) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                delays,
                cancelled);
    }

    /// The same settings, stopping soon after `stop` answers true.
    public SimulationSettings withCancelled(BooleanSupplier stop) {
        return new SimulationSettings(
                points,
                duration,
                every,
                pointsPerPeriod,
                transientTime,
                step,
                method,
                rtol,
                atol,
                noise,
                seed,
                starts,
                embedding,
                stop);
    }
}
