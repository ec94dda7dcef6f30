package org.separatrix.equations.compile;

/// One fused step of an explicit Runge–Kutta method for one system: every stage in local variables.
///
/// Compiled from the equations and a Butcher tableau on request by [Kernel#rungeKutta]; a system
/// with many states has none and is stepped through arrays. Same thread rule as [Kernel].
public interface RungeKuttaKernel {

    /// One step from `x` at `t` over `h`.
    ///
    /// @param x state at `t`, length d, left as it is
    /// @param stages stage derivatives, length stages*d (stage s of state i at `s*d + i`); on entry
    ///   the first d entries hold f(t, x), on return all stages are filled
    /// @param next state at t + h, length d, overwritten
    /// @param error difference of the two embedded solutions, length d, overwritten; untouched if
    ///   the tableau has no error weights
    void step(double t, double h, double[] x, double[] stages, double[] next, double[] error);
}
