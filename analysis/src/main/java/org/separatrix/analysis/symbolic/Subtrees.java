package org.separatrix.analysis.symbolic;

import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Expressions;

import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Parts of a tree by their place in prefix order: the root is 0.
final class Subtrees {

    private Subtrees() {}

    /// The part at a place.
    static Expression at(Expression tree, int place) {
        if (place == 0) {
            return tree;
        }
        return switch (tree) {
            case Unary(_, Expression argument) -> at(argument, place - 1);
            case Binary(_, Expression left, Expression right) -> {
                int size = Expressions.nodes(left);
                yield place <= size ? at(left, place - 1) : at(right, place - 1 - size);
            }
            default -> throw new IllegalArgumentException("no part " + place + " in " + tree);
        };
    }

    /// The tree with the part at a place replaced.
    static Expression replace(Expression tree, int place, Expression part) {
        if (place == 0) {
            return part;
        }
        return switch (tree) {
            case Unary(var function, Expression argument) ->
                    new Unary(function, replace(argument, place - 1, part));
            case Binary(var function, Expression left, Expression right) -> {
                int size = Expressions.nodes(left);
                yield place <= size
                        ? new Binary(function, replace(left, place - 1, part), right)
                        : new Binary(function, left, replace(right, place - 1 - size, part));
            }
            default -> throw new IllegalArgumentException("no part " + place + " in " + tree);
        };
    }

    /// Number of parts that meet a condition.
    static int count(Expression tree, Predicate<Expression> condition) {
        int own = condition.test(tree) ? 1 : 0;
        return switch (tree) {
            case Unary(_, Expression argument) -> own + count(argument, condition);
            case Binary(_, Expression left, Expression right) ->
                    own + count(left, condition) + count(right, condition);
            default -> own;
        };
    }

    /// The tree with one of the parts that meet a condition changed.
    ///
    /// @param which of them in prefix order, from 0
    static Expression change(
            Expression tree,
            Predicate<Expression> condition,
            int which,
            UnaryOperator<Expression> change) {
        return new Changing(condition, which, change).in(tree);
    }

    /// Counts down to the part to change; what lies beyond it is shared.
    private static final class Changing {
        private final Predicate<Expression> condition;
        private final UnaryOperator<Expression> change;
        private int left;

        Changing(Predicate<Expression> condition, int which, UnaryOperator<Expression> change) {
            this.condition = condition;
            this.change = change;
            left = which;
        }

        private boolean done() {
            return left < 0;
        }

        Expression in(Expression tree) {
            if (condition.test(tree) && left-- == 0) {
                return change.apply(tree);
            }
            return switch (tree) {
                case Unary(var function, Expression argument) -> {
                    var changed = in(argument);
                    yield done() ? new Unary(function, changed) : tree;
                }
                case Binary(var function, Expression first, Expression second) -> {
                    var one = in(first);
                    if (done()) {
                        yield new Binary(function, one, second);
                    }
                    var two = in(second);
                    yield done() ? new Binary(function, first, two) : tree;
                }
                default -> tree;
            };
        }
    }

    /// The tree with its constants replaced, in prefix order.
    static Expression constants(Expression tree, DoubleFunction<Expression> values) {
        return switch (tree) {
            case Constant(double value) -> values.apply(value);
            case Symbol _ -> tree;
            case Unary(var function, Expression argument) ->
                    new Unary(function, constants(argument, values));
            case Binary(var function, Expression left, Expression right) -> {
                var first = constants(left, values);
                yield new Binary(function, first, constants(right, values));
            }
            default -> tree;
        };
    }
}
