package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Program.Output;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order in which a program's numbers are computed, cut into methods small enough for the JIT.
///
/// A node that is used once is computed where it is used, on the operand stack, and inside the
/// branch of a choice if it belongs to one branch alone. A node used more often gets a local
/// variable. A node that a later method needs is also kept in the work array.
final class Schedule {

    /// No expression on the operand stack is larger, so that methods can be cut between
    /// expressions.
    private static final int EXPRESSION_BYTES = 400;

    /// One thing to do.
    sealed interface Statement {
        Node node();
    }

    /// Computes a node into a local variable.
    record Define(Node node) implements Statement {}

    /// Computes a node, if it has no variable yet, and writes it to its place.
    record Write(Output output) implements Statement {
        @Override
        public Node node() {
            return output.value();
        }
    }

    private final BitSet variables = new BitSet();
    private final List<List<Statement>> methods = new ArrayList<>();
    private final Map<Node, Integer> kept = new HashMap<>();

    Schedule(Program program, Target target) {
        this(program, target, target.methodSize());
    }

    /// @param methodSize largest sum of costs of one method
    Schedule(Program program, Target target, int methodSize) {
        var nodes = program.graph().nodes();
        int[] uses = uses(nodes, program.outputs());
        int[] sizes = new int[nodes.size()];
        for (Node node : nodes) {
            int size = target.size(node);
            for (int k = 0; k < node.arity(); k++) {
                Node operand = node.operand(k);
                size += variables.get(operand.id()) ? 4 : sizes[operand.id()];
            }
            sizes[node.id()] = size;
            boolean shared = uses[node.id()] > 1;
            boolean large = uses[node.id()] > 0 && size > EXPRESSION_BYTES;
            if (!node.isLeaf() && (shared || large)) {
                variables.set(node.id());
            }
        }
        cut(statements(nodes, program.outputs()), sizes, target, methodSize);
        findKept();
    }

    /// The statements of each method.
    List<List<Statement>> methods() {
        return methods;
    }

    /// Whether `node` has a local variable where it is computed.
    boolean isVariable(Node node) {
        return variables.get(node.id());
    }

    /// Places in the work array of the nodes that outlive their method.
    Map<Node, Integer> kept() {
        return kept;
    }

    private static int[] uses(List<Node> nodes, List<Output> outputs) {
        int[] uses = new int[nodes.size()];
        for (var output : outputs) {
            uses[output.value().id()]++;
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (uses[i] > 0) {
                for (int k = 0; k < nodes.get(i).arity(); k++) {
                    uses[nodes.get(i).operand(k).id()]++;
                }
            }
        }
        return uses;
    }

    /// Definitions in the order of creation, each output as soon as its value is there.
    private List<Statement> statements(List<Node> nodes, List<Output> outputs) {
        var byValue = new HashMap<Node, List<Output>>();
        for (var output : outputs) {
            byValue.computeIfAbsent(output.value(), _ -> new ArrayList<>()).add(output);
        }
        var statements = new ArrayList<Statement>();
        for (Node node : nodes) {
            if (isVariable(node)) {
                statements.add(new Define(node));
            }
            byValue.getOrDefault(node, List.of())
                    .forEach(output -> statements.add(new Write(output)));
        }
        return statements;
    }

    private void cut(List<Statement> statements, int[] sizes, Target target, int methodSize) {
        var method = new ArrayList<Statement>();
        int size = 0;
        for (var statement : statements) {
            int more =
                    target.units()
                            * switch (statement) {
                                case Define(Node node) -> sizes[node.id()] + 4;
                                case Write(Output output) ->
                                        target.writeSize()
                                                + (isVariable(output.value())
                                                        ? 4
                                                        : sizes[output.value().id()]);
                            };
            if (size + more > methodSize && !method.isEmpty()) {
                methods.add(method);
                method = new ArrayList<>();
                size = 0;
            }
            method.add(statement);
            size += more;
        }
        methods.add(method);
    }

    private void findKept() {
        var home = new HashMap<Node, Integer>();
        for (int m = 0; m < methods.size(); m++) {
            for (var statement : methods.get(m)) {
                int here = m;
                if (statement instanceof Write(Output output)) {
                    keep(output.value(), here, home);
                } else {
                    for (int k = 0; k < statement.node().arity(); k++) {
                        keep(statement.node().operand(k), here, home);
                    }
                    home.put(statement.node(), here);
                }
            }
        }
    }

    private void keep(Node node, int method, Map<Node, Integer> home) {
        if (isVariable(node)) {
            if (home.getOrDefault(node, method) != method) {
                kept.putIfAbsent(node, kept.size());
            }
            return;
        }
        for (int k = 0; k < node.arity(); k++) {
            keep(node.operand(k), method, home);
        }
    }
}
