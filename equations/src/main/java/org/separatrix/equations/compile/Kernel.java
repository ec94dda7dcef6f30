package org.separatrix.equations.compile;

import java.util.Optional;

/// A compiled system of equations: straight-line code for one state at a time.
///
/// Instances hold parameter values and work arrays: one instance serves one thread; [#copy] gives
/// another. For maps, `derivative` is the next value and `jacobian` the derivative of the map.
public interface Kernel {

    /// Number of states, d.
    int dimension();

    /// Right-hand side at time `t` and state `x`, written to `dx` (both length d, not the same
    /// array).
    ///
    /// For a system with delays use [#delayed] instead; this method then throws
    /// UnsupportedOperationException.
    void derivative(double t, double[] x, double[] dx);

    /// Jacobian d(dx_i)/d(x_j) at `i*d + j`, row-major, length d*d.
    void jacobian(double t, double[] x, double[] j);

    /// Partial derivative of the right-hand side by time, length d; zero for an autonomous system.
    void timeDerivative(double t, double[] x, double[] dfdt);

    /// Number of distinct delayed terms `state(t - lag)`; 0 for a system without delays.
    int delays();

    /// Index of the state that delayed term k refers to.
    int delayedState(int k);

    /// Lag of delayed term k at the present parameters and time `t`, in time units.
    double lag(int k, double t);

    /// Right-hand side with the delayed values `past` (length [#delays]) supplied.
    void delayed(double t, double[] x, double[] past, double[] dx);

    /// Jacobian by the delayed values, d(dx_i)/d(past_k) at `i*delays + k`; with `past` supplied.
    void delayedJacobian(double t, double[] x, double[] past, double[] j, double[] jPast);

    /// Number of noise channels m; 0 for a deterministic system.
    int channels();

    /// Diffusion matrix g_ik at `i*m + k`, length d*m.
    void diffusion(double t, double[] x, double[] g);

    /// For each entry of the diffusion matrix its derivative by each state: d(g_ik)/d(x_j) at `(i*m
    /// + k)*d + j`.
    void diffusionJacobian(double t, double[] x, double[] dg);

    /// Value of parameter number `index`, in the order of the system's parameter names.
    double parameter(int index);

    /// Sets parameter number `index`; nothing is recompiled.
    void parameter(int index, double value);

    /// One fused step of an explicit Runge–Kutta method; it follows this kernel's parameters and
    /// serves the same thread.
    ///
    /// Empty for maps, for systems with delays and for systems so large that fusing gains nothing.
    default Optional<RungeKuttaKernel> rungeKutta(ButcherTableau tableau) {
        return Optional.empty();
    }

    /// Taylor coefficients of the solution; the view follows this kernel's parameters and serves
    /// the same thread. Empty for maps and for systems with delays.
    default Optional<TaylorKernel> taylor() {
        return Optional.empty();
    }

    /// The same system in lanes, with a copy of this kernel's present parameters; from then on it
    /// has its own. Empty for systems with delays.
    default Optional<LaneKernel> lanes() {
        return Optional.empty();
    }

    /// An independent instance of the same code with the same parameter values.
    Kernel copy();
}
