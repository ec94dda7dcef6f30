package org.separatrix.transport;

import java.util.random.RandomGenerator;

/// Brownian motion of variance epsilon a unit of time, tied to a state at time 0 and one at time 1.
public final class BrownianBridge {

    private BrownianBridge() {}

    /// The state at `t`: mean `(1-t) x0 + t x1`, variance `epsilon t (1-t)`.
    ///
    /// @param state length D, overwritten
    public static void state(
            double[] x0,
            double[] x1,
            double t,
            double epsilon,
            RandomGenerator random,
            double[] state) {
        double spread = Math.sqrt(epsilon * t * (1 - t));
        for (int j = 0; j < state.length; j++) {
            double noise = spread == 0 ? 0 : spread * random.nextGaussian();
            state[j] = (1 - t) * x0[j] + t * x1[j] + noise;
        }
    }

    /// A path with the exact joint law at `times`: each state given the one before and the end.
    ///
    /// @param times rising, in `[0, 1]`
    /// @return `[times][D]`
    public static double[][] path(
            double[] x0, double[] x1, double[] times, double epsilon, RandomGenerator random) {
        check(times);
        var path = new double[times.length][x0.length];
        double[] last = x0;
        double now = 0;
        for (int i = 0; i < times.length; i++) {
            double left = 1 - now;
            double step = times[i] - now;
            double share = left == 0 ? 1 : step / left;
            double spread = left == 0 ? 0 : Math.sqrt(epsilon * step * (1 - times[i]) / left);
            for (int j = 0; j < x0.length; j++) {
                double noise = spread == 0 ? 0 : spread * random.nextGaussian();
                path[i][j] = last[j] + share * (x1[j] - last[j]) + noise;
            }
            last = path[i];
            now = times[i];
        }
        return path;
    }

    private static void check(double[] times) {
        double before = 0;
        for (double t : times) {
            if (!(t >= before && t <= 1)) {
                throw new IllegalArgumentException(
                        "times must rise within [0, 1], got %s after %s".formatted(t, before));
            }
            before = t;
        }
    }
}
