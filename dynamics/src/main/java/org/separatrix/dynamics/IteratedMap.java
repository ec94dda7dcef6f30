package org.separatrix.dynamics;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// An iterated map `x_(n+1) = f(n, x_n)`, compiled from equation text; `t` in the text is n.
///
/// Parameter values never change once the map exists. The kernel holds work arrays: one instance
/// serves one thread, [#copy] gives another.
public final class IteratedMap {

    /// How many steps pass between two questions whether to stop.
    private static final int PATIENCE = 4096;

    private final Kernel kernel;
    private final @Nullable Kernel backwards;
    private final List<String> names;
    private final List<String> parameters;

    private IteratedMap(
            Kernel kernel,
            @Nullable Kernel backwards,
            List<String> names,
            List<String> parameters) {
        this.kernel = kernel;
        this.backwards = backwards;
        this.names = names;
        this.parameters = parameters;
    }

    /// The map of a system of equations at its default parameter values.
    ///
    /// @throws IllegalArgumentException if the system is a flow
    public static IteratedMap of(EquationSystem system) {
        return new IteratedMap(compile(system), null, system.states(), system.parameters());
    }

    /// A map with its inverse; both have the same states and parameters in the same order.
    ///
    /// @throws IllegalArgumentException if the two do not match, or either is a flow
    public static IteratedMap of(EquationSystem system, EquationSystem inverse) {
        if (!inverse.states().equals(system.states())
                || !inverse.parameters().equals(system.parameters())) {
            throw new IllegalArgumentException(
                    "expected an inverse of the states %s and parameters %s, got %s and %s"
                            .formatted(
                                    system.states(),
                                    system.parameters(),
                                    inverse.states(),
                                    inverse.parameters()));
        }
        return new IteratedMap(
                compile(system), compile(inverse), system.states(), system.parameters());
    }

    private static Kernel compile(EquationSystem system) {
        if (!system.map()) {
            throw new IllegalArgumentException(
                    "a flow is no map: integrate it instead of iterating it");
        }
        return Compiler.compile(system);
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

    /// The state after `x`, the state number `n`, written to `out`, another array of length d.
    public void next(long n, double[] x, double[] out) {
        kernel.derivative((double) n, x, out);
    }

    /// Jacobian d(out_i)/d(x_j) of [#next] at `i*d + j`, row-major, length d*d.
    public void jacobian(long n, double[] x, double[] j) {
        kernel.jacobian((double) n, x, j);
    }

    /// The inverse map, if its equations are known; its own inverse is this map.
    public Optional<IteratedMap> inverse() {
        return Optional.ofNullable(backwards)
                .map(b -> new IteratedMap(b.copy(), kernel.copy(), names, parameters));
    }

    /// The same map with one parameter set to another value; this map stays as it is.
    public IteratedMap withParameter(String name, double value) {
        int index = parameters.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no parameter %s; the parameters are %s"
                            .formatted(name, String.join(", ", parameters)));
        }
        var changed = copy();
        changed.kernel.parameter(index, value);
        if (changed.backwards != null) {
            changed.backwards.parameter(index, value);
        }
        return changed;
    }

    /// An independent instance for another thread.
    public IteratedMap copy() {
        return new IteratedMap(
                kernel.copy(), backwards == null ? null : backwards.copy(), names, parameters);
    }

    /// The first `points` states from `x0` on, `x0` included; their times are 0, 1, 2 and so on.
    ///
    /// @throws IntegrationException if a state becomes infinite or not a number
    public Trajectory iterate(double[] x0, int points) {
        return iterate(x0, 0, points, () -> false);
    }

    /// States number `first` to `first + points - 1` of the orbit whose state number 0 is `x0`.
    ///
    /// @param x0 length d, left as it is
    /// @param first number of states to skip, not negative
    /// @param points number of states kept, at least 1
    /// @param cancelled asked now and then whether to stop
    /// @throws IntegrationException if a state becomes infinite or not a number, or on cancellation
    public Trajectory iterate(double[] x0, long first, int points, BooleanSupplier cancelled) {
        if (points < 1) {
            throw new IllegalArgumentException("points must be at least 1, got " + points);
        }
        int d = dimension();
        var times = new double[points];
        var states = new double[Math.multiplyExact(points, d)];
        visit(
                x0,
                first,
                1,
                points,
                cancelled,
                (n, x) -> {
                    int row = (int) (n - first);
                    times[row] = n;
                    System.arraycopy(x, 0, states, row * d, d);
                });
        return new Trajectory(times, states, names);
    }

    /// Receives states of an orbit, in order.
    @FunctionalInterface
    public interface Visitor {

        /// @param n number of the state, its time
        /// @param x state, length d, valid until this call returns
        void state(long n, double[] x);
    }

    /// Shows the states number `first`, `first + every` and so on of the orbit whose state number 0
    /// is `x0`; none is kept.
    ///
    /// @param x0 length d, left as it is
    /// @param first number of states to skip, not negative
    /// @param every steps from one state shown to the next, at least 1
    /// @param points number of states shown, at least 1
    /// @param cancelled asked now and then whether to stop
    /// @throws IntegrationException if a state becomes infinite or not a number, or on cancellation
    public void visit(
            double[] x0,
            long first,
            long every,
            long points,
            BooleanSupplier cancelled,
            Visitor visitor) {
        int d = dimension();
        if (x0.length != d) {
            throw new IllegalArgumentException(
                    "expected a start of length %d, got %d".formatted(d, x0.length));
        }
        if (first < 0 || every < 1 || points < 1) {
            throw new IllegalArgumentException(
                    "expected first >= 0, every >= 1 and points >= 1, got %d, %d and %d"
                            .formatted(first, every, points));
        }
        var x = x0.clone();
        var out = new double[d];
        long last = Math.addExact(first, Math.multiplyExact(points - 1, every));
        long shown = first;
        for (long n = 0; ; n++) {
            if (n == shown) {
                visitor.state(n, x);
                shown += every;
            }
            if (n == last) {
                return;
            }
            if (n % PATIENCE == 0 && cancelled.getAsBoolean()) {
                throw IntegrationException.cancelled((double) n, n, 1, x);
            }
            next(n, x, out);
            guard(n, x, out);
            var free = x;
            x = out;
            out = free;
        }
    }

    private void guard(long n, double[] x, double[] next) {
        for (int i = 0; i < next.length; i++) {
            if (!Double.isFinite(next[i])) {
                throw IntegrationException.diverged(
                        (double) n,
                        n,
                        1,
                        x,
                        names.get(i),
                        next[i],
                        "Maybe the start lies outside the basin of the attractor.");
            }
        }
    }
}
