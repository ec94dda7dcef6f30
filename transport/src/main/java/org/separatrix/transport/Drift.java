package org.separatrix.transport;

import java.util.random.RandomGenerator;

/// The drift g of a diffusion `dX = g(X, t) dt + sqrt(epsilon) dW` on the unit interval.
@FunctionalInterface
public interface Drift {

    /// Writes `g(x, t)`.
    ///
    /// @param t in `[0, 1)`
    /// @param x state, length D
    /// @param g length D, overwritten; not the same array as `x`
    void drift(double t, double[] x, double[] g);

    /// The states at `0, 1/steps, ..., 1` of a path by the Euler–Maruyama scheme, `[steps + 1][D]`.
    ///
    /// @param epsilon variance of the noise a unit of time; 0 for the flow of the drift alone
    default double[][] simulate(double[] x0, int steps, double epsilon, RandomGenerator random) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
        var path = new double[steps + 1][];
        path[0] = x0.clone();
        var g = new double[x0.length];
        double h = 1.0 / steps;
        double spread = Math.sqrt(epsilon * h);
        for (int i = 0; i < steps; i++) {
            double[] x = path[i];
            drift(i * h, x, g);
            var next = new double[x.length];
            for (int j = 0; j < x.length; j++) {
                double noise = spread == 0 ? 0 : spread * random.nextGaussian();
                next[j] = x[j] + h * g[j] + noise;
            }
            path[i + 1] = next;
        }
        return path;
    }
}
