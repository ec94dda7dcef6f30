package org.separatrix.equations.compile;

import org.separatrix.equations.Algebra;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expressions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// A system of equations that can be written into a graph for any time, state and past.
final class ResolvedSystem {

    private final EquationSystem equations;
    private final List<Delayed> delays;

    ResolvedSystem(EquationSystem equations) {
        this.equations = equations;
        var found = new LinkedHashSet<Delayed>();
        equations.definitions().forEach(d -> found.addAll(Expressions.delays(d.expression())));
        equations.rightHandSides().forEach(rhs -> found.addAll(Expressions.delays(rhs)));
        equations.noise().forEach(n -> found.addAll(Expressions.delays(n.coefficient())));
        this.delays = List.copyOf(found);
    }

    /// Refuses names without a meaning and delays of what is no state.
    void checkNames() {
        var graph = new Graph();
        rightHandSides(graph);
        noise(graph);
        lags(graph);
        for (int k = 0; k < delays.size(); k++) {
            delayedState(k);
        }
    }

    EquationSystem equations() {
        return equations;
    }

    int dimension() {
        return equations.dimension();
    }

    /// Distinct delayed values; their positions are the numbers of the delayed terms.
    List<Delayed> delays() {
        return delays;
    }

    /// Number of the state that delayed term `k` refers to.
    int delayedState(int k) {
        int state = equations.states().indexOf(delays.get(k).state());
        if (state < 0) {
            throw new IllegalArgumentException(
                    "delayed name must be a state, got %s; states are %s"
                            .formatted(delays.get(k).state(), equations.states()));
        }
        return state;
    }

    /// The inputs `bank[0..count)`.
    static List<Node> inputs(Graph graph, Bank bank, int count) {
        var nodes = new ArrayList<Node>(count);
        for (int i = 0; i < count; i++) {
            nodes.add(graph.input(bank, i));
        }
        return nodes;
    }

    /// The right-hand sides, states at [Bank#STATE], time at [Bank#TIME], past at [Bank#SECOND].
    List<Node> rightHandSides(Graph graph) {
        return rightHandSides(
                graph, graph.input(Bank.TIME, 0), inputs(graph, Bank.STATE, dimension()));
    }

    /// The right-hand sides at the given time and states; the past lies at [Bank#SECOND].
    List<Node> rightHandSides(Graph graph, Node time, List<Node> states) {
        var scope = new Scope(graph, time, states);
        return equations.rightHandSides().stream().map(scope::node).toList();
    }

    /// The coefficients of the noise terms, in their order.
    List<Node> noise(Graph graph) {
        var scope =
                new Scope(graph, graph.input(Bank.TIME, 0), inputs(graph, Bank.STATE, dimension()));
        return equations.noise().stream().map(n -> scope.node(n.coefficient())).toList();
    }

    /// The lags of the delayed terms.
    List<Node> lags(Graph graph) {
        var scope =
                new Scope(graph, graph.input(Bank.TIME, 0), inputs(graph, Bank.STATE, dimension()));
        return delays.stream().map(d -> scope.node(d.lag())).toList();
    }

    /// What the names mean, with the definitions evaluated in their order.
    private final class Scope {
        private final Algebra<Node> graph;
        private final Map<Expression, Node> meanings = new HashMap<>();

        Scope(Graph graph, Node time, List<Node> states) {
            this.graph = graph;
            meanings.put(new Symbol("t"), time);
            for (int i = 0; i < equations.parameters().size(); i++) {
                meanings.put(
                        new Symbol(equations.parameters().get(i)), graph.input(Bank.PARAMETERS, i));
            }
            for (int i = 0; i < states.size(); i++) {
                meanings.put(new Symbol(equations.states().get(i)), states.get(i));
            }
            for (int k = 0; k < delays.size(); k++) {
                meanings.put(delays.get(k), graph.input(Bank.SECOND, k));
            }
            for (var definition : equations.definitions()) {
                meanings.put(new Symbol(definition.name()), node(definition.expression()));
            }
        }

        Node node(Expression expression) {
            return graph.fold(expression, this::leaf);
        }

        private Node leaf(Expression leaf) {
            var meaning = meanings.get(leaf);
            if (meaning == null) {
                String name = leaf instanceof Symbol(String symbol) ? symbol : leaf.toString();
                throw new IllegalArgumentException(
                        "unknown name %s: expected t, a state, a parameter or an earlier definition"
                                .formatted(name));
            }
            return meaning;
        }
    }
}
