package org.separatrix.equations;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Scope.Family;
import org.separatrix.equations.Scope.Role;

import java.util.ArrayList;
import java.util.List;

/// Turns syntax into expressions: resolves names, writes sums out, inlines functions.
///
/// Functions are inlined by name: an argument is expanded again at each use, so that the [Budget]
/// sees every node of the final tree and stops an exponential one early.
final class Expander {

    /// The new value of a state, for `next(x)` in maps.
    @FunctionalInterface
    interface NextValues {

        /// The symbol of the new value, null if the state has none yet.
        ///
        /// @throws EquationException if it cannot be named, at offset `at`
        @Nullable Expression of(String state, int at);
    }

    /// Expands one branch of a conditional at a depth of the tree.
    @FunctionalInterface
    private interface Branch {
        Expression at(int level);
    }

    /// Name of the symbol of an equation's own noise channel while the equation is being read.
    static final String NOISE = "noise";

    private final SourceText source;
    private final Scope scope;
    private final Budget budget;
    private final IndexArithmetic index;
    private final References references;
    private final NextValues next;

    Expander(SourceText source, Scope scope, Budget budget, NextValues next) {
        this.source = source;
        this.scope = scope;
        this.budget = budget;
        this.index = new IndexArithmetic(source, scope, budget);
        this.references = new References(source, scope, index);
        this.next = next;
    }

    /// Expands the right-hand side of a definition.
    Expression definition(Syntax node, @Nullable Frame frame, Boundary outside) {
        references.begin(outside, false);
        return expand(node, frame, 1);
    }

    /// Expands the right-hand side of a state's equation; [#noiseAt] then tells whether it has
    /// noise.
    Expression equation(Syntax node, @Nullable Frame frame, Boundary outside) {
        references.begin(outside, true);
        return expand(node, frame, 1);
    }

    /// Offset of the first noise in the last equation, -1 if it has none.
    int noiseAt() {
        return references.noiseAt();
    }

    IndexArithmetic index() {
        return index;
    }

    private Expression expand(Syntax node, @Nullable Frame frame, int level) {
        budget.node(node.at());
        budget.depth(level, node.at());
        return switch (node) {
            case Syntax.Literal(_, double value) -> new Constant(value);
            case Syntax.Name name -> name(name, frame, level);
            case Syntax.Call call -> call(call, frame, level);
            case Syntax.Negation(_, Syntax argument) ->
                    new Unary(UnaryFunction.NEGATE, expand(argument, frame, level + 1));
            case Syntax.Operation(_, BinaryFunction function, Syntax left, Syntax right) ->
                    new Binary(
                            function,
                            expand(left, frame, level + 1),
                            expand(right, frame, level + 1));
            case Syntax.Choice(_, Syntax condition, Syntax then, Syntax otherwise) ->
                    choose(
                            condition,
                            depth -> expand(then, frame, depth),
                            depth -> expand(otherwise, frame, depth),
                            frame,
                            level);
            case Syntax.Reduction reduction -> reduce(reduction, frame, level);
            case Syntax.Compare _, Syntax.Junction _, Syntax.Not _ ->
                    throw source.error(node.at(), "a comparison is not a number");
        };
    }

    private Expression choose(
            Syntax condition, Branch then, Branch otherwise, @Nullable Frame frame, int level) {
        budget.node(condition.at());
        budget.depth(level, condition.at());
        return switch (condition) {
            case Syntax.Compare(_, Relation relation, Syntax left, Syntax right) ->
                    new Conditional(
                            new Comparison(
                                    relation,
                                    expand(left, frame, level + 1),
                                    expand(right, frame, level + 1)),
                            then.at(level + 1),
                            otherwise.at(level + 1));
            case Syntax.Not(_, Syntax inner) -> choose(inner, otherwise, then, frame, level + 1);
            case Syntax.Junction(_, boolean all, Syntax left, Syntax right) -> {
                Branch second = depth -> choose(right, then, otherwise, frame, depth);
                yield all
                        ? choose(left, second, otherwise, frame, level + 1)
                        : choose(left, then, second, frame, level + 1);
            }
            case Syntax.Literal _,
                    Syntax.Name _,
                    Syntax.Call _,
                    Syntax.Negation _,
                    Syntax.Operation _,
                    Syntax.Choice _,
                    Syntax.Reduction _ ->
                    throw source.error(condition.at(), "a number is not a condition");
        };
    }

    private Expression reduce(Syntax.Reduction reduction, @Nullable Frame frame, int level) {
        var interval = index.interval(reduction.range(), frame, level + 1);
        return interval.empty()
                ? new Constant(reduction.function() == BinaryFunction.ADD ? 0 : 1)
                : terms(reduction, interval.first(), interval.last(), frame, level);
    }

    /// Terms `first..last`: a short run nested to the left, a longer one split in halves.
    private Expression terms(
            Syntax.Reduction reduction, long first, long last, @Nullable Frame frame, int level) {
        String name = reduction.range().index();
        long count = last - first + 1;
        if (count > Limits.CHAIN) {
            budget.depth(level, reduction.at());
            long middle = first + count / 2;
            return new Binary(
                    reduction.function(),
                    terms(reduction, first, middle - 1, frame, level + 1),
                    terms(reduction, middle, last, frame, level + 1));
        }
        int depth = level + (int) count;
        Expression result = expand(reduction.body(), Frame.index(frame, name, first), depth);
        for (long k = first + 1; k <= last; k++) {
            budget.node(reduction.at());
            result =
                    new Binary(
                            reduction.function(),
                            result,
                            expand(reduction.body(), Frame.index(frame, name, k), depth));
        }
        return result;
    }

    private Expression name(Syntax.Name node, @Nullable Frame frame, int level) {
        String name = node.name();
        Frame local = Frame.find(frame, name);
        if (local != null) {
            if (!node.indices().isEmpty()) {
                throw source.error(node.at(), "'" + name + "' is a local name without indices");
            }
            Syntax argument = local.argument();
            return argument == null
                    ? new Constant(local.value())
                    : expand(argument, local.home(), level + 1);
        }
        return references.resolve(node, frame, level);
    }

    private Expression call(Syntax.Call call, @Nullable Frame frame, int level) {
        String name = call.name();
        List<Syntax> arguments = call.arguments();
        if (call.indices().isEmpty()) {
            UnaryFunction unary = Words.UNARY.get(name);
            if (unary != null) {
                checkCount(call, 1);
                return new Unary(unary, expand(arguments.getFirst(), frame, level + 1));
            }
            BinaryFunction binary = Words.BINARY.get(name);
            if (binary != null) {
                return binary(binary, call, frame, level);
            }
        }
        if (name.equals("next")) {
            return next(call, frame, level);
        }
        Family family = Frame.find(frame, name) == null ? scope.find(name) : null;
        boolean past = family == null ? scope.isOpen() : family.role() == Role.STATE;
        if (past) {
            return delayed(call, family, frame, level);
        }
        Statement function = family == null ? null : scope.function(name);
        if (function != null && call.indices().isEmpty()) {
            return inline(function, call, frame, level);
        }
        if (family != null || Frame.find(frame, name) != null || name.equals("t")) {
            throw source.error(
                    call.at(),
                    "'" + name + "' is not a function: write * between factors for a product");
        }
        throw references.unknown(call.at(), "function", name, scope.functionNames());
    }

    private Expression binary(
            BinaryFunction function, Syntax.Call call, @Nullable Frame frame, int level) {
        List<Syntax> arguments = call.arguments();
        boolean extremum = function == BinaryFunction.MIN || function == BinaryFunction.MAX;
        if (!extremum) {
            checkCount(call, 2);
        } else if (arguments.size() < 2) {
            throw source.error(
                    call.at(), "'" + call.name() + "' needs at least 2 arguments, got 1");
        }
        int depth = level + arguments.size() - 1;
        Expression result = expand(arguments.getFirst(), frame, depth);
        for (Syntax argument : arguments.subList(1, arguments.size())) {
            budget.node(call.at());
            result = new Binary(function, result, expand(argument, frame, depth));
        }
        return result;
    }

    private Expression inline(
            Statement function, Syntax.Call call, @Nullable Frame frame, int level) {
        List<String> parameters = function.parameters();
        checkCount(call, parameters.size());
        Frame body = null;
        for (int k = 0; k < parameters.size(); k++) {
            body = Frame.argument(body, parameters.get(k), call.arguments().get(k), frame);
        }
        return expand(function.rightHandSide(), body, level + 1);
    }

    private void checkCount(Syntax.Call call, int expected) {
        int given = call.arguments().size();
        if (given != expected) {
            throw source.error(
                    call.at(),
                    "'"
                            + call.name()
                            + "' needs "
                            + References.count(expected, "argument", "arguments")
                            + ", got "
                            + given);
        }
    }

    private Expression next(Syntax.Call call, @Nullable Frame frame, int level) {
        checkCount(call, 1);
        if (!(call.arguments().getFirst() instanceof Syntax.Name state)
                || !call.indices().isEmpty()) {
            throw source.error(call.at(), "next needs the name of a state: next(x)");
        }
        Family family = scope.find(state.name());
        if (family == null) {
            throw references.unknown(state.at(), "name", state.name(), scope.names());
        }
        if (family.role() != Role.STATE) {
            throw source.error(
                    state.at(),
                    "next needs a state, but '" + state.name() + "' is " + family.role().text());
        }
        String flat =
                references.element(family, state.at(), state.name(), state.indices(), frame, level);
        if (flat == null) {
            return new Constant(0);
        }
        Expression value = next.of(flat, call.at());
        if (value == null) {
            throw source.error(
                    call.at(),
                    "next(" + flat + ") is known only in a map, below the equation of " + flat);
        }
        return value;
    }

    /// `x(t - lag)`, and `x(t)` for the present value.
    private Expression delayed(
            Syntax.Call call, @Nullable Family family, @Nullable Frame frame, int level) {
        String name = call.name();
        List<Syntax> lags = call.arguments().size() == 1 ? lags(call) : null;
        if (lags == null) {
            if (family == null) {
                throw references.unknown(call.at(), "function", name, scope.functionNames());
            }
            throw source.error(
                    call.at(),
                    "'"
                            + name
                            + "' is a state: write "
                            + name
                            + "(t - lag) for its past, * between factors for a product");
        }
        if (references.inLag()) {
            throw source.error(call.at(), "a lag may use numbers, parameters and t only");
        }
        String flat =
                family == null
                        ? Scope.flat(name, index.evaluate(call.indices(), frame, level + 1))
                        : references.element(family, call.at(), name, call.indices(), frame, level);
        if (flat == null) {
            return new Constant(0);
        }
        if (lags.isEmpty()) {
            return new Symbol(flat);
        }
        references.lag(true);
        int depth = level + lags.size();
        Expression lag = expand(lags.getLast(), frame, depth);
        for (Syntax more : lags.reversed().subList(1, lags.size())) {
            lag = new Binary(BinaryFunction.ADD, lag, expand(more, frame, depth));
        }
        references.lag(false);
        if (lag instanceof Constant(double value) && value < 0) {
            throw source.error(
                    call.at(), "the lag must not be negative, got " + value + ": write t - lag");
        }
        return new Delayed(flat, lag);
    }

    /// The terms subtracted from `t`, last first; null if the argument is of another form.
    private static @Nullable List<Syntax> lags(Syntax.Call call) {
        List<Syntax> lags = new ArrayList<>(1);
        Syntax node = call.arguments().getFirst();
        while (node instanceof Syntax.Operation(_, BinaryFunction function, Syntax left, Syntax lag)
                && function == BinaryFunction.SUBTRACT
                && lags.size() < Limits.LIST) {
            lags.add(lag);
            node = left;
        }
        boolean time =
                node instanceof Syntax.Name(_, String name, List<Syntax> indices)
                        && name.equals("t")
                        && indices.isEmpty();
        return time ? lags : null;
    }
}
