package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.List;

/// The bounded functions of the state that a description lists, compiled.
///
/// They are evaluated as the right-hand sides of a system with the same states and parameters. One
/// instance serves one thread.
final class Observables {

    private final Kernel kernel;
    private final List<String> names;

    Observables(SystemDescription description) {
        var system = description.system();
        List<Expression> expressions = new ArrayList<>();
        for (String text : description.observables()) {
            expressions.add(Equations.parseExpression(text));
        }
        if (expressions.size() > system.dimension()) {
            throw new IllegalArgumentException(
                    "%s: expected at most %d observables, one a state, got %d"
                            .formatted(description.name(), system.dimension(), expressions.size()));
        }
        names = List.copyOf(description.observables());
        while (expressions.size() < system.dimension()) {
            expressions.add(expressions.getFirst());
        }
        kernel =
                Compiler.compile(
                        new EquationSystem(
                                false,
                                system.states(),
                                system.parameters(),
                                system.values(),
                                system.definitions(),
                                expressions,
                                List.of()));
    }

    /// The observables along a trajectory.
    Trajectory of(Trajectory trajectory) {
        int m = names.size();
        var values = new double[trajectory.size() * m];
        var row = new double[kernel.dimension()];
        for (int i = 0; i < trajectory.size(); i++) {
            kernel.derivative(trajectory.time(i), trajectory.state(i), row);
            System.arraycopy(row, 0, values, i * m, m);
        }
        return new Trajectory(trajectory.times(), values, names);
    }
}
