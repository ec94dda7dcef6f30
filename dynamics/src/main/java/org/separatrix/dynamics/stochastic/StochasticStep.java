package org.separatrix.dynamics.stochastic;

/// One method at work on one path; holds work arrays, serves one thread.
interface StochasticStep {

    /// Advances `x` in place from `t` to `t + h`.
    ///
    /// @param dw increments of the path over the step, length m
    /// @param area integrals of the path over the step, length m
    void advance(double t, double h, double[] dw, double[] area, double[] x);
}
