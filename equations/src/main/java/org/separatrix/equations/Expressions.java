package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Questions and rewrites that any expression answers.
public final class Expressions {

    private Expressions() {}

    /// Names of the symbols in `expression` in the order of their first appearance; those in lags
    /// included, delayed states themselves not.
    public static Set<String> symbols(Expression expression) {
        var names = new LinkedHashSet<String>();
        collectSymbols(expression, names);
        return Collections.unmodifiableSet(names);
    }

    /// Distinct delayed values in `expression` in the order of their first appearance.
    public static Set<Delayed> delays(Expression expression) {
        var delays = new LinkedHashSet<Delayed>();
        collectDelays(expression, delays);
        return Collections.unmodifiableSet(delays);
    }

    /// `expression` with every symbol that is a key of `values` replaced, in lags too; the
    /// replacements are not searched again.
    public static Expression substitute(
            Expression expression, Map<String, ? extends Expression> values) {
        return Trees.PLAIN.fold(
                expression,
                leaf ->
                        switch (leaf) {
                            case Symbol(String name) -> {
                                var value = values.get(name);
                                yield value == null ? leaf : value;
                            }
                            case Delayed(String state, Expression lag) ->
                                    new Delayed(state, substitute(lag, values));
                            default -> leaf;
                        });
    }

    /// Number of nodes of the tree; the lag of a delayed value counts too.
    public static int nodes(Expression expression) {
        return switch (expression) {
            case Constant _, Symbol _ -> 1;
            case Delayed(_, Expression lag) -> 1 + nodes(lag);
            case Unary(_, Expression argument) -> 1 + nodes(argument);
            case Binary(_, Expression left, Expression right) -> 1 + nodes(left) + nodes(right);
            case Conditional(
                            Comparison(_, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) ->
                    1 + nodes(left) + nodes(right) + nodes(then) + nodes(otherwise);
        };
    }

    private static void collectSymbols(Expression expression, Set<String> names) {
        switch (expression) {
            case Constant _ -> {}
            case Symbol(String name) -> names.add(name);
            case Delayed(_, Expression lag) -> collectSymbols(lag, names);
            case Unary(_, Expression argument) -> collectSymbols(argument, names);
            case Binary(_, Expression left, Expression right) -> {
                collectSymbols(left, names);
                collectSymbols(right, names);
            }
            case Conditional(
                            Comparison(_, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                collectSymbols(left, names);
                collectSymbols(right, names);
                collectSymbols(then, names);
                collectSymbols(otherwise, names);
            }
        }
    }

    private static void collectDelays(Expression expression, Set<Delayed> delays) {
        switch (expression) {
            case Constant _, Symbol _ -> {}
            case Delayed delayed -> delays.add(delayed);
            case Unary(_, Expression argument) -> collectDelays(argument, delays);
            case Binary(_, Expression left, Expression right) -> {
                collectDelays(left, delays);
                collectDelays(right, delays);
            }
            case Conditional(
                            Comparison(_, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                collectDelays(left, delays);
                collectDelays(right, delays);
                collectDelays(then, delays);
                collectDelays(otherwise, delays);
            }
        }
    }
}
