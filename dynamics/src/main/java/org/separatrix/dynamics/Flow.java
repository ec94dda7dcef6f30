package org.separatrix.dynamics;

import org.separatrix.equations.compile.ButcherTableau;
import org.separatrix.equations.compile.RungeKuttaKernel;
import org.separatrix.equations.compile.TaylorKernel;

import java.util.List;
import java.util.Optional;

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

    /// One fused step of the explicit Runge–Kutta method `tableau`, if this flow has one.
    default Optional<RungeKuttaKernel> rungeKutta(ButcherTableau tableau) {
        return Optional.empty();
    }

    /// Recurrences for the Taylor coefficients of the solution, if this flow has them.
    default Optional<TaylorKernel> taylor() {
        return Optional.empty();
    }

    /// An independent instance for another thread.
    Flow copy();
}
