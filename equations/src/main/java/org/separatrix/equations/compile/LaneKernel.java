package org.separatrix.equations.compile;

/// The same system for many states at once, in lanes of a SIMD register where the vector API is
/// present and in plain loops over the lanes where it is not.
///
/// States lie in structure-of-arrays blocks: state i of lane l at `i*lanes + l`. A block has
/// [#lanes] lanes. Same thread rule as [Kernel]. Values differ from those of scalar code by
/// round-off.
public interface LaneKernel {

    /// Lanes of one block: a multiple of the machine's vector length that suits the number of
    /// states.
    int lanes();

    /// Number of states, d.
    int dimension();

    /// Right-hand sides of one block: `t` one time a lane, `x` and `dx` of length d*lanes.
    void derivative(double[] t, double[] x, double[] dx);

    /// `steps` classical fourth-order Runge–Kutta steps of length `h`, in place; all stages of a
    /// system of few states stay in registers.
    ///
    /// @param t time common to the lanes at the start
    /// @param x block of length d*lanes, overwritten
    void rk4(double t, double h, int steps, double[] x);

    /// Taylor coefficients of a block: coefficient k of state i of lane l at `(k*d + i)*lanes + l`.
    void taylor(double[] t, double[] x, int order, double[] coefficients);

    /// Sets a parameter to one value in every lane.
    void parameter(int index, double value);

    /// Sets a parameter to one value a lane, length [#lanes].
    void parameter(int index, double[] values);

    /// An independent instance of the same code with the same parameter values.
    LaneKernel copy();
}
