package org.separatrix.equations;

import java.util.Optional;

/// An algebra that simplifies while it builds, by identities of the real numbers.
///
/// Literals are folded where the result is finite; neutral and absorbing elements vanish (`x + 0`,
/// `x*1`, `x*0`, `x^1`, `x^0`, `0/x`), as do double signs, `x - x` and choices between equal terms.
/// `x*0` becomes 0 although an infinite or undefined x would give NaN: the identities hold for
/// every state at which all parts of the expression are finite, and the sign of a zero is not kept.
///
/// @param base the algebra that holds the results
/// @param <T> what stands for a number; equal terms are recognised by `equals`
public record Simplification<T>(Algebra<T> base) implements Algebra<T> {

    @Override
    public T constant(double value) {
        return base.constant(value == 0 ? 0.0 : value);
    }

    @Override
    public T unary(UnaryFunction function, T argument) {
        double value = function.apply(literal(argument));
        if (Double.isFinite(value)) {
            return constant(value);
        }
        if (function == UnaryFunction.NEGATE) {
            return negated(argument).orElseGet(() -> base.unary(function, argument));
        }
        return base.unary(function, argument);
    }

    @Override
    public T binary(BinaryFunction function, T left, T right) {
        double value = function.apply(literal(left), literal(right));
        if (Double.isFinite(value)) {
            return constant(value);
        }
        return switch (function) {
            case ADD -> sum(left, right);
            case SUBTRACT -> difference(left, right);
            case MULTIPLY -> product(left, right);
            case DIVIDE -> quotient(left, right);
            case POWER -> power(left, right);
            case ATAN2, MIN, MAX, MOD -> base.binary(function, left, right);
        };
    }

    @Override
    public T choose(Relation relation, T left, T right, T then, T otherwise) {
        if (then.equals(otherwise)) {
            return then;
        }
        double a = literal(left);
        double b = literal(right);
        if (!Double.isNaN(a) && !Double.isNaN(b)) {
            return relation.test(a, b) ? then : otherwise;
        }
        return base.choose(relation, left, right, then, otherwise);
    }

    @Override
    public double literal(T term) {
        return base.literal(term);
    }

    @Override
    public Optional<T> negated(T term) {
        return base.negated(term);
    }

    private T sum(T left, T right) {
        if (literal(left) == 0) {
            return right;
        }
        if (literal(right) == 0) {
            return left;
        }
        var minus = negated(right);
        if (minus.isPresent()) {
            return difference(left, minus.get());
        }
        return negated(left)
                .map(term -> difference(right, term))
                .orElseGet(() -> base.add(left, right));
    }

    private T difference(T left, T right) {
        if (literal(right) == 0) {
            return left;
        }
        if (literal(left) == 0) {
            return negate(right);
        }
        if (left.equals(right)) {
            return constant(0);
        }
        return negated(right)
                .map(term -> sum(left, term))
                .orElseGet(() -> base.subtract(left, right));
    }

    private T product(T left, T right) {
        if (literal(left) == 0 || literal(right) == 0) {
            return constant(0);
        }
        if (literal(left) == 1) {
            return right;
        }
        if (literal(right) == 1) {
            return left;
        }
        if (literal(left) == -1) {
            return negate(right);
        }
        if (literal(right) == -1) {
            return negate(left);
        }
        var minusLeft = negated(left);
        if (minusLeft.isPresent()) {
            return negate(multiply(minusLeft.get(), right));
        }
        return negated(right)
                .map(term -> negate(multiply(left, term)))
                .orElseGet(() -> base.multiply(left, right));
    }

    private T quotient(T left, T right) {
        if (literal(left) == 0 && literal(right) != 0) {
            return constant(0);
        }
        if (literal(right) == 1) {
            return left;
        }
        if (literal(right) == -1) {
            return negate(left);
        }
        return negated(left)
                .map(term -> negate(divide(term, right)))
                .orElseGet(() -> base.divide(left, right));
    }

    private T power(T left, T right) {
        double n = literal(right);
        if (n == 0) {
            return constant(1);
        }
        return n == 1 ? left : base.binary(BinaryFunction.POWER, left, right);
    }
}
