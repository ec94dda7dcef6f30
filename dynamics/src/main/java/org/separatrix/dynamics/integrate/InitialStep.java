package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

/// The length of the first step, from the size of the first two derivatives.
///
/// Source: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations I", 2nd
/// edition, Springer 1993, II.4, algorithm (4.14).
final class InitialStep {

    private InitialStep() {}

    /// A first step, signed; costs one evaluation.
    ///
    /// @param slope f(t, x)
    /// @param direction 1 or -1
    /// @param q power of the step by which the local error falls
    static double estimate(
            Flow flow,
            double t,
            double[] x,
            double[] slope,
            double direction,
            int q,
            Tolerance tolerance,
            Counters counters) {
        var probe = new double[x.length];
        var probeSlope = new double[x.length];
        double size = tolerance.norm(x, x, x);
        double speed = tolerance.norm(slope, x, x);
        double h = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
        for (int i = 0; i < x.length; i++) {
            probe[i] = x[i] + direction * h * slope[i];
        }
        flow.derivative(t + direction * h, probe, probeSlope);
        counters.evaluations++;
        for (int i = 0; i < x.length; i++) {
            probe[i] = probeSlope[i] - slope[i];
        }
        double curvature = tolerance.norm(probe, x, x) / h;
        double largest = Math.max(speed, curvature);
        double next =
                largest <= 1e-15 ? Math.max(1e-6, 1e-3 * h) : Math.pow(0.01 / largest, 1.0 / q);
        double step = Math.min(100 * h, next);
        return direction * (step > 0 ? step : h);
    }
}
