package org.separatrix.dynamics.catalog;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.List;

/// The bounded functions of the state that a system's file names, to look at instead of unbounded
/// phases; compiled.
///
/// They may use whatever the equations may: states, parameters, definitions and `t`. One instance
/// serves one thread.
public final class Observables {

    private final List<String> names;
    private final int dimension;

    /// Each evaluates d of the observables, as the right-hand sides of a system with the same
    /// states.
    private final List<Kernel> kernels;

    private Observables(SystemDescription system) {
        names = system.observables();
        if (names.isEmpty()) {
            dimension = 0;
            kernels = List.of();
            return;
        }
        var equations = system.system();
        dimension = equations.dimension();
        var expressions = names.stream().map(Equations::parseExpression).toList();
        var compiled = new ArrayList<Kernel>();
        for (int from = 0; from < names.size(); from += dimension) {
            int to = Math.min(from + dimension, names.size());
            compiled.add(compiled(equations, expressions.subList(from, to)));
        }
        kernels = List.copyOf(compiled);
    }

    private static Kernel compiled(EquationSystem equations, List<Expression> observables) {
        var filled = new ArrayList<>(observables);
        while (filled.size() < equations.dimension()) {
            filled.add(observables.getFirst());
        }
        return Compiler.compile(
                new EquationSystem(
                        false,
                        equations.states(),
                        equations.parameters(),
                        equations.values(),
                        equations.definitions(),
                        filled,
                        List.of()));
    }

    /// The observables of a system; the states themselves if its file names none.
    ///
    /// @throws RuntimeException if an observable uses a name that the equations do not have
    public static Observables of(SystemDescription system) {
        return new Observables(system);
    }

    /// The orbit seen through the observables.
    ///
    /// @param orbit states of the system, shape `[n × d]`
    /// @return shape `[n × observables]`, named by their text; `orbit` itself if there are none
    public Trajectory apply(Trajectory orbit) {
        if (names.isEmpty()) {
            return orbit;
        }
        if (orbit.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "expected a trajectory of %d states, got %d"
                            .formatted(dimension, orbit.dimension()));
        }
        int n = orbit.size();
        int k = names.size();
        var seen = new double[n * k];
        var row = new double[dimension];
        for (int i = 0; i < n; i++) {
            double t = orbit.time(i);
            double[] x = orbit.state(i);
            for (int g = 0; g < kernels.size(); g++) {
                kernels.get(g).derivative(t, x, row);
                int from = g * dimension;
                System.arraycopy(row, 0, seen, i * k + from, Math.min(dimension, k - from));
            }
        }
        return new Trajectory(orbit.times(), seen, names);
    }
}
