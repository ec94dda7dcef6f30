package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.Trajectory;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A flow with additive Brownian noise, `dx_j = f_j dt + s_j dW_j`, by the Euler–Maruyama scheme,
/// whose strong order is 1 for additive noise.
///
/// Source: P. E. Kloeden and E. Platen, "Numerical Solution of Stochastic Differential Equations"
/// (1992), 10.2.
final class NoisyPath {

    private final Flow flow;
    private final double[] strength;
    private final double step;

    /// @param strength s of each state, length d
    /// @param step longest step of the scheme
    NoisyPath(Flow flow, double[] strength, double step) {
        this.flow = flow;
        this.strength = strength;
        this.step = step;
    }

    /// The path at increasing times; between two of them steps are of equal length.
    ///
    /// @throws ArithmeticException if the path diverges, with the time
    Trajectory solve(
            double[] start, double[] times, RandomGenerator random, BooleanSupplier cancelled) {
        int d = start.length;
        double[] x = start.clone();
        var dx = new double[d];
        var states = new double[times.length * d];
        System.arraycopy(x, 0, states, 0, d);
        for (int i = 1; i < times.length; i++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("cancelled at time " + times[i - 1]);
            }
            double span = times[i] - times[i - 1];
            int steps = (int) Math.max(1, Math.ceil(span / step - 1e-9));
            double h = span / steps;
            double root = Math.sqrt(h);
            for (int k = 0; k < steps; k++) {
                flow.derivative(times[i - 1] + k * h, x, dx);
                for (int j = 0; j < d; j++) {
                    x[j] += h * dx[j] + strength[j] * root * random.nextGaussian();
                }
            }
            for (double v : x) {
                if (!Double.isFinite(v)) {
                    throw new ArithmeticException(
                            "the noisy path diverged before time " + times[i]);
                }
            }
            System.arraycopy(x, 0, states, i * d, d);
        }
        return new Trajectory(times, states, flow.names());
    }
}
