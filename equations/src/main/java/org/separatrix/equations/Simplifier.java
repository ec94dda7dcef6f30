package org.separatrix.equations;

import org.separatrix.equations.Expression.Delayed;

/// Rewrites an expression into a shorter one of the same value; the rules are those of
/// [Simplification].
public final class Simplifier {

    /// The algebra of trees that simplifies as it builds.
    static final Algebra<Expression> TREES = new Simplification<>(Trees.PLAIN);

    private Simplifier() {}

    /// A tree with the value of `expression` wherever all its parts are finite.
    public static Expression simplify(Expression expression) {
        return TREES.fold(
                expression,
                leaf ->
                        leaf instanceof Delayed(String state, Expression lag)
                                ? new Delayed(state, simplify(lag))
                                : leaf);
    }
}
