package org.separatrix.dynamics.catalog;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Interpreter;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/// The bounded functions of the state that a system's file names, to look at instead of unbounded
/// phases.
public final class Observables {

    private final SystemDescription system;
    private final EquationSystem equations;
    private final List<Expression> expressions;

    private Observables(SystemDescription system) {
        this.system = system;
        this.equations = system.system();
        this.expressions = system.observables().stream().map(Equations::parseExpression).toList();
    }

    /// The observables of a system; the states themselves if its file names none.
    public static Observables of(SystemDescription system) {
        return new Observables(system);
    }

    /// The orbit seen through the observables.
    public Trajectory apply(Trajectory orbit) {
        if (expressions.isEmpty()) {
            return orbit;
        }
        var values = new HashMap<String, Double>();
        for (int p = 0; p < equations.parameters().size(); p++) {
            values.put(equations.parameters().get(p), equations.values().get(p));
        }
        int n = orbit.size();
        int k = expressions.size();
        var seen = new double[n * k];
        for (int i = 0; i < n; i++) {
            values.put("t", orbit.time(i));
            for (int j = 0; j < orbit.dimension(); j++) {
                values.put(orbit.names().get(j), orbit.state(i, j));
            }
            for (int j = 0; j < k; j++) {
                seen[i * k + j] =
                        Interpreter.evaluate(
                                expressions.get(j),
                                name -> Objects.requireNonNull(values.get(name), name));
            }
        }
        return new Trajectory(orbit.times(), seen, system.observables());
    }
}
