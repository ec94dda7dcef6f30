package org.separatrix.fields.causal;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.EquationException;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.SystemKind;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Formulas of fields and their partial derivatives, such as the residuals of an equation.
///
/// Fields are named, derivatives are `u_t`, `u_xx`, `u_xy` (letters of the axes in their order);
/// coordinates are the names of the axes. Compiled, with exact slopes by every quantity.
///
/// @param fields names of the unknown functions
/// @param axes names of the coordinates, one letter each, time first
/// @param expressions the formulas
/// @param parameters values of the parameters in them
/// @param unknowns parameters that are to be found, in order
public record Formulas(
        List<String> fields,
        List<String> axes,
        List<Expression> expressions,
        Map<String, Double> parameters,
        List<String> unknowns) {

    private static final int HIGHEST = 6;

    public Formulas {
        fields = List.copyOf(fields);
        axes = List.copyOf(axes);
        expressions = List.copyOf(expressions);
        parameters = new LinkedHashMap<>(parameters);
        unknowns = List.copyOf(unknowns);
    }

    /// A quantity that a formula depends on.
    sealed interface Quantity {
        /// A partial derivative; all orders 0 for the field itself.
        record Partial(int field, int[] orders) implements Quantity {}

        /// A coordinate.
        record Coordinate(int axis) implements Quantity {}

        /// A parameter that is to be found.
        record Unknown(int index) implements Quantity {}
    }

    /// Formulas from text.
    ///
    /// @throws EquationException if a text cannot be read
    public static Formulas of(
            List<String> fields, List<String> axes, List<String> texts, Map<String, Double> p) {
        return new Formulas(
                fields,
                axes,
                texts.stream().map(Equations::parseExpression).toList(),
                p,
                List.of());
    }

    /// The residuals `u_t - f` of evolution equations `u' = f`.
    ///
    /// @param text one equation a line, in the language of equations
    /// @throws EquationException if the text cannot be read
    public static Formulas residuals(String text, List<String> axes, Map<String, Double> values) {
        var all = new LinkedHashMap<String, ParameterValue>();
        values.forEach((name, value) -> all.put(name, ParameterValue.of(value)));
        var states = new LinkedHashSet<String>();
        for (String line : text.lines().toList()) {
            int prime = line.indexOf('\'');
            if (prime > 0) {
                states.add(line.substring(0, prime).strip());
            }
        }
        if (axes.size() > 1) {
            for (String axis : axes.subList(1, axes.size())) {
                all.put(axis, ParameterValue.of(0));
                for (String state : states) {
                    for (int order = 1; order <= HIGHEST; order++) {
                        all.put(state + "_" + axis.repeat(order), ParameterValue.of(0));
                    }
                }
            }
        }
        return residuals(Equations.parse(text, all, SystemKind.FLOW), axes, values.keySet());
    }

    /// The residuals of a system that is already read.
    ///
    /// @param names which of the system's parameters are numbers; others are quantities
    public static Formulas residuals(EquationSystem system, List<String> axes, Set<String> names) {
        if (system.map() || !system.noise().isEmpty()) {
            throw new LabException(
                    "the equations must be deterministic differential equations, such as x' = -x");
        }
        var definitions = new HashMap<String, Expression>();
        for (var definition : system.definitions()) {
            definitions.put(
                    definition.name(),
                    Expressions.substitute(definition.expression(), definitions));
        }
        var expressions = new ArrayList<Expression>();
        for (int i = 0; i < system.dimension(); i++) {
            var right = Expressions.substitute(system.rightHandSides().get(i), definitions);
            if (!Expressions.delays(right).isEmpty()) {
                throw new LabException("equations with delays cannot be solved by this method");
            }
            expressions.add(
                    new Expression.Binary(
                            BinaryFunction.SUBTRACT,
                            new Expression.Symbol(system.states().get(i) + "_" + axes.getFirst()),
                            right));
        }
        var numbers = new LinkedHashMap<String, Double>();
        for (int i = 0; i < system.parameters().size(); i++) {
            if (names.contains(system.parameters().get(i))) {
                numbers.put(system.parameters().get(i), system.values().get(i));
            }
        }
        return new Formulas(system.states(), axes, expressions, numbers, List.of());
    }

    /// The same with some parameters to be found; their values are where the search begins.
    ///
    /// @throws LabException if a name is no parameter
    public Formulas unknown(List<String> names) {
        for (String name : names) {
            if (!parameters.containsKey(name)) {
                throw new LabException(
                        "unknown names no parameter '%s'; there are %s"
                                .formatted(name, String.join(", ", parameters.keySet())));
            }
        }
        return new Formulas(fields, axes, expressions, parameters, names);
    }

    /// Names of the quantities the formulas use, in a fixed order.
    List<String> names() {
        var names = new LinkedHashSet<String>();
        for (var expression : expressions) {
            for (String name : Expressions.symbols(expression)) {
                boolean number = parameters.containsKey(name) && !unknowns.contains(name);
                if (!number && !(name.equals("t") && axes.getFirst().equals("t"))) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }

    /// What a name stands for.
    ///
    /// @throws LabException if it stands for nothing
    Quantity quantity(String name) {
        if (unknowns.contains(name)) {
            return new Quantity.Unknown(unknowns.indexOf(name));
        }
        int field = fields.indexOf(name);
        if (field >= 0) {
            return new Quantity.Partial(field, new int[axes.size()]);
        }
        if (axes.contains(name)) {
            return new Quantity.Coordinate(axes.indexOf(name));
        }
        int cut = name.lastIndexOf('_');
        field = cut < 0 ? -1 : fields.indexOf(name.substring(0, cut));
        if (field >= 0) {
            var orders = new int[axes.size()];
            for (char letter : name.substring(cut + 1).toCharArray()) {
                int axis = axes.indexOf(String.valueOf(letter));
                if (axis < 0) {
                    throw new LabException(
                            "'%s' differentiates by '%s', but the coordinates are %s"
                                    .formatted(name, letter, axes));
                }
                orders[axis]++;
            }
            return new Quantity.Partial(field, orders);
        }
        throw new LabException(
                "'%s' is neither a field of %s, nor a derivative, coordinate or parameter"
                        .formatted(name, fields));
    }

    /// Compiled code: states are the quantities, `t` the time; the first right-hand sides are the
    /// formulas.
    Kernel compile() {
        var states = new ArrayList<>(names());
        var right = new ArrayList<>(expressions);
        while (right.size() < states.size()) {
            right.add(new Expression.Constant(0));
        }
        while (states.size() < right.size()) {
            states.add("unused[" + states.size() + "]");
        }
        var numbers = new LinkedHashMap<>(parameters);
        unknowns.forEach(numbers::remove);
        return Compiler.compile(
                new EquationSystem(
                        false,
                        states,
                        List.copyOf(numbers.keySet()),
                        List.copyOf(numbers.values()),
                        List.of(),
                        right,
                        List.of()));
    }

    /// Values at given quantities, for checks.
    ///
    /// @param quantities by name, `t` included if it is used
    public double[] at(Map<String, Double> quantities) {
        return expressions.stream()
                .mapToDouble(e ->
                        org.separatrix.equations.Interpreter.evaluate(
                                e,
                                name -> {
                                    var own = quantities.get(name);
                                    return own != null ? own : value(name);
                                }))
                .toArray();
    }

    private double value(String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new LabException("no value for '%s'".formatted(name));
        }
        return value;
    }
}
