package org.separatrix.equations;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns the syntax of XPPAUT's expressions into that of the language: array elements `x[j-1]` into
/// names `x2`, numbers and Wiener variables into what they stand for, `delay(x, tau)` into `x(t -
/// tau)`.
final class XppRewriter {

    private final SourceText source;
    private final Budget budget;
    private final IndexArithmetic index;
    private final Map<String, Syntax> meanings = new HashMap<>();
    private int channels;
    private @Nullable Frame element;
    private List<String> arguments = List.of();

    XppRewriter(SourceText source) {
        this.source = source;
        this.budget = new Budget(source);
        this.index = new IndexArithmetic(source, Scope.of(Map.of()), budget);
    }

    /// Makes a name stand for a number.
    void number(String name, double value) {
        meanings.put(name, new Syntax.Literal(0, value));
    }

    /// Makes a name stand for the next noise channel: XPPAUT's Wiener variables are white noise.
    void wiener(String name) {
        var channel = new Syntax.Literal(0, channels++);
        meanings.put(name, new Syntax.Name(0, Expander.NOISE, List.of(channel)));
    }

    /// The statement in the language; its index, if it has one, is the element number j of an
    /// array.
    Statement rewrite(Statement statement) {
        element = null;
        arguments = statement.parameters();
        for (Syntax number : statement.indices()) {
            element = Frame.index(null, "j", index.evaluate(number, null, 1));
        }
        return new Statement(
                statement.at(),
                statement.form(),
                statement.name(),
                List.of(),
                arguments,
                rewrite(statement.rightHandSide(), 1),
                List.of(),
                Boundary.NONE);
    }

    private Syntax rewrite(Syntax node, int level) {
        budget.node(node.at());
        budget.depth(level, node.at());
        int deeper = level + 1;
        return switch (node) {
            case Syntax.Literal literal -> literal;
            case Syntax.Name name -> name(name, level);
            case Syntax.Call call -> call(call, deeper);
            case Syntax.Negation(int at, Syntax argument) ->
                    new Syntax.Negation(at, rewrite(argument, deeper));
            case Syntax.Operation(int at, BinaryFunction function, Syntax left, Syntax right) ->
                    new Syntax.Operation(
                            at, function, rewrite(left, deeper), rewrite(right, deeper));
            case Syntax.Choice(int at, Syntax condition, Syntax then, Syntax otherwise) ->
                    new Syntax.Choice(
                            at,
                            rewrite(condition, deeper),
                            rewrite(then, deeper),
                            rewrite(otherwise, deeper));
            case Syntax.Reduction(int at, _, _, _) ->
                    throw source.error(at, "XPPAUT's sum(a,b)of(..) is not supported");
            case Syntax.Compare(int at, Relation relation, Syntax left, Syntax right) ->
                    new Syntax.Compare(at, relation, rewrite(left, deeper), rewrite(right, deeper));
            case Syntax.Junction(int at, boolean all, Syntax left, Syntax right) ->
                    new Syntax.Junction(at, all, rewrite(left, deeper), rewrite(right, deeper));
            case Syntax.Not(int at, Syntax condition) ->
                    new Syntax.Not(at, rewrite(condition, deeper));
        };
    }

    private Syntax name(Syntax.Name node, int level) {
        String name = node.name();
        if (node.indices().size() > 1) {
            throw source.error(node.at(), "an array element has one index: " + name + "[j]");
        }
        if (!node.indices().isEmpty()) {
            long number = index.evaluate(node.indices().getFirst(), element, level + 1);
            name += number < 0 ? "_" + -number : String.valueOf(number);
        } else if (arguments.contains(name)) {
            return node;
        } else if (element != null && name.equals("j")) {
            return new Syntax.Literal(node.at(), element.value());
        }
        return switch (meanings.get(name)) {
            case null -> new Syntax.Name(node.at(), name, List.of());
            case Syntax.Name noise -> new Syntax.Name(node.at(), noise.name(), noise.indices());
            case Syntax meaning -> meaning;
        };
    }

    private Syntax call(Syntax.Call call, int level) {
        int at = call.at();
        List<Syntax> given = call.arguments().stream().map(a -> rewrite(a, level)).toList();
        return switch (call.name()) {
            case "delay" -> delay(at, given);
            case "heav" -> step(at, given);
            case "flr" -> new Syntax.Call(at, "floor", List.of(), given);
            default -> new Syntax.Call(at, call.name(), call.indices(), given);
        };
    }

    private Syntax delay(int at, List<Syntax> given) {
        if (given.size() != 2 || !(given.get(0) instanceof Syntax.Name state)) {
            throw source.error(at, "delay needs a state and a lag: delay(x, tau)");
        }
        var time = new Syntax.Name(at, "t", List.of());
        var past = new Syntax.Operation(at, BinaryFunction.SUBTRACT, time, given.get(1));
        return new Syntax.Call(at, state.name(), state.indices(), List.of(past));
    }

    /// XPPAUT's step is 1 at zero, the language's is 0 there.
    private Syntax step(int at, List<Syntax> given) {
        if (given.size() != 1) {
            throw source.error(at, "'heav' needs 1 argument, got " + given.size());
        }
        var zero = new Syntax.Literal(at, 0);
        return new Syntax.Choice(
                at,
                new Syntax.Compare(at, Relation.GREATER_OR_EQUAL, given.getFirst(), zero),
                new Syntax.Literal(at, 1),
                zero);
    }
}
