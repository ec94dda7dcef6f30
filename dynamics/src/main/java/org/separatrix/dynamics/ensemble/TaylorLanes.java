package org.separatrix.dynamics.ensemble;

import org.separatrix.equations.compile.LaneKernel;

import java.util.Arrays;

/// Taylor integration of a group of members in the lanes of one block, each lane with a step of its
/// own.
///
/// All lanes are expanded together; then every lane sets its step by the size of its last two
/// coefficients, reads off the times inside the step, and moves on. A lane whose member is done is
/// given the next member of the group; lanes left over repeat their last state.
final class TaylorLanes {

    private static final int IDLE = -1;
    private static final double SHORTEST = 1e-15;

    private final LaneKernel kernel;
    private final double tolerance;
    private final int order;
    private final double[][] starts;
    private final EnsembleResult result;
    private final Refill refill;
    private final int lanes;
    private final int d;

    private final double[] t;
    private final double[] x;
    private final double[] coefficients;
    private final double[] largest;
    private final double[] last;
    private final double[] beforeLast;
    private final double[] step;
    private final double[] state;
    private final int[] member;
    private final int[] parameterOf;
    private final int[] point;
    private final long[] steps;

    /// Sets the parameters that differ between members, for the member in each lane.
    interface Refill {
        void set(LaneKernel kernel, int[] memberOfLane);
    }

    TaylorLanes(
            LaneKernel kernel,
            double tolerance,
            double[][] starts,
            EnsembleResult result,
            Refill refill) {
        this.kernel = kernel;
        this.tolerance = tolerance;
        this.starts = starts;
        this.result = result;
        this.refill = refill;
        order = (int) Math.clamp(Math.ceil(1 - 0.5 * Math.log(tolerance)), 4, 30);
        lanes = kernel.lanes();
        d = kernel.dimension();
        t = new double[lanes];
        x = new double[d * lanes];
        coefficients = new double[(order + 1) * d * lanes];
        largest = new double[lanes];
        last = new double[lanes];
        beforeLast = new double[lanes];
        step = new double[lanes];
        state = new double[d];
        member = new int[lanes];
        parameterOf = new int[lanes];
        point = new int[lanes];
        steps = new long[lanes];
    }

    /// Integrates members `from` to `to - 1`.
    ///
    /// @param beforeStep called before every step of the lanes
    void run(int from, int to, Runnable beforeStep) {
        int next = from;
        int busy = 0;
        for (int lane = 0; lane < lanes; lane++) {
            // Idle lanes of a short group repeat its first member.
            begin(lane, Math.min(next, to - 1));
            if (next < to) {
                next++;
                busy++;
            } else {
                member[lane] = IDLE;
            }
        }
        refill.set(kernel, parameterOf);
        while (busy > 0) {
            beforeStep.run();
            kernel.taylor(t, x, order, coefficients);
            lengths();
            boolean changed = false;
            for (int lane = 0; lane < lanes; lane++) {
                if (member[lane] != IDLE && arrives(lane)) {
                    if (next < to) {
                        begin(lane, next++);
                        changed = true;
                    } else {
                        member[lane] = IDLE;
                        step[lane] = 0;
                        busy--;
                    }
                }
            }
            advance();
            if (changed) {
                refill.set(kernel, parameterOf);
            }
        }
    }

    private void begin(int lane, int newMember) {
        member[lane] = newMember;
        parameterOf[lane] = newMember;
        point[lane] = 1;
        steps[lane] = 0;
        step[lane] = Double.NaN;
        t[lane] = result.time(0);
        Ensemble.put(starts[newMember], x, lane, lanes);
        result.store(newMember, 0, starts[newMember]);
    }

    /// The step of each lane, from the sizes of the state and of the last two coefficients.
    private void lengths() {
        size(0, largest);
        size(order - 1, beforeLast);
        size(order, last);
        double safety = Math.exp(-0.7 / (order - 1));
        double direction = Math.signum(result.time(1) - result.time(0));
        for (int lane = 0; lane < lanes; lane++) {
            double allowed = tolerance * Math.max(1, largest[lane]);
            double shorter =
                    Math.min(
                            Math.pow(allowed / beforeLast[lane], 1.0 / (order - 1)),
                            Math.pow(allowed / last[lane], 1.0 / order));
            step[lane] = member[lane] == IDLE ? 0 : direction * safety * shorter;
        }
    }

    /// Largest |coefficient k| over the states, a lane at a time.
    private void size(int k, double[] out) {
        Arrays.fill(out, 0);
        for (int i = 0; i < d; i++) {
            int at = (k * d + i) * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                out[lane] = Math.max(out[lane], Math.abs(coefficients[at + lane]));
            }
        }
    }

    /// Reads off the times inside the step; whether the member in `lane` is done or has failed.
    private boolean arrives(int lane) {
        double end = result.time(result.points() - 1);
        double h = step[lane];
        double rest = end - t[lane];
        // A polynomial solution has an infinite step.
        if (Math.abs(h) > Math.abs(rest)) {
            h = rest;
            step[lane] = rest;
        }
        if (!(Math.abs(h) > SHORTEST * Math.abs(t[lane])) || !Double.isFinite(largest[lane])) {
            result.fail(
                    member[lane],
                    point[lane],
                    steps[lane],
                    "the step shrank to %.3g at t = %s; largest state %.6g"
                            .formatted(h, t[lane], largest[lane]));
            return true;
        }
        steps[lane]++;
        while (point[lane] < result.points()) {
            double offset = result.time(point[lane]) - t[lane];
            if (Math.abs(offset) > Math.abs(h)) {
                return false;
            }
            for (int i = 0; i < d; i++) {
                double value = coefficients[(order * d + i) * lanes + lane];
                for (int k = order - 1; k >= 0; k--) {
                    value = value * offset + coefficients[(k * d + i) * lanes + lane];
                }
                state[i] = value;
            }
            result.store(member[lane], point[lane], state);
            point[lane]++;
        }
        result.finish(member[lane], steps[lane]);
        return true;
    }

    /// Moves all lanes by their steps with Horner's scheme; new members (step NaN) stay.
    private void advance() {
        for (int i = 0; i < d; i++) {
            for (int lane = 0; lane < lanes; lane++) {
                last[lane] = coefficients[(order * d + i) * lanes + lane];
            }
            for (int k = order - 1; k >= 0; k--) {
                int at = (k * d + i) * lanes;
                for (int lane = 0; lane < lanes; lane++) {
                    last[lane] = last[lane] * step[lane] + coefficients[at + lane];
                }
            }
            for (int lane = 0; lane < lanes; lane++) {
                if (!Double.isNaN(step[lane])) {
                    x[i * lanes + lane] = last[lane];
                }
            }
        }
        for (int lane = 0; lane < lanes; lane++) {
            if (!Double.isNaN(step[lane])) {
                t[lane] += step[lane];
            }
        }
    }
}
