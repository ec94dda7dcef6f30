package org.separatrix.equations;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Splits a right-hand side that is linear in the noise, `f + g*noise`, into f and g.
final class NoiseTerms {

    private static final Constant ZERO = new Constant(0);
    private static final Constant ONE = new Constant(1);

    private final SourceText source;
    private final Budget budget;
    private final int at;

    NoiseTerms(SourceText source, Budget budget, int at) {
        this.source = source;
        this.budget = budget;
        this.at = at;
    }

    /// A sum `drift + coefficients . noise`; a null drift is zero.
    record Affine(@Nullable Expression drift, Map<String, Expression> coefficients) {

        boolean noisy() {
            return !coefficients.isEmpty();
        }

        Expression driftOrZero() {
            return drift == null ? ZERO : drift;
        }
    }

    /// The parts of a right-hand side; the nodes that the coefficients repeat are counted.
    Affine split(Expression expression) {
        Affine affine = terms(expression);
        affine.coefficients().values().forEach(this::count);
        return affine;
    }

    private Affine terms(Expression expression) {
        budget.node(at);
        return switch (expression) {
            case Constant _, Delayed _ -> pure(expression);
            case Symbol(String name) ->
                    name.equals(Expander.NOISE) || name.startsWith(Expander.NOISE + "[")
                            ? new Affine(null, Map.of(name, ONE))
                            : pure(expression);
            case Unary(UnaryFunction function, Expression argument) -> {
                Affine inner = terms(argument);
                if (!inner.noisy()) {
                    yield pure(expression);
                }
                if (function != UnaryFunction.NEGATE) {
                    throw nonlinear();
                }
                yield each(inner, this::negate);
            }
            case Binary binary -> terms(binary);
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                if (terms(left).noisy() || terms(right).noisy()) {
                    throw nonlinear();
                }
                Affine a = terms(then);
                Affine b = terms(otherwise);
                yield a.noisy() || b.noisy()
                        ? choose(new Comparison(relation, left, right), a, b)
                        : pure(expression);
            }
        };
    }

    private Affine terms(Binary binary) {
        Affine a = terms(binary.left());
        Affine b = terms(binary.right());
        if (!a.noisy() && !b.noisy()) {
            return pure(binary);
        }
        return switch (binary.function()) {
            case ADD -> add(a, b);
            case SUBTRACT -> add(a, each(b, this::negate));
            case MULTIPLY -> {
                if (a.noisy() && b.noisy()) {
                    throw nonlinear();
                }
                yield a.noisy()
                        ? each(a, factor -> times(factor, binary.right()))
                        : each(b, factor -> times(binary.left(), factor));
            }
            case DIVIDE -> {
                if (b.noisy()) {
                    throw nonlinear();
                }
                yield each(a, factor -> node(BinaryFunction.DIVIDE, factor, binary.right()));
            }
            case POWER, ATAN2, MIN, MAX, MOD -> throw nonlinear();
        };
    }

    private Affine add(Affine a, Affine b) {
        Map<String, Expression> coefficients = new TreeMap<>(a.coefficients());
        b.coefficients().forEach((channel, g) -> coefficients.merge(channel, g, this::plus));
        Expression drift =
                a.drift() == null
                        ? b.drift()
                        : b.drift() == null ? a.drift() : plus(a.drift(), b.drift());
        return new Affine(drift, coefficients);
    }

    private Affine choose(Comparison condition, Affine a, Affine b) {
        Map<String, Expression> coefficients = new TreeMap<>();
        a.coefficients()
                .forEach((channel, g) ->
                        coefficients.put(
                                channel,
                                choose(
                                        condition,
                                        g,
                                        b.coefficients().getOrDefault(channel, ZERO))));
        b.coefficients()
                .forEach((channel, g) ->
                        coefficients.computeIfAbsent(channel, _ -> choose(condition, ZERO, g)));
        Expression drift =
                a.drift() == null && b.drift() == null
                        ? null
                        : choose(condition, a.driftOrZero(), b.driftOrZero());
        return new Affine(drift, coefficients);
    }

    private Expression choose(Comparison condition, Expression then, Expression otherwise) {
        budget.node(at);
        return new Conditional(condition, then, otherwise);
    }

    private Affine each(Affine affine, UnaryOperator<Expression> change) {
        Map<String, Expression> coefficients = new TreeMap<>();
        affine.coefficients().forEach((channel, g) -> coefficients.put(channel, change.apply(g)));
        Expression drift = affine.drift();
        return new Affine(drift == null ? null : change.apply(drift), coefficients);
    }

    private Expression negate(Expression expression) {
        budget.node(at);
        return expression instanceof Constant(double value)
                ? new Constant(-value)
                : new Unary(UnaryFunction.NEGATE, expression);
    }

    private Expression plus(Expression a, Expression b) {
        return b instanceof Unary(UnaryFunction function, Expression argument)
                        && function == UnaryFunction.NEGATE
                ? node(BinaryFunction.SUBTRACT, a, argument)
                : node(BinaryFunction.ADD, a, b);
    }

    private Expression times(Expression a, Expression b) {
        if (a.equals(ONE)) {
            return b;
        }
        return b.equals(ONE) ? a : node(BinaryFunction.MULTIPLY, a, b);
    }

    private Expression node(BinaryFunction function, Expression a, Expression b) {
        budget.node(at);
        return new Binary(function, a, b);
    }

    /// Counts the nodes of a tree.
    private void count(Expression expression) {
        budget.node(at);
        switch (expression) {
            case Constant _, Symbol _ -> {}
            case Delayed(_, Expression lag) -> count(lag);
            case Unary(_, Expression argument) -> count(argument);
            case Binary(_, Expression left, Expression right) -> {
                count(left);
                count(right);
            }
            case Conditional(
                            Comparison(_, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                count(left);
                count(right);
                count(then);
                count(otherwise);
            }
        }
    }

    private static Affine pure(Expression expression) {
        return new Affine(expression, Map.of());
    }

    private EquationException nonlinear() {
        return source.error(at, "the noise must enter linearly: write drift + coefficient*noise");
    }
}
