package org.separatrix.equations;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Whole-number arithmetic of indices and ranges: `+`, `-`, `*` and `mod` over loop indices and
/// whole-number parameters.
final class IndexArithmetic {

    private static final String RULE =
            "an index uses whole numbers, loop indices, whole-number parameters, + - * and mod";

    private final SourceText source;
    private final Scope scope;
    private final Budget budget;

    IndexArithmetic(SourceText source, Scope scope, Budget budget) {
        this.source = source;
        this.scope = scope;
        this.budget = budget;
    }

    long[] evaluate(List<Syntax> nodes, @Nullable Frame frame, int level) {
        long[] values = new long[nodes.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = evaluate(nodes.get(k), frame, level);
        }
        return values;
    }

    long evaluate(Syntax node, @Nullable Frame frame, int level) {
        budget.step(node.at());
        budget.depth(level, node.at());
        try {
            return switch (node) {
                case Syntax.Literal(int at, double value) -> whole(value, "the index", at);
                case Syntax.Name name when name.indices().isEmpty() -> name(name, frame, level);
                case Syntax.Negation(_, Syntax argument) ->
                        Math.negateExact(evaluate(argument, frame, level + 1));
                case Syntax.Operation operation -> operation(operation, frame, level);
                case Syntax.Call(int at, String name, _, List<Syntax> arguments)
                        when name.equals("mod") && arguments.size() == 2 -> {
                    long a = evaluate(arguments.get(0), frame, level + 1);
                    long b = evaluate(arguments.get(1), frame, level + 1);
                    if (b == 0) {
                        throw source.error(at, "mod by zero in an index");
                    }
                    yield Math.floorMod(a, b);
                }
                default -> throw source.error(node.at(), RULE);
            };
        } catch (ArithmeticException _) {
            throw source.error(node.at(), "the index overflows 64 bits");
        }
    }

    /// The values of a loop or sum index, both ends included.
    record Interval(long first, long last) {

        boolean empty() {
            return last < first;
        }
    }

    /// Evaluates a range, whose index must not mean anything yet.
    Interval interval(Syntax.Range range, @Nullable Frame frame, int level) {
        String name = range.index();
        var family = scope.find(name);
        if (family != null) {
            throw source.error(
                    range.at(), "the index '" + name + "' is also " + family.role().text());
        }
        if (Frame.find(frame, name) != null) {
            throw source.error(range.at(), "the index '" + name + "' is already in use here");
        }
        var interval =
                new Interval(
                        evaluate(range.first(), frame, level),
                        evaluate(range.last(), frame, level));
        if (!interval.empty() && interval.last() - interval.first() >= Limits.NODES) {
            throw source.error(
                    range.at(),
                    "the range "
                            + interval.first()
                            + ".."
                            + interval.last()
                            + " is too long, at most "
                            + Limits.NODES
                            + " values are allowed");
        }
        return interval;
    }

    private long operation(Syntax.Operation operation, @Nullable Frame frame, int level) {
        long a = evaluate(operation.left(), frame, level + 1);
        long b = evaluate(operation.right(), frame, level + 1);
        return switch (operation.function()) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case DIVIDE, POWER, ATAN2, MIN, MAX, MOD -> throw source.error(operation.at(), RULE);
        };
    }

    private long name(Syntax.Name node, @Nullable Frame frame, int level) {
        String name = node.name();
        Frame local = Frame.find(frame, name);
        if (local != null) {
            Syntax argument = local.argument();
            return argument == null ? local.value() : evaluate(argument, local.home(), level + 1);
        }
        Double value = scope.parameter(name);
        if (value == null && scope.find(name) == null && !scope.isOpen()) {
            throw source.error(
                    node.at(),
                    "unknown name '" + name + "'" + Names.hint(name, scope.parameterNames(), ""));
        }
        if (value == null) {
            throw source.error(node.at(), "'" + name + "' cannot be part of an index: " + RULE);
        }
        return whole(value, name, node.at());
    }

    private long whole(double value, String what, int at) {
        if (value != Math.rint(value) || Math.abs(value) > 1e15) {
            throw source.error(at, what + " must be a whole number, got " + value);
        }
        return (long) value;
    }
}
