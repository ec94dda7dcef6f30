package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrator;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.OptionalDouble;

/// How a flow is turned into data.
///
/// With `resample` the trajectory lasts `points/pointsPerPeriod` periods and has `points` equally
/// spaced times with both ends included, so that the spacing is `period/pointsPerPeriod *
/// points/(points - 1)`, as in the published data sets; with `exactSpacing` it is
/// `period/pointsPerPeriod` itself. Without `resample` the spacing is the system's own step.
///
/// @param points rows of a trajectory, at least 2
/// @param pointsPerPeriod rows in a period, at least 2
/// @param resample whether the spacing follows the time scale
/// @param timescale what counts as a period
/// @param standardize whether each coordinate is brought to mean 0 and deviation 1
/// @param noise strength s of an additive Brownian term, `dx_j = f_j dt + s sigma_j dW_j`, where
///   `sigma_j` is the standard deviation of state j on the attractor; per square root of time, the
///   same whether or not the output is standardised; 0 for none; integrated by Euler–Maruyama at
///   the system's step
/// @param starts number of trajectories; one begins at the stored start, several at random points
///   of the attractor
/// @param method name of the integrator
/// @param rtol relative tolerance
/// @param atol absolute tolerance, in state units
/// @param seed root of all random numbers
/// @param exactSpacing see above
/// @param bounded whether the bounded observables replace the states where the system has them
public record Sampling(
        int points,
        int pointsPerPeriod,
        boolean resample,
        Timescale timescale,
        boolean standardize,
        double noise,
        int starts,
        String method,
        double rtol,
        double atol,
        long seed,
        boolean exactSpacing,
        boolean bounded) {

    /// What counts as a period.
    public enum Timescale {
        /// The dominant period of the motion.
        FOURIER,
        /// The inverse of the largest Lyapunov exponent.
        LYAPUNOV
    }

    /// 1,000 points at 100 a period.
    public static final Sampling DEFAULT =
            new Sampling(
                    1000,
                    100,
                    true,
                    Timescale.FOURIER,
                    false,
                    0,
                    1,
                    "auto",
                    1e-9,
                    1e-12,
                    0,
                    false,
                    false);

    public Sampling {
        require(points >= 2, "points must be at least 2, got " + points);
        require(pointsPerPeriod >= 2, "pointsPerPeriod must be at least 2, got " + pointsPerPeriod);
        require(
                noise >= 0 && Double.isFinite(noise),
                "noise must be finite and not negative, got " + noise);
        require(starts >= 1, "starts must be at least 1, got " + starts);
        require(rtol > 0 && rtol < 1, "rtol must lie in (0, 1), got " + rtol);
        require(atol > 0 && Double.isFinite(atol), "atol must be positive, got " + atol);
        Integrators.named(method);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// The same with another length and density.
    public Sampling withPoints(int newPoints, int newPointsPerPeriod) {
        return new Sampling(
                newPoints,
                newPointsPerPeriod,
                resample,
                timescale,
                standardize,
                noise,
                starts,
                method,
                rtol,
                atol,
                seed,
                exactSpacing,
                bounded);
    }

    /// The same with the spacing taken from the system's step or from a time scale.
    public Sampling withSpacing(
            boolean newResample, Timescale newTimescale, boolean newExactSpacing) {
        return new Sampling(
                points,
                pointsPerPeriod,
                newResample,
                newTimescale,
                standardize,
                noise,
                starts,
                method,
                rtol,
                atol,
                seed,
                newExactSpacing,
                bounded);
    }

    /// The same, standardised or not, of states or of bounded observables.
    public Sampling withOutput(boolean newStandardize, boolean newBounded) {
        return new Sampling(
                points,
                pointsPerPeriod,
                resample,
                timescale,
                newStandardize,
                noise,
                starts,
                method,
                rtol,
                atol,
                seed,
                exactSpacing,
                newBounded);
    }

    /// The same with other randomness.
    public Sampling withRandom(double newNoise, int newStarts, long newSeed) {
        return new Sampling(
                points,
                pointsPerPeriod,
                resample,
                timescale,
                standardize,
                newNoise,
                newStarts,
                method,
                rtol,
                atol,
                newSeed,
                exactSpacing,
                bounded);
    }

    Integrator integrator() {
        return Integrators.named(method).tolerance(rtol, atol);
    }

    /// Time between two rows.
    ///
    /// @throws IllegalArgumentException if the system has no such time scale
    public double spacing(SystemDescription system) {
        if (!resample) {
            return known(system, system.step(), "step", "sample by period instead");
        }
        double spacing = period(system) / pointsPerPeriod;
        return exactSpacing ? spacing : spacing * points / (points - 1);
    }

    /// The times of the rows, the first being 0.
    double[] times(SystemDescription system) {
        double spacing = spacing(system);
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = i * spacing;
        }
        return times;
    }

    private double period(SystemDescription system) {
        if (timescale == Timescale.FOURIER) {
            return known(system, system.period(), "period", "sample by its step instead");
        }
        var exponent =
                system.invariants()
                        .largestLyapunov()
                        .or(() -> system.published().largestLyapunov())
                        .filter(estimate -> estimate.value() > 0);
        if (exponent.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no known positive Lyapunov exponent; sample by period instead"
                            .formatted(system.name()));
        }
        return 1 / exponent.get().value();
    }

    private static double known(
            SystemDescription system, OptionalDouble value, String what, String advice) {
        return value.orElseThrow(() ->
                new IllegalArgumentException(
                        "%s has no stored %s; %s".formatted(system.name(), what, advice)));
    }
}
