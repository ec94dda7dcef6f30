package org.separatrix.equations;

import java.util.Optional;

/// The algebra of expression trees as they are written: nothing is simplified.
enum Trees implements Algebra<Expression> {
    PLAIN;

    @Override
    public Expression constant(double value) {
        return new Expression.Constant(value);
    }

    @Override
    public Expression unary(UnaryFunction function, Expression argument) {
        return new Expression.Unary(function, argument);
    }

    @Override
    public Expression binary(BinaryFunction function, Expression left, Expression right) {
        return new Expression.Binary(function, left, right);
    }

    @Override
    public Expression choose(
            Relation relation,
            Expression left,
            Expression right,
            Expression then,
            Expression otherwise) {
        return new Expression.Conditional(
                new Expression.Comparison(relation, left, right), then, otherwise);
    }

    @Override
    public double literal(Expression term) {
        return term instanceof Expression.Constant(double value) ? value : Double.NaN;
    }

    @Override
    public Optional<Expression> negated(Expression term) {
        return term instanceof Expression.Unary(UnaryFunction function, Expression argument)
                        && function == UnaryFunction.NEGATE
                ? Optional.of(argument)
                : Optional.empty();
    }
}
