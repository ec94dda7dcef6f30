package org.separatrix.dynamics;

import java.util.List;

/// A system of ordinary differential equations `dx/dt = f(t, x)`.
///
/// An instance may hold work arrays: one instance serves one thread, [#copy] gives another.
public interface Flow {

    /// Number of states, d.
    int dimension();

    /// Names of the states, length d.
    List<String> names();

    /// Right-hand side at time `t` and state `x`, written to `dx`; both have length d.
    void derivative(double t, double[] x, double[] dx);

    /// Jacobian d(f_i)/d(x_j) at `i*d + j`, row-major, length d*d.
    void jacobian(double t, double[] x, double[] j);

    /// Partial derivative of f by time, length d.
    void timeDerivative(double t, double[] x, double[] dfdt);

    /// An independent instance for another thread.
    Flow copy();
}
