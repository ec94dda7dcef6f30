package org.separatrix.analysis.symbolic;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Simplifier;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Draws random trees and changes given ones.
final class Breeding {

    private enum Change {
        CONSTANT(0.5),
        FUNCTION(0.5),
        VARIABLE(0.3),
        SWAP(0.1),
        GROW(1),
        INSERT(1),
        DELETE(1.5),
        REDRAW(0.3),
        SIMPLIFY(0.05),
        ANEW(0.02);

        static final List<Change> ALL = List.of(values());

        final double weight;

        Change(double weight) {
            this.weight = weight;
        }
    }

    private static final double TOTAL = Change.ALL.stream().mapToDouble(c -> c.weight).sum();

    private final SymbolicSettings settings;
    private final List<String> names;
    private final RandomGenerator random;

    Breeding(SymbolicSettings settings, List<String> names, RandomGenerator random) {
        this.settings = settings;
        this.names = names;
        this.random = random;
    }

    /// A random tree of at most so many nodes.
    Expression tree(int size) {
        var tree = leaf();
        while (Expressions.nodes(tree) + 2 <= size) {
            tree = grow(tree);
        }
        return tree;
    }

    /// A changed tree.
    ///
    /// @param temperature in [0, 1], by which constants are moved
    Expression changed(Expression tree, double temperature) {
        double u = random.nextDouble() * TOTAL;
        for (int i = 0; i < Change.ALL.size(); i++) {
            u -= Change.ALL.get(i).weight;
            if (u < 0) {
                return apply(Change.ALL.get(i), tree, temperature);
            }
        }
        return tree;
    }

    private Expression apply(Change change, Expression tree, double temperature) {
        return switch (change) {
            case CONSTANT -> constant(tree, temperature);
            case FUNCTION -> renamed(tree);
            case VARIABLE -> atRandom(tree, Symbol.class::isInstance, _ -> new Symbol(pick(names)));
            case SWAP ->
                    atRandom(
                            tree,
                            Binary.class::isInstance,
                            part ->
                                    part instanceof Binary(var f, var left, var right)
                                            ? new Binary(f, /* left= */ right, /* right= */ left)
                                            : part);
            case GROW -> grow(tree);
            case INSERT -> atRandom(tree, _ -> true, this::above);
            case DELETE -> delete(tree);
            case REDRAW -> atRandom(tree, _ -> true, _ -> tree(1 + random.nextInt(5)));
            case SIMPLIFY -> Simplifier.simplify(tree);
            case ANEW -> tree(1 + random.nextInt(settings.largest()));
        };
    }

    /// Two trees with a part of each exchanged.
    List<Expression> crossed(Expression one, Expression two) {
        int i = random.nextInt(Expressions.nodes(one));
        int j = random.nextInt(Expressions.nodes(two));
        var first = Subtrees.at(one, i);
        var second = Subtrees.at(two, j);
        return List.of(Subtrees.replace(one, i, second), Subtrees.replace(two, j, first));
    }

    private Expression leaf() {
        return random.nextBoolean() ? new Constant(random.nextGaussian()) : new Symbol(pick(names));
    }

    /// A leaf becomes a function of new leaves.
    private Expression grow(Expression tree) {
        return atRandom(
                tree,
                part -> part instanceof Constant || part instanceof Symbol,
                _ ->
                        drawsUnary()
                                ? function(leaf())
                                : new Binary(pick(settings.binary()), leaf(), leaf()));
    }

    /// A function of the part, and of a new leaf.
    private Expression above(Expression part) {
        if (drawsUnary()) {
            return function(part);
        }
        var function = pick(settings.binary());
        return random.nextBoolean()
                ? new Binary(function, part, leaf())
                : new Binary(function, leaf(), part);
    }

    /// A function of one argument.
    private Expression function(Expression argument) {
        int which = random.nextInt(ones());
        return which < settings.unary().size()
                ? new Unary(settings.unary().get(which), argument)
                : new Binary(BinaryFunction.DIVIDE, new Constant(1), argument);
    }

    private int ones() {
        return settings.unary().size() + (settings.reciprocal() ? 1 : 0);
    }

    private boolean drawsUnary() {
        int unary = ones();
        return unary > 0 && random.nextInt(unary + settings.binary().size()) < unary;
    }

    private Expression constant(Expression tree, double temperature) {
        return atRandom(
                tree,
                Constant.class::isInstance,
                part -> {
                    double value = part instanceof Constant(double v) ? v : 0;
                    double factor = Math.pow(1.1 + temperature, random.nextDouble());
                    double moved = random.nextBoolean() ? value * factor : value / factor;
                    return new Constant(random.nextDouble() < 0.05 ? -moved : moved);
                });
    }

    private Expression renamed(Expression tree) {
        return atRandom(
                tree,
                part -> part instanceof Unary || part instanceof Binary,
                part ->
                        switch (part) {
                            // A sign may come from simplification.
                            case Unary(_, var u) when !settings.unary().isEmpty() ->
                                    new Unary(pick(settings.unary()), u);
                            case Binary(_, var u, var v) ->
                                    new Binary(pick(settings.binary()), u, v);
                            default -> part;
                        });
    }

    /// A function makes room for one of its arguments.
    private Expression delete(Expression tree) {
        return atRandom(
                tree,
                part -> part instanceof Unary || part instanceof Binary,
                part ->
                        switch (part) {
                            case Unary(_, var u) -> u;
                            case Binary(_, var u, var v) -> random.nextBoolean() ? u : v;
                            default -> part;
                        });
    }

    private Expression atRandom(
            Expression tree, Predicate<Expression> condition, UnaryOperator<Expression> change) {
        int places = Subtrees.count(tree, condition);
        return places == 0
                ? tree
                : Subtrees.change(tree, condition, random.nextInt(places), change);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
