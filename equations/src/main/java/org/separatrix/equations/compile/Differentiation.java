package org.separatrix.equations.compile;

import org.separatrix.equations.Derivative;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Partial derivatives within a graph, by the chain rule of [Derivative] on shared nodes.
///
/// Only the nodes that depend on a variable are visited for it, so that a sparse system of
/// thousands of states costs its non-zero entries and not the square of its size.
final class Differentiation {

    private final Graph graph;
    private final List<Node> variables;
    private final BitSet[] dependencies;

    /// @param variables the inputs to differentiate by
    Differentiation(Graph graph, List<Node> variables) {
        this.graph = graph;
        this.variables = List.copyOf(variables);
        var nodes = graph.nodes();
        this.dependencies = new BitSet[nodes.size()];
        var none = new BitSet();
        var numbers = new HashMap<Node, Integer>();
        for (Node variable : variables) {
            numbers.put(variable, numbers.size());
        }
        for (Node node : nodes) {
            var number = numbers.get(node);
            var set = none;
            if (number != null) {
                set = new BitSet();
                set.set(number);
            }
            for (int k = 0; k < node.arity(); k++) {
                set = union(set, dependencies[node.operand(k).id()]);
            }
            dependencies[node.id()] = set;
        }
    }

    /// Numbers of the variables that `node` depends on; the node existed when this object was made.
    BitSet dependencies(Node node) {
        return dependencies[node.id()];
    }

    /// Derivative of each node by variable number `variable`.
    Node[] by(int variable, List<Node> nodes) {
        var slopes = new HashMap<Node, Node>();
        slopes.put(variables.get(variable), graph.constant(1));
        return nodes.stream().map(node -> slope(node, variable, slopes)).toArray(Node[]::new);
    }

    private Node slope(Node node, int variable, Map<Node, Node> slopes) {
        if (!dependencies[node.id()].get(variable)) {
            return graph.constant(0);
        }
        var known = slopes.get(node);
        if (known != null) {
            return known;
        }
        var algebra = graph.real();
        Node result =
                switch (node.operation()) {
                    case Node.Constant _, Node.Input _ -> graph.constant(0);
                    case Node.Unary(var function, Node u) ->
                            Derivative.chain(
                                    algebra, function, u, node, slope(u, variable, slopes));
                    case Node.Binary(var function, Node u, Node v) ->
                            Derivative.chain(
                                    algebra,
                                    function,
                                    u,
                                    v,
                                    node,
                                    slope(u, variable, slopes),
                                    slope(v, variable, slopes));
                    case Node.Choice(
                                    var relation,
                                    Node left,
                                    Node right,
                                    Node then,
                                    Node otherwise) ->
                            algebra.choose(
                                    relation,
                                    left,
                                    right,
                                    slope(then, variable, slopes),
                                    slope(otherwise, variable, slopes));
                };
        slopes.put(node, result);
        return result;
    }

    private static BitSet union(BitSet a, BitSet b) {
        if (b.isEmpty() || a.equals(b)) {
            return a;
        }
        if (a.isEmpty()) {
            return b;
        }
        var both = (BitSet) a.clone();
        both.or(b);
        return both;
    }
}
