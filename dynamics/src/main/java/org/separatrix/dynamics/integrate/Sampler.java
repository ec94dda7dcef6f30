package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Trajectory;

import java.util.Arrays;
import java.util.List;

/// Reads the solution off at given times as the steps go by.
final class Sampler implements StepListener {

    private final double[] times;
    private final double[] states;
    private final double[] x;
    private final int d;
    private final double direction;
    private int done;

    /// @param times strictly monotone, at least one
    /// @param x0 state at the first time
    Sampler(double[] times, double[] x0) {
        if (times.length == 0) {
            throw new IllegalArgumentException("times must hold at least one time, got none");
        }
        this.times = times.clone();
        d = x0.length;
        x = new double[d];
        direction = times.length < 2 ? 1 : Math.signum(times[1] - times[0]);
        for (int i = 1; i < times.length; i++) {
            if (!((times[i] - times[i - 1]) * direction > 0)) {
                throw new IllegalArgumentException(
                        "times must increase or decrease strictly, got %s after %s at index %d"
                                .formatted(times[i], times[i - 1], i));
            }
        }
        states = new double[times.length * d];
        System.arraycopy(x0, 0, states, 0, d);
        done = 1;
    }

    @Override
    public void accepted(Interpolant step) {
        while (done < times.length && (times[done] - step.to()) * direction <= 0) {
            step.at(times[done], x);
            System.arraycopy(x, 0, states, done * d, d);
            done++;
        }
    }

    Trajectory trajectory(List<String> names) {
        return done == times.length
                ? new Trajectory(times, states, names)
                : new Trajectory(
                        Arrays.copyOf(times, done), Arrays.copyOf(states, done * d), names);
    }
}
