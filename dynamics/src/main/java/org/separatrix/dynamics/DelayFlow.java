package org.separatrix.dynamics;

import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.LinkedHashSet;
import java.util.List;

/// A system of delay differential equations `dx/dt = f(t, x(t), x_j(t - lag_k), ...)` with constant
/// lags, compiled from equation text.
///
/// Delayed term k is the value of state [#delayedState] at the time [#lag] ago. One instance serves
/// one thread, [#copy] gives another.
public final class DelayFlow {

    private final Kernel kernel;
    private final List<String> names;
    private final List<String> parameters;
    private final double[] lags;

    private DelayFlow(Kernel kernel, List<String> names, List<String> parameters) {
        this.kernel = kernel;
        this.names = names;
        this.parameters = parameters;
        lags = new double[kernel.delays()];
        for (int k = 0; k < lags.length; k++) {
            lags[k] = kernel.lag(k, 0);
            if (!(lags[k] >= 0) || Double.isInfinite(lags[k])) {
                throw new IllegalArgumentException(
                        "the lag of %s must not be negative, got %s"
                                .formatted(names.get(kernel.delayedState(k)), lags[k]));
            }
        }
    }

    /// The delay system of equations at its default parameter values.
    ///
    /// @throws IllegalArgumentException if the system is a map, or a lag depends on time
    public static DelayFlow of(EquationSystem system) {
        if (system.map()) {
            throw new IllegalArgumentException(
                    "a map is no delay system: iterate it instead of integrating it");
        }
        var delays = new LinkedHashSet<Delayed>();
        system.definitions().forEach(d -> delays.addAll(Expressions.delays(d.expression())));
        system.rightHandSides().forEach(rhs -> delays.addAll(Expressions.delays(rhs)));
        for (var delay : delays) {
            if (Expressions.symbols(delay.lag()).contains("t")) {
                throw new IllegalArgumentException(
                        "the lag of %s must be constant, but it depends on t"
                                .formatted(delay.state()));
            }
        }
        return new DelayFlow(Compiler.compile(system), system.states(), system.parameters());
    }

    /// Number of states, d.
    public int dimension() {
        return names.size();
    }

    /// Names of the states, length d.
    public List<String> names() {
        return names;
    }

    /// Names of the parameters.
    public List<String> parameters() {
        return parameters;
    }

    /// Number of delayed terms.
    public int delays() {
        return lags.length;
    }

    /// The state that delayed term `k` refers to.
    public int delayedState(int k) {
        return kernel.delayedState(k);
    }

    /// Lag of delayed term `k`, in time units, not negative.
    public double lag(int k) {
        return lags[k];
    }

    /// The largest lag, 0 without delays.
    public double largestLag() {
        double largest = 0;
        for (double lag : lags) {
            largest = Math.max(largest, lag);
        }
        return largest;
    }

    /// Right-hand side at time `t`, state `x` (length d) and delayed values `past` (length
    /// [#delays]), written to `dx` (length d).
    public void derivative(double t, double[] x, double[] past, double[] dx) {
        kernel.delayed(t, x, past, dx);
    }

    /// Jacobians by the state, d(f_i)/d(x_j) at `i*d + j`, and by the delayed values,
    /// d(f_i)/d(past_k) at `i*delays + k`.
    public void jacobian(double t, double[] x, double[] past, double[] j, double[] jPast) {
        kernel.delayedJacobian(t, x, past, j, jPast);
    }

    /// The same equations with one parameter set to another value; this system stays as it is.
    public DelayFlow withParameter(String name, double value) {
        int index = parameters.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no parameter %s; the parameters are %s"
                            .formatted(name, String.join(", ", parameters)));
        }
        var changed = kernel.copy();
        changed.parameter(index, value);
        return new DelayFlow(changed, names, parameters);
    }

    /// An independent instance for another thread.
    public DelayFlow copy() {
        return new DelayFlow(kernel.copy(), names, parameters);
    }
}
