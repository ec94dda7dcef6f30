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
import java.util.Collection;
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

    /// So few known names are all told when none is near.
    private static final int FEW = 12;

    private final SourceText source;
    private final Scope scope;
    private final Budget budget;
    private final IndexArithmetic index;
    private final NextValues next;
    private Boundary boundary = Boundary.NONE;
    private boolean noiseAllowed;
    private boolean inLag;
    private int noiseAt = -1;

    Expander(SourceText source, Scope scope, Budget budget, NextValues next) {
        this.source = source;
        this.scope = scope;
        this.budget = budget;
        this.index = new IndexArithmetic(source, scope, budget);
        this.next = next;
    }

    /// Expands the right-hand side of a definition.
    Expression definition(Syntax node, @Nullable Frame frame, Boundary outside) {
        boundary = outside;
        noiseAllowed = false;
        return expand(node, frame, 1);
    }

    /// Expands the right-hand side of a state's equation; afterwards [#noiseAt] tells whether it
    /// has noise.
    Expression equation(Syntax node, @Nullable Frame frame, Boundary outside) {
        boundary = outside;
        noiseAllowed = true;
        noiseAt = -1;
        return expand(node, frame, 1);
    }

    /// Offset of the first noise in the last equation, -1 if it has none.
    int noiseAt() {
        return noiseAt;
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
        Syntax.Range range = reduction.range();
        checkIndex(range, frame);
        long first = index.evaluate(range.first(), frame, level + 1);
        long last = index.evaluate(range.last(), frame, level + 1);
        if (last < first) {
            return new Constant(reduction.function() == BinaryFunction.ADD ? 0 : 1);
        }
        checkLength(range, first, last);
        return terms(reduction, first, last, frame, level);
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

    /// Refuses an index that already means something.
    void checkIndex(Syntax.Range range, @Nullable Frame frame) {
        String name = range.index();
        Family family = scope.find(name);
        if (family != null) {
            throw source.error(
                    range.at(), "the index '" + name + "' is also " + family.role().text());
        }
        if (Frame.find(frame, name) != null) {
            throw source.error(range.at(), "the index '" + name + "' is already in use here");
        }
    }

    void checkLength(Syntax.Range range, long first, long last) {
        if (last - first >= Limits.NODES) {
            throw source.error(
                    range.at(),
                    "the range "
                            + first
                            + ".."
                            + last
                            + " is too long, at most "
                            + Limits.NODES
                            + " values are allowed");
        }
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
        if (name.equals(NOISE)) {
            return noise(node, frame, level);
        }
        if (name.equals("t") && node.indices().isEmpty()) {
            return new Symbol("t");
        }
        Family family = scope.find(name);
        if (family == null) {
            return constant(node, frame, level);
        }
        String flat = element(family, node.at(), name, node.indices(), frame, level);
        return flat == null ? new Constant(0) : new Symbol(flat);
    }

    /// A name the scope does not know: `pi`, `e`, or one that stands for itself in an open scope.
    private Expression constant(Syntax.Name node, @Nullable Frame frame, int level) {
        String name = node.name();
        if (node.indices().isEmpty()) {
            if (name.equals("pi")) {
                return new Constant(Math.PI);
            }
            if (name.equals("e")) {
                return new Constant(Math.E);
            }
        }
        if (scope.isOpen() && !Words.reserved(name)) {
            return new Symbol(Scope.flat(name, index.evaluate(node.indices(), frame, level + 1)));
        }
        if (Words.function(name)) {
            throw source.error(node.at(), "'" + name + "' is a function: write " + name + "(...)");
        }
        throw unknown(node.at(), "name", name, localNames(frame));
    }

    /// Flat name of an element, null if it lies outside where the boundary says zero.
    private @Nullable String element(
            Family family,
            int at,
            String name,
            List<Syntax> indices,
            @Nullable Frame frame,
            int level) {
        if (family.role() == Role.FUNCTION) {
            throw source.error(at, "'" + name + "' is a function: write " + name + "(...)");
        }
        if (indices.size() != family.rank()) {
            throw source.error(
                    at,
                    "'"
                            + name
                            + "' needs "
                            + count(family.rank(), "index", "indices")
                            + ", got "
                            + indices.size());
        }
        if (inLag && family.role() != Role.PARAMETER) {
            throw source.error(
                    at,
                    "a lag may use numbers, parameters and t, but '"
                            + name
                            + "' is "
                            + family.role().text());
        }
        String flat = name;
        if (family.rank() > 0) {
            long[] values = index.evaluate(indices, frame, level + 1);
            for (int k = 0; k < values.length; k++) {
                long given = values[k];
                long low = family.low(k);
                long high = family.high(k);
                var rule = family.role() == Role.PARAMETER ? Boundary.NONE : boundary;
                values[k] = rule.inside(given, low, high);
                if (values[k] < low) {
                    if (rule == Boundary.ZERO) {
                        return null;
                    }
                    throw source.error(
                            indices.get(k).at(),
                            "index "
                                    + given
                                    + " of '"
                                    + name
                                    + "' lies outside "
                                    + low
                                    + ".."
                                    + high
                                    + outsideAdvice(family.role()));
                }
            }
            flat = Scope.flat(name, values);
            if (!scope.has(flat)) {
                throw source.error(at, flat + " is not defined");
            }
        }
        if (family.role() == Role.DEFINITION && !scope.finished(flat)) {
            throw source.error(
                    at, "'" + flat + "' is defined later: move its definition above this line");
        }
        return flat;
    }

    private static String outsideAdvice(Role role) {
        return role == Role.PARAMETER
                ? ""
                : ": end the line with cyclic, zero or reflect, or change the range";
    }

    private Expression noise(Syntax.Name node, @Nullable Frame frame, int level) {
        if (!noiseAllowed || inLag) {
            throw source.error(
                    node.at(),
                    scope.isOpen()
                            ? "noise needs an equation: x' = f + g*noise"
                            : "noise may stand only in the equation of a state");
        }
        if (noiseAt < 0) {
            noiseAt = node.at();
        }
        if (node.indices().isEmpty()) {
            return new Symbol(NOISE);
        }
        if (node.indices().size() > 1) {
            throw source.error(
                    node.at(), "noise needs one index, its channel, got " + node.indices().size());
        }
        long channel = index.evaluate(node.indices().getFirst(), frame, level + 1);
        if (channel < 0 || channel >= Limits.CHANNELS) {
            throw source.error(
                    node.at(),
                    "the noise channel must lie in 0.."
                            + (Limits.CHANNELS - 1)
                            + ", got "
                            + channel);
        }
        return new Symbol(Scope.flat(NOISE, channel));
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
        throw unknown(call.at(), "function", name, scope.functionNames());
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
                            + count(expected, "argument", "arguments")
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
            throw unknown(state.at(), "name", state.name(), scope.names());
        }
        if (family.role() != Role.STATE) {
            throw source.error(
                    state.at(),
                    "next needs a state, but '" + state.name() + "' is " + family.role().text());
        }
        String flat = element(family, state.at(), state.name(), state.indices(), frame, level);
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
                throw unknown(call.at(), "function", name, scope.functionNames());
            }
            throw source.error(
                    call.at(),
                    "'"
                            + name
                            + "' is a state: write "
                            + name
                            + "(t - lag) for its past, * between factors for a product");
        }
        if (inLag) {
            throw source.error(call.at(), "a lag may use numbers, parameters and t only");
        }
        String flat =
                family == null
                        ? Scope.flat(name, index.evaluate(call.indices(), frame, level + 1))
                        : element(family, call.at(), name, call.indices(), frame, level);
        if (flat == null) {
            return new Constant(0);
        }
        if (lags.isEmpty()) {
            return new Symbol(flat);
        }
        inLag = true;
        int depth = level + lags.size();
        Expression lag = expand(lags.getLast(), frame, depth);
        for (Syntax more : lags.reversed().subList(1, lags.size())) {
            lag = new Binary(BinaryFunction.ADD, lag, expand(more, frame, depth));
        }
        inLag = false;
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

    private List<String> localNames(@Nullable Frame innermost) {
        List<String> names = new ArrayList<>(scope.names());
        for (Frame frame = innermost; frame != null; frame = frame.outer()) {
            names.add(frame.name());
        }
        return names;
    }

    private EquationException unknown(int at, String what, String name, Collection<String> known) {
        String few =
                !known.isEmpty() && known.size() <= FEW
                        ? ": known are " + String.join(", ", known)
                        : "";
        return source.error(
                at, "unknown " + what + " '" + name + "'" + Names.hint(name, known, few));
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
