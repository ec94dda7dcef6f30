package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

/// Exact derivatives of expressions.
///
/// At a kink or a jump the derivative is that of one side: `abs` has slope 0 at 0, `sign`, `step`
/// and `floor` have slope 0 everywhere, `min`, `max` and conditionals follow the active branch.
public final class Derivative {

    private static final double LOG_10 = Math.log(10);

    private Derivative() {}

    /// Partial derivative of `expression` by the symbol named `symbol`, simplified.
    ///
    /// Auxiliary definitions are symbols like any other: substitute them first if the derivative is
    /// to see through them. Delayed values do not depend on the present.
    public static Expression of(Expression expression, String symbol) {
        return of(expression, new Symbol(symbol));
    }

    /// Partial derivative of `expression` by one delayed value; its lag counts as a constant.
    public static Expression of(Expression expression, Delayed delayed) {
        return of(expression, (Expression) delayed);
    }

    private static Expression of(Expression expression, Expression leaf) {
        return dual(expression, leaf).slope();
    }

    /// A simplified term with its derivative.
    private record Dual(Expression value, Expression slope) {}

    private static Dual dual(Expression expression, Expression leaf) {
        var trees = Simplifier.TREES;
        return switch (expression) {
            case Constant(double value) -> new Dual(trees.constant(value), trees.constant(0));
            case Symbol _ -> new Dual(expression, trees.constant(expression.equals(leaf) ? 1 : 0));
            case Delayed _ ->
                    new Dual(
                            Simplifier.simplify(expression),
                            trees.constant(expression.equals(leaf) ? 1 : 0));
            case Unary(UnaryFunction function, Expression argument) -> {
                var u = dual(argument, leaf);
                var value = trees.unary(function, u.value);
                yield new Dual(value, chain(trees, function, u.value, value, u.slope));
            }
            case Binary(BinaryFunction function, Expression left, Expression right) -> {
                var u = dual(left, leaf);
                var v = dual(right, leaf);
                var value = trees.binary(function, u.value, v.value);
                yield new Dual(
                        value, chain(trees, function, u.value, v.value, value, u.slope, v.slope));
            }
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                var l = dual(left, leaf).value;
                var r = dual(right, leaf).value;
                var a = dual(then, leaf);
                var b = dual(otherwise, leaf);
                yield new Dual(
                        trees.choose(relation, l, r, a.value, b.value),
                        trees.choose(relation, l, r, a.slope, b.slope));
            }
        };
    }

    /// Chain rule of a function of one argument.
    ///
    /// @param u the argument
    /// @param value the function's value at u
    /// @param du derivative of u
    public static <T> T chain(Algebra<T> algebra, UnaryFunction function, T u, T value, T du) {
        if (algebra.literal(du) == 0) {
            return du;
        }
        T one = algebra.constant(1);
        return switch (function) {
            case NEGATE -> algebra.negate(du);
            case SIN -> algebra.multiply(algebra.unary(UnaryFunction.COS, u), du);
            case COS -> algebra.negate(algebra.multiply(algebra.unary(UnaryFunction.SIN, u), du));
            case TAN -> algebra.multiply(algebra.add(one, algebra.square(value)), du);
            case ASIN -> algebra.divide(du, cofunction(algebra, u));
            case ACOS -> algebra.negate(algebra.divide(du, cofunction(algebra, u)));
            case ATAN -> algebra.divide(du, algebra.add(one, algebra.square(u)));
            case SINH -> algebra.multiply(algebra.unary(UnaryFunction.COSH, u), du);
            case COSH -> algebra.multiply(algebra.unary(UnaryFunction.SINH, u), du);
            case TANH -> algebra.multiply(algebra.subtract(one, algebra.square(value)), du);
            case EXP -> algebra.multiply(value, du);
            case LOG -> algebra.divide(du, u);
            case LOG10 -> algebra.divide(du, algebra.multiply(algebra.constant(LOG_10), u));
            case SQRT -> algebra.divide(du, algebra.multiply(algebra.constant(2), value));
            case ABS -> algebra.multiply(algebra.unary(UnaryFunction.SIGN, u), du);
            case SIGN, FLOOR, STEP -> algebra.constant(0);
        };
    }

    /// Chain rule of a function of two arguments.
    ///
    /// @param u the left argument
    /// @param v the right argument
    /// @param value the function's value at (u, v)
    /// @param du derivative of u
    /// @param dv derivative of v
    public static <T> T chain(
            Algebra<T> algebra, BinaryFunction function, T u, T v, T value, T du, T dv) {
        boolean leftFixed = algebra.literal(du) == 0;
        boolean rightFixed = algebra.literal(dv) == 0;
        if (leftFixed && rightFixed) {
            return algebra.constant(0);
        }
        return switch (function) {
            case ADD -> algebra.add(du, dv);
            case SUBTRACT -> algebra.subtract(du, dv);
            case MULTIPLY -> algebra.add(algebra.multiply(du, v), algebra.multiply(u, dv));
            case DIVIDE ->
                    algebra.subtract(
                            algebra.divide(du, v),
                            rightFixed ? dv : algebra.multiply(algebra.divide(value, v), dv));
            case POWER -> power(algebra, u, v, value, du, dv);
            case ATAN2 ->
                    algebra.divide(
                            algebra.subtract(algebra.multiply(v, du), algebra.multiply(u, dv)),
                            algebra.add(algebra.square(u), algebra.square(v)));
            case MIN -> algebra.choose(Relation.LESS_OR_EQUAL, u, v, du, dv);
            case MAX -> algebra.choose(Relation.GREATER_OR_EQUAL, u, v, du, dv);
            case MOD ->
                    rightFixed
                            ? du
                            : algebra.subtract(
                                    du,
                                    algebra.multiply(
                                            algebra.unary(
                                                    UnaryFunction.FLOOR, algebra.divide(u, v)),
                                            dv));
        };
    }

    /// d(u^v) = v*u^(v-1)*du + u^v*log(u)*dv, without the logarithm where the exponent is fixed; at
    /// u = 0 the second term has the limit 0 of a positive exponent.
    private static <T> T power(Algebra<T> algebra, T u, T v, T value, T du, T dv) {
        T lowered =
                algebra.binary(BinaryFunction.POWER, u, algebra.subtract(v, algebra.constant(1)));
        T byBase = algebra.multiply(algebra.multiply(v, lowered), du);
        if (algebra.literal(dv) == 0) {
            return byBase;
        }
        T zero = algebra.constant(0);
        T grown = algebra.multiply(value, algebra.unary(UnaryFunction.LOG, u));
        T byExponent = algebra.multiply(algebra.choose(Relation.EQUAL, u, zero, zero, grown), dv);
        return algebra.literal(du) == 0 ? byExponent : algebra.add(byBase, byExponent);
    }

    /// sqrt(1 - u^2): the cosine of an angle whose sine is u.
    private static <T> T cofunction(Algebra<T> algebra, T u) {
        return algebra.unary(
                UnaryFunction.SQRT, algebra.subtract(algebra.constant(1), algebra.square(u)));
    }
}
