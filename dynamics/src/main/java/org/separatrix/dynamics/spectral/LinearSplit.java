package org.separatrix.dynamics.spectral;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Derivative;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.Simplifier;
import org.separatrix.equations.SystemKind;
import org.separatrix.equations.UnaryFunction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The text of an evolution equation, split term by term into a linear part with constant
/// coefficients and the rest.
///
/// A term goes to the linear part when its derivative by every field and by every spatial
/// derivative is a number. Couplings between fields are linear terms when there are at most two
/// fields, and go to the rest otherwise, where they are integrated explicitly.
///
/// @param fields names of the fields, m
/// @param coefficients of derivative number n of field j in equation i, at `[i][j][n]`
/// @param rest the other terms of each equation, length m
/// @param inputs which field and derivative each symbol of the rest stands for
/// @param parameters values of the parameters
record LinearSplit(
        List<String> fields,
        double[][][] coefficients,
        List<Expression> rest,
        Map<String, Input> inputs,
        Map<String, Double> parameters) {

    static final int HIGHEST = 6;

    /// Derivative number `order` of field number `field`.
    record Input(int field, int order) {}

    static LinearSplit of(String text, Map<String, ParameterValue> parameters) {
        var system = parse(text, parameters);
        var fields = system.states();
        int m = fields.size();
        var inputs = new LinkedHashMap<String, Input>();
        for (int j = 0; j < m; j++) {
            for (int order = 0; order <= HIGHEST; order++) {
                inputs.put(derivative(fields.get(j), order), new Input(j, order));
            }
        }
        var numbers = new LinkedHashMap<String, Double>();
        for (int i = 0; i < system.parameters().size(); i++) {
            String name = system.parameters().get(i);
            if (!inputs.containsKey(name) && !name.equals("x")) {
                numbers.put(name, system.values().get(i));
            }
        }
        var definitions = new HashMap<String, Expression>();
        for (var definition : system.definitions()) {
            definitions.put(
                    definition.name(),
                    Expressions.substitute(definition.expression(), definitions));
        }
        var coefficients = new double[m][m][HIGHEST + 1];
        var rest = new ArrayList<Expression>();
        for (int i = 0; i < m; i++) {
            Expression left = new Constant(0);
            var terms = new ArrayList<Expression>();
            terms(Expressions.substitute(system.rightHandSides().get(i), definitions), 1, terms);
            for (var term : terms) {
                var linear = linear(term, inputs, numbers);
                boolean couples = false;
                for (String name : linear.keySet()) {
                    couples |= field(inputs, name).field() != i;
                }
                if (linear.isEmpty() || (couples && m > 2)) {
                    left = new Binary(BinaryFunction.ADD, left, term);
                    continue;
                }
                for (var entry : linear.entrySet()) {
                    var input = field(inputs, entry.getKey());
                    coefficients[i][input.field()][input.order()] += entry.getValue();
                }
                // What an affine term is without fields stays as a source.
                var zeros = new HashMap<String, Expression>();
                inputs.keySet().forEach(name -> zeros.put(name, new Constant(0)));
                left = new Binary(BinaryFunction.ADD, left, Expressions.substitute(term, zeros));
            }
            rest.add(Simplifier.simplify(left));
        }
        return new LinearSplit(fields, coefficients, rest, inputs, numbers);
    }

    private static Input field(Map<String, Input> inputs, String name) {
        var input = inputs.get(name);
        if (input == null) {
            throw new IllegalStateException("no input " + name);
        }
        return input;
    }

    /// The system, with `x` and the spatial derivatives as parameters without a value.
    private static EquationSystem parse(String text, Map<String, ParameterValue> parameters) {
        Set<String> states = new LinkedHashSet<>();
        for (String line : text.lines().toList()) {
            int prime = line.indexOf('\'');
            if (prime > 0) {
                states.add(line.substring(0, prime).strip());
            }
        }
        var all = new LinkedHashMap<>(parameters);
        all.put("x", ParameterValue.of(0));
        for (String state : states) {
            for (int order = 1; order <= HIGHEST; order++) {
                all.put(derivative(state, order), ParameterValue.of(0));
            }
        }
        return Equations.parse(text, all, SystemKind.FLOW);
    }

    private static String derivative(String field, int order) {
        return order == 0 ? field : field + "_" + "x".repeat(order);
    }

    /// The terms of a sum, with their signs.
    private static void terms(Expression expression, int sign, List<Expression> out) {
        switch (expression) {
            case Binary(BinaryFunction function, Expression left, Expression right)
                    when function == BinaryFunction.ADD || function == BinaryFunction.SUBTRACT -> {
                terms(left, sign, out);
                terms(right, function == BinaryFunction.ADD ? sign : -sign, out);
            }
            case Unary(UnaryFunction function, Expression argument)
                    when function == UnaryFunction.NEGATE ->
                    terms(argument, -sign, out);
            default -> out.add(sign > 0 ? expression : new Unary(UnaryFunction.NEGATE, expression));
        }
    }

    /// The constant slope of `term` by each field and derivative in it; empty if one is not
    /// constant.
    private static Map<String, Double> linear(
            Expression term, Map<String, Input> inputs, Map<String, Double> parameters) {
        var slopes = new LinkedHashMap<String, Double>();
        for (String name : Expressions.symbols(term)) {
            if (!inputs.containsKey(name)) {
                continue;
            }
            var slope = Derivative.of(term, name);
            if (!parameters.keySet().containsAll(Expressions.symbols(slope))) {
                return Map.of();
            }
            slopes.put(
                    name,
                    Interpreter.evaluate(
                            slope, symbol -> parameters.getOrDefault(symbol, Double.NaN)));
        }
        return slopes;
    }

    /// The rest as a system whose states are the inputs it uses, then `x`.
    ///
    /// @param used receives the inputs in the order of the states
    EquationSystem restSystem(List<Input> used) {
        var names = new LinkedHashSet<String>();
        for (var expression : rest) {
            for (String name : Expressions.symbols(expression)) {
                var input = inputs.get(name);
                if (input != null && names.add(name)) {
                    used.add(input);
                }
            }
        }
        var states = new ArrayList<>(names);
        states.add("x");
        var rightHandSides = new ArrayList<>(rest);
        while (rightHandSides.size() < states.size()) {
            rightHandSides.add(new Constant(0));
        }
        while (states.size() < rightHandSides.size()) {
            states.add("unused[" + states.size() + "]");
        }
        return new EquationSystem(
                false,
                states,
                List.copyOf(parameters.keySet()),
                List.copyOf(parameters.values()),
                List.of(),
                rightHandSides,
                List.of());
    }
}
