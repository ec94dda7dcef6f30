package org.separatrix.analysis.symbolic;

import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Expressions;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;

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

    /// Adds to `places` where the parts are that meet a condition.
    ///
    /// @param first place of the tree itself
    /// @return the place after the tree
    static int collect(
            Expression tree, int first, Predicate<Expression> condition, List<Integer> places) {
        if (condition.test(tree)) {
            places.add(first);
        }
        return switch (tree) {
            case Unary(_, Expression argument) -> collect(argument, first + 1, condition, places);
            case Binary(_, Expression left, Expression right) ->
                    collect(right, collect(left, first + 1, condition, places), condition, places);
            default -> first + 1;
        };
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
