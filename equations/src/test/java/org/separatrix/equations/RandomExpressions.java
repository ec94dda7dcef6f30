package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.util.random.RandomGenerator;

/// Draws expressions over every kind of node.
final class RandomExpressions {

    private static final String[] NAMES = {"x", "y_1", "t", "sigma", "A[0,1]", "x[2]", "θ"};

    private final RandomGenerator random;

    RandomExpressions(RandomGenerator random) {
        this.random = random;
    }

    /// A tree of depth at most `depth`.
    Expression draw(int depth) {
        if (depth <= 1) {
            return random.nextBoolean() ? constant() : new Symbol(any(NAMES));
        }
        return switch (random.nextInt(10)) {
            case 0 -> constant();
            case 1 -> new Symbol(any(NAMES));
            case 2, 3 -> new Unary(any(UnaryFunction.values()), draw(depth - 1));
            case 4 ->
                    new Conditional(
                            new Comparison(
                                    any(Relation.values()), draw(depth - 1), draw(depth - 1)),
                            draw(depth - 1),
                            draw(depth - 1));
            case 5 ->
                    new Delayed(
                            any(new String[] {"x", "u[3]"}),
                            random.nextBoolean()
                                    ? new Constant(random.nextInt(5))
                                    : new Binary(
                                            any(BinaryFunction.values()),
                                            new Symbol("tau"),
                                            new Constant(random.nextDouble())));
            default -> new Binary(any(BinaryFunction.values()), draw(depth - 1), draw(depth - 1));
        };
    }

    private Constant constant() {
        return new Constant(
                switch (random.nextInt(5)) {
                    case 0 -> random.nextInt(20) - 10;
                    case 1 -> random.nextGaussian();
                    case 2 -> 0;
                    case 3 -> random.nextInt(1_000_000) * 1e6;
                    default -> finite();
                });
    }

    private double finite() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : Double.MIN_VALUE;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /// The tree as the parser builds it: the minus of a number is part of the number.
    static Expression canonical(Expression expression) {
        return switch (expression) {
            case Constant _, Symbol _ -> expression;
            case Delayed(String state, Expression lag) -> new Delayed(state, canonical(lag));
            case Unary(UnaryFunction function, Expression argument) -> {
                Expression inner = canonical(argument);
                yield function == UnaryFunction.NEGATE && inner instanceof Constant(double value)
                        ? new Constant(-value)
                        : new Unary(function, inner);
            }
            case Binary(BinaryFunction function, Expression left, Expression right) ->
                    new Binary(function, canonical(left), canonical(right));
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) ->
                    new Conditional(
                            new Comparison(relation, canonical(left), canonical(right)),
                            canonical(then),
                            canonical(otherwise));
        };
    }
}
