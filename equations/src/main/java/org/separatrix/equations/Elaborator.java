package org.separatrix.equations;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Scope.Family;
import org.separatrix.equations.Scope.Role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Makes a system of statements: declares every left side, then expands the right sides in order.
final class Elaborator {

    /// A diffusion term whose channel is not numbered yet; -1 is the equation's own channel.
    private record Term(int state, int channel, Expression coefficient) {}

    private final SourceText source;
    private final List<Statement> statements;
    private final SystemKind kind;
    private final Scope scope;
    private final boolean checked;
    private final Budget budget;
    private final Expander expander;
    private final List<String> states = new ArrayList<>();
    private final Map<String, Integer> stateIndex = new HashMap<>();
    private final List<Expression> rightHandSides = new ArrayList<>();
    private final List<EquationSystem.Definition> definitions = new ArrayList<>();
    private final List<Term> noise = new ArrayList<>();

    private int elements;

    private Elaborator(
            SourceText source,
            List<Statement> statements,
            SystemKind kind,
            Scope scope,
            boolean checked) {
        this.source = source;
        this.statements = statements;
        this.kind = kind;
        this.scope = scope;
        this.checked = checked;
        this.budget = new Budget(source);
        this.expander = new Expander(source, scope, budget, this::nextValue);
    }

    /// The system of the statements; without a kind, primes tell a flow from a map.
    static EquationSystem system(
            SourceText source,
            List<Statement> statements,
            Map<String, ParameterValue> parameters,
            @Nullable SystemKind kind) {
        boolean primed = statements.stream().anyMatch(s -> s.form() == Statement.Form.DERIVATIVE);
        var actual = kind != null ? kind : primed ? SystemKind.FLOW : SystemKind.MAP;
        return new Elaborator(source, statements, actual, Scope.of(parameters), true).system();
    }

    /// The same for statements of a format in which a function may use definitions below it:
    /// functions are checked only where they are called.
    static EquationSystem lenient(
            SourceText source,
            List<Statement> statements,
            Map<String, ParameterValue> parameters,
            SystemKind kind) {
        return new Elaborator(source, statements, kind, Scope.of(parameters), false).system();
    }

    private EquationSystem system() {
        for (Statement statement : statements) {
            if (statement.form() != Statement.Form.FUNCTION) {
                declare(statement);
            }
        }
        if (states.isEmpty()) {
            throw source.error(
                    0,
                    kind == SystemKind.FLOW
                            ? "a flow needs an equation such as x' = ..."
                            : "expected an equation such as x' = ... or x = ...");
        }
        for (Statement statement : statements) {
            expand(statement);
        }
        return new EquationSystem(
                kind == SystemKind.MAP,
                states,
                scope.parameterNames(),
                scope.parameterValues(),
                definitions,
                rightHandSides,
                numberedNoise());
    }

    private Role role(Statement statement) {
        return switch (statement.form()) {
            case DERIVATIVE -> {
                if (kind == SystemKind.MAP) {
                    throw source.error(
                            statement.at(),
                            "a map has next values, not derivatives: write "
                                    + statement.name()
                                    + " = ...");
                }
                yield Role.STATE;
            }
            case PLAIN -> kind == SystemKind.MAP ? Role.STATE : Role.DEFINITION;
            case LET -> Role.DEFINITION;
            case FUNCTION -> Role.FUNCTION;
        };
    }

    private void declare(Statement statement) {
        Role role = role(statement);
        String name = statement.name();
        int rank = statement.indices().size();
        Family family = scope.declare(name, role, rank);
        if (family.role() != role) {
            throw source.error(
                    statement.at(),
                    "'" + name + "' is already " + family.role().text() + ": choose another name");
        }
        if (family.rank() != rank) {
            throw source.error(
                    statement.at(),
                    "'" + name + "' appears with " + family.rank() + " and " + rank + " indices");
        }
        if (rank == 0 && !statement.loops().isEmpty()) {
            throw source.error(
                    statement.at(), "a for clause needs an index on the left: " + name + "[i]");
        }
        iterate(
                statement,
                frame -> {
                    long[] indices = expander.index().evaluate(statement.indices(), frame, 1);
                    String flat = Scope.flat(name, indices);
                    if (!scope.declareElement(flat)) {
                        throw source.error(statement.at(), "'" + flat + "' is defined twice");
                    }
                    if (++elements > Limits.ELEMENTS) {
                        throw source.error(
                                statement.at(),
                                "the system has more than "
                                        + Limits.ELEMENTS
                                        + " states and definitions");
                    }
                    family.include(indices);
                    if (role == Role.STATE) {
                        addState(flat, statement.at());
                    }
                });
    }

    private void addState(String flat, int at) {
        if (states.size() == Limits.STATES) {
            throw source.error(at, "the system has more than " + Limits.STATES + " states");
        }
        stateIndex.put(flat, states.size());
        states.add(flat);
    }

    private void expand(Statement statement) {
        switch (role(statement)) {
            case STATE -> iterate(statement, frame -> equation(statement, frame));
            case DEFINITION -> iterate(statement, frame -> definition(statement, frame));
            case FUNCTION -> function(statement);
            case PARAMETER -> throw new AssertionError(statement.name());
        }
    }

    private void equation(Statement statement, @Nullable Frame frame) {
        Expression expression =
                expander.equation(statement.rightHandSide(), frame, statement.boundary());
        int noiseAt = expander.noiseAt();
        if (noiseAt >= 0) {
            var affine = new NoiseTerms(source, budget, noiseAt).split(expression);
            int state = rightHandSides.size();
            affine.coefficients()
                    .forEach((channel, g) -> noise.add(new Term(state, channel(channel), g)));
            expression = affine.driftOrZero();
        }
        rightHandSides.add(expression);
    }

    private static int channel(String noiseSymbol) {
        int open = noiseSymbol.indexOf('[');
        return open < 0
                ? -1
                : Integer.parseInt(noiseSymbol, open + 1, noiseSymbol.length() - 1, 10);
    }

    private void definition(Statement statement, @Nullable Frame frame) {
        Expression expression =
                expander.definition(statement.rightHandSide(), frame, statement.boundary());
        long[] indices = expander.index().evaluate(statement.indices(), frame, 1);
        String flat = Scope.flat(statement.name(), indices);
        definitions.add(new EquationSystem.Definition(flat, expression));
        scope.finish(flat);
    }

    /// Checks a function's body with its arguments standing for zero, then makes it known.
    private void function(Statement function) {
        String name = function.name();
        Family family = scope.find(name);
        if (family != null) {
            throw source.error(
                    function.at(),
                    "'" + name + "' is already " + family.role().text() + ": choose another name");
        }
        if (checked) {
            Frame body = null;
            for (String parameter : function.parameters()) {
                body = Frame.index(body, parameter, 0);
            }
            expander.definition(function.rightHandSide(), body, Boundary.REFLECT);
        }
        scope.define(function);
    }

    /// Runs the action for every combination of the loops' indices, the last one fastest.
    private void iterate(Statement statement, Consumer<@Nullable Frame> action) {
        iterate(statement, 0, null, action);
    }

    private void iterate(
            Statement statement,
            int loop,
            @Nullable Frame frame,
            Consumer<@Nullable Frame> action) {
        if (loop == statement.loops().size()) {
            action.accept(frame);
            return;
        }
        Syntax.Range range = statement.loops().get(loop);
        var interval = expander.index().interval(range, frame, 1);
        for (long k = interval.first(); k <= interval.last(); k++) {
            budget.step(range.at());
            iterate(statement, loop + 1, Frame.index(frame, range.index(), k), action);
        }
    }

    /// The new value of a state whose equation is above, named by a definition.
    private @Nullable Expression nextValue(String state, int at) {
        Integer index = stateIndex.get(state);
        if (kind != SystemKind.MAP || index == null || index >= rightHandSides.size()) {
            return null;
        }
        String name = "next_" + state;
        var symbol = new Symbol(name);
        Expression value = rightHandSides.get(index);
        if (value.equals(symbol)) {
            return symbol;
        }
        if (noise.stream().anyMatch(term -> term.state() == index)) {
            throw source.error(at, "next(" + state + ") is not available: " + state + " has noise");
        }
        if (!scope.declareElement(name)) {
            throw source.error(at, "next(" + state + ") needs the name " + name + ": rename yours");
        }
        definitions.add(new EquationSystem.Definition(name, value));
        rightHandSides.set(index, symbol);
        return symbol;
    }

    /// Channels shared by number keep it; each equation's own channel follows after them.
    private List<EquationSystem.Noise> numberedNoise() {
        int free = noise.stream().mapToInt(Term::channel).max().orElse(-1) + 1;
        List<EquationSystem.Noise> numbered = new ArrayList<>();
        for (Term term : noise) {
            int channel = term.channel() < 0 ? free++ : term.channel();
            numbered.add(new EquationSystem.Noise(term.state(), channel, term.coefficient()));
        }
        numbered.sort(
                Comparator.comparingInt(EquationSystem.Noise::state)
                        .thenComparingInt(EquationSystem.Noise::channel));
        return numbered;
    }
}
