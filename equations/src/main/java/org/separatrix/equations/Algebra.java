package org.separatrix.equations;

import java.util.Optional;
import java.util.function.Function;

/// Arithmetic on whatever stands for a real number: trees of expressions, nodes of a shared graph.
///
/// An expression is *folded* into an algebra by replacing every node with the algebra's operation.
/// The same rules of simplification and differentiation thereby serve the tree a user reads and the
/// graph the compiler emits.
///
/// @param <T> what stands for a number
public interface Algebra<T> {

    /// The literal `value`.
    T constant(double value);

    /// `function(argument)`.
    T unary(UnaryFunction function, T argument);

    /// `function(left, right)`.
    T binary(BinaryFunction function, T left, T right);

    /// `then` where `left relation right` holds, otherwise `otherwise`.
    T choose(Relation relation, T left, T right, T then, T otherwise);

    /// The value of a literal; NaN for everything else.
    double literal(T term);

    /// The argument u of a term -u; empty for everything else.
    Optional<T> negated(T term);

    /// `left + right`.
    default T add(T left, T right) {
        return binary(BinaryFunction.ADD, left, right);
    }

    /// `left - right`.
    default T subtract(T left, T right) {
        return binary(BinaryFunction.SUBTRACT, left, right);
    }

    /// `left * right`.
    default T multiply(T left, T right) {
        return binary(BinaryFunction.MULTIPLY, left, right);
    }

    /// `left / right`.
    default T divide(T left, T right) {
        return binary(BinaryFunction.DIVIDE, left, right);
    }

    /// `-argument`.
    default T negate(T argument) {
        return unary(UnaryFunction.NEGATE, argument);
    }

    /// `argument * argument`.
    default T square(T argument) {
        return multiply(argument, argument);
    }

    /// The image of `expression` in this algebra.
    ///
    /// @param leaves image of each symbol and each delayed state
    default T fold(Expression expression, Function<Expression, T> leaves) {
        return switch (expression) {
            case Expression.Constant(double value) -> constant(value);
            case Expression.Symbol symbol -> leaves.apply(symbol);
            case Expression.Delayed delayed -> leaves.apply(delayed);
            case Expression.Unary(UnaryFunction function, Expression argument) ->
                    unary(function, fold(argument, leaves));
            case Expression.Binary(BinaryFunction function, Expression left, Expression right) ->
                    binary(function, fold(left, leaves), fold(right, leaves));
            case Expression.Conditional(
                            Expression.Comparison(
                                    Relation relation,
                                    Expression left,
                                    Expression right),
                            Expression then,
                            Expression otherwise) ->
                    choose(
                            relation,
                            fold(left, leaves),
                            fold(right, leaves),
                            fold(then, leaves),
                            fold(otherwise, leaves));
        };
    }
}
