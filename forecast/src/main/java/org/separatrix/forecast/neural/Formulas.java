package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Simplifier;
import org.separatrix.equations.TextPrinter;
import org.separatrix.learn.TensorAlgebra;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.DoubleFunction;

/// Formulas whose constants are weights: a network with the structure of a law.
///
/// @param formulas one an output, in variables `x0`, `x1`, ... and constants `#0`, `#1`, ...
/// @param constants their first values
record Formulas(List<Expression> formulas, double[] constants) implements Network {

    static Formulas generalised(List<Expression> formulas) {
        var constants = new ArrayList<Double>();
        var general = new ArrayList<Expression>();
        for (var formula : formulas) {
            general.add(
                    mapped(
                            formula,
                            value -> {
                                constants.add(value);
                                return new Symbol("#" + (constants.size() - 1));
                            }));
        }
        return new Formulas(general, constants.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// The formulas with these constants.
    List<Expression> with(double[] values) {
        var map = new HashMap<String, Constant>();
        for (int i = 0; i < values.length; i++) {
            map.put("#" + i, new Constant(values[i]));
        }
        return formulas.stream().map(f -> Expressions.substitute(f, map)).toList();
    }

    /// Formulas with constants rounded to so many decimals, simplified.
    static List<Expression> rounded(List<Expression> formulas, int decimals) {
        DoubleFunction<Expression> round =
                value ->
                        new Constant(
                                BigDecimal.valueOf(value)
                                        .setScale(decimals, RoundingMode.HALF_EVEN)
                                        .doubleValue());
        return formulas.stream().map(f -> Simplifier.simplify(mapped(f, round))).toList();
    }

    static List<String> text(List<Expression> formulas) {
        return formulas.stream().map(TextPrinter::print).toList();
    }

    /// A formula with its constants replaced, from left to right.
    private static Expression mapped(Expression tree, DoubleFunction<Expression> values) {
        return switch (tree) {
            case Constant(double value) -> values.apply(value);
            case Unary(var function, Expression argument) ->
                    new Unary(function, mapped(argument, values));
            case Binary(var function, Expression left, Expression right) -> {
                var first = mapped(left, values);
                yield new Binary(function, first, mapped(right, values));
            }
            default -> tree;
        };
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "constants",
                        (_, values, _) -> System.arraycopy(constants, 0, values, 0, values.length),
                        constants.length));
    }

    /// @param x shape (batch, variables)
    @Override
    public Tensor forward(Weights weights, Tensor x) {
        var all = weights.get(0);
        var algebra = new TensorAlgebra(weights.kind());
        return Tensors.stack(
                1,
                formulas.stream()
                        .map(formula ->
                                algebra.evaluate(formula, name -> leaf(name, all, x))
                                        .expand(x.size(0)))
                        .toList());
    }

    private static Tensor leaf(String name, Tensor constants, Tensor x) {
        int index = Integer.parseInt(name.substring(1));
        return name.charAt(0) == '#' ? constants.select(0, index) : x.select(1, index);
    }

    @Override
    public int inputs() {
        return formulas.size();
    }

    @Override
    public int outputs() {
        return formulas.size();
    }
}
