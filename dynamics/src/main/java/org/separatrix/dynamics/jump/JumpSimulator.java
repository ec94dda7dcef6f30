package org.separatrix.dynamics.jump;

import org.separatrix.dynamics.Trajectory;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Follows a jump process: exactly, or in leaps.
///
/// The direct method draws the waiting time from an exponential law and the reaction in proportion
/// to its rate (D. Gillespie, J. Phys. Chem. 81, 1977); rates must not depend on time. Tau-leaping
/// fires Poisson numbers of each reaction over a time in which no rate changes much, handles
/// reactions near exhaustion one by one, and falls back to single events where leaps do not pay (Y.
/// Cao, D. Gillespie and L. Petzold, J. Chem. Phys. 124, 2006). Where that paper bounds the
/// relative change of a population by its highest order of reaction, the sum of the elasticities `d
/// log a / d log x` is taken, which is the same number for mass action and exists for every rate.
///
/// @param leaping whether to leap
/// @param epsilon relative change of a rate allowed in a leap, in (0, 1)
/// @param cancelled asked now and then whether to stop
public record JumpSimulator(boolean leaping, double epsilon, BooleanSupplier cancelled) {

    /// Event by event, without error.
    public static final JumpSimulator DIRECT = new JumpSimulator(false, 0.03, () -> false);

    /// Leaps that change rates by at most 3 percent.
    public static final JumpSimulator TAU_LEAPING = new JumpSimulator(true, 0.03, () -> false);

    public JumpSimulator {
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon must lie in (0, 1), got " + epsilon);
        }
    }

    /// The same method, failing soon after `stop` answers true.
    public JumpSimulator cancelled(BooleanSupplier stop) {
        return new JumpSimulator(leaping, epsilon, stop);
    }

    /// Populations at given times.
    ///
    /// @param x0 whole numbers, not negative, at the first time, length d
    /// @param times strictly increasing, at least one
    /// @throws JumpException if the process cannot go on
    public Trajectory solve(JumpProcess process, double[] x0, double[] times, long seed) {
        check(process, x0);
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new IllegalArgumentException(
                        "times must increase strictly, got %s after %s at index %d"
                                .formatted(times[i], times[i - 1], i));
            }
        }
        if (times.length == 0) {
            throw new IllegalArgumentException("times must hold at least one time, got none");
        }
        int d = x0.length;
        var run = run(process, x0, times[0], seed);
        var states = new double[times.length * d];
        for (int row = 0; row < times.length; row++) {
            run.advance(times[row]);
            System.arraycopy(run.populations(), 0, states, row * d, d);
        }
        return new Trajectory(times.clone(), states, process.species());
    }

    /// Every event of the exact process: the start, then the populations after each event, and at
    /// last those at `end`.
    ///
    /// @param most most events, at least 1
    /// @throws JumpException if there are more, or the process cannot go on
    public Trajectory events(
            JumpProcess process, double[] x0, double t0, double end, int most, long seed) {
        check(process, x0);
        if (leaping) {
            throw new IllegalStateException("tau-leaping passes over events; take DIRECT");
        }
        int d = x0.length;
        var run = run(process, x0, t0, seed);
        var times = new double[64];
        var states = new double[64 * d];
        int n = 0;
        boolean more = true;
        times[0] = t0;
        System.arraycopy(x0, 0, states, 0, d);
        n++;
        while (more) {
            if (n > most) {
                throw new JumpException(
                        "more than %d events before t = %s: shorten the time or allow more"
                                .formatted(most, run.time()),
                        run.time());
            }
            more = run.event(end);
            if (n == times.length) {
                times = Arrays.copyOf(times, 2 * n);
                states = Arrays.copyOf(states, 2 * n * d);
            }
            if (run.time() > times[n - 1]) {
                times[n] = run.time();
                System.arraycopy(run.populations(), 0, states, n * d, d);
                n++;
            }
        }
        return new Trajectory(
                Arrays.copyOf(times, n), Arrays.copyOf(states, n * d), process.species());
    }

    private JumpRun run(JumpProcess process, double[] x0, double t0, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return new JumpRun(process, x0, t0, random, this);
    }

    private static void check(JumpProcess process, double[] x0) {
        if (x0.length != process.species().size()) {
            throw new IllegalArgumentException(
                    "expected a start of length %d, got %d"
                            .formatted(process.species().size(), x0.length));
        }
        for (int i = 0; i < x0.length; i++) {
            if (!(x0[i] >= 0) || x0[i] != Math.rint(x0[i]) || Double.isInfinite(x0[i])) {
                throw new IllegalArgumentException(
                        "population %s must be a whole number, not negative, got %s"
                                .formatted(process.species().get(i), x0[i]));
            }
        }
    }
}
