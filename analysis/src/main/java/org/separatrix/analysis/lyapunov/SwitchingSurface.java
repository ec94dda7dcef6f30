package org.separatrix.analysis.lyapunov;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Derivative;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.UnaryFunction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A surface `g(t, x) = 0` at which the right-hand side of a flow may jump: the argument of a
/// `sign` or a `step`, or the difference of the two sides of a comparison.
///
/// An instance holds a table of values: one instance serves one thread.
final class SwitchingSurface {

    private final Expression function;
    private final Expression[] gradient;
    private final List<String> states;
    private final Map<String, Double> values;

    private SwitchingSurface(
            Expression function, List<String> states, Map<String, Double> parameters) {
        this.function = function;
        this.states = states;
        values = new HashMap<>(parameters);
        gradient =
                states.stream()
                        .map(state -> Derivative.of(function, state))
                        .toArray(Expression[]::new);
    }

    /// The distinct surfaces of a system, at its default parameter values.
    static List<SwitchingSurface> of(EquationSystem system) {
        var parameters = new HashMap<String, Double>();
        for (int p = 0; p < system.parameters().size(); p++) {
            parameters.put(system.parameters().get(p), system.values().get(p));
        }
        var resolved = new HashMap<String, Expression>();
        var functions = new LinkedHashSet<Expression>();
        for (var definition : system.definitions()) {
            var expression = Expressions.substitute(definition.expression(), resolved);
            resolved.put(definition.name(), expression);
            collect(expression, functions);
        }
        for (var rightHandSide : system.rightHandSides()) {
            collect(Expressions.substitute(rightHandSide, resolved), functions);
        }
        var surfaces = new ArrayList<SwitchingSurface>();
        for (var function : functions) {
            surfaces.add(new SwitchingSurface(function, system.states(), parameters));
        }
        return surfaces;
    }

    private static void collect(Expression expression, Set<Expression> functions) {
        switch (expression) {
            case Expression.Constant _, Expression.Symbol _, Expression.Delayed _ -> {}
            case Expression.Unary(UnaryFunction function, Expression argument) -> {
                if (function == UnaryFunction.SIGN || function == UnaryFunction.STEP) {
                    functions.add(argument);
                }
                collect(argument, functions);
            }
            case Expression.Binary(_, Expression left, Expression right) -> {
                collect(left, functions);
                collect(right, functions);
            }
            case Expression.Conditional(
                            Expression.Comparison(_, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                functions.add(new Expression.Binary(BinaryFunction.SUBTRACT, left, right));
                collect(left, functions);
                collect(right, functions);
                collect(then, functions);
                collect(otherwise, functions);
            }
        }
    }

    /// Value of g.
    double value(double t, double[] x) {
        set(t, x);
        return Interpreter.evaluate(function, values::get);
    }

    /// Gradient of g by the states, written to `normal`.
    void normal(double t, double[] x, double[] normal) {
        set(t, x);
        for (int i = 0; i < gradient.length; i++) {
            normal[i] = Interpreter.evaluate(gradient[i], values::get);
        }
    }

    private void set(double t, double[] x) {
        values.put("t", t);
        for (int i = 0; i < states.size(); i++) {
            values.put(states.get(i), x[i]);
        }
    }
}
