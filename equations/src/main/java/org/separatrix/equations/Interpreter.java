package org.separatrix.equations;

import java.util.function.ToDoubleFunction;

/// Evaluates an expression by walking its tree: slow, plain, and the reference for compiled code.
public final class Interpreter {

    private Interpreter() {}

    /// Value of `expression`.
    ///
    /// @param symbols value of each symbol by name
    /// @param past value of each delayed state
    public static double evaluate(
            Expression expression,
            ToDoubleFunction<String> symbols,
            ToDoubleFunction<Expression.Delayed> past) {
        return switch (expression) {
            case Expression.Constant(double value) -> value;
            case Expression.Symbol(String name) -> symbols.applyAsDouble(name);
            case Expression.Delayed delayed -> past.applyAsDouble(delayed);
            case Expression.Unary(UnaryFunction function, Expression argument) ->
                    function.apply(evaluate(argument, symbols, past));
            case Expression.Binary(BinaryFunction function, Expression left, Expression right) ->
                    function.apply(evaluate(left, symbols, past), evaluate(right, symbols, past));
            case Expression.Conditional(
                            Expression.Comparison(
                                    Relation relation,
                                    Expression left,
                                    Expression right),
                            Expression then,
                            Expression otherwise) ->
                    relation.test(evaluate(left, symbols, past), evaluate(right, symbols, past))
                            ? evaluate(then, symbols, past)
                            : evaluate(otherwise, symbols, past);
        };
    }

    /// Value of an expression without delayed states.
    public static double evaluate(Expression expression, ToDoubleFunction<String> symbols) {
        return evaluate(
                expression,
                symbols,
                delayed -> {
                    throw new IllegalArgumentException(
                            "%s is delayed: its past value is needed".formatted(delayed.state()));
                });
    }
}
