package org.separatrix.equations.compile;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

/// One number in a [Graph]: an operation on other nodes. Within a graph the same operation on the
/// same nodes is the same node, so nodes are compared by identity.
final class Node {

    /// How a node's value comes about.
    sealed interface Operation {}

    /// A literal, by its bits so that the two zeros differ.
    record Constant(long bits) implements Operation {
        double value() {
            return Double.longBitsToDouble(bits);
        }
    }

    /// An element of an array, or a scalar, given to the code.
    record Input(Bank bank, int index) implements Operation {}

    /// A function of one argument; `step` and `sign` are written as choices.
    record Unary(UnaryFunction function, Node argument) implements Operation {}

    /// A function of two arguments; `mod` and small whole powers are written out.
    record Binary(BinaryFunction function, Node left, Node right) implements Operation {}

    /// `then` where the relation holds, otherwise `otherwise`.
    record Choice(Relation relation, Node left, Node right, Node then, Node otherwise)
            implements Operation {}

    private final int id;
    private final Operation operation;

    Node(int id, Operation operation) {
        this.id = id;
        this.operation = operation;
    }

    /// Position in the graph's order of creation: operands come before what uses them.
    int id() {
        return id;
    }

    Operation operation() {
        return operation;
    }

    /// Number of operands.
    int arity() {
        return switch (operation) {
            case Constant _, Input _ -> 0;
            case Unary _ -> 1;
            case Binary _ -> 2;
            case Choice _ -> 4;
        };
    }

    /// Operand number `k`.
    Node operand(int k) {
        return switch (operation) {
            case Constant _, Input _ -> throw new IndexOutOfBoundsException(k);
            case Unary(_, Node argument) -> argument;
            case Binary(_, Node left, Node right) -> k == 0 ? left : right;
            case Choice(_, Node left, Node right, Node then, Node otherwise) ->
                    switch (k) {
                        case 0 -> left;
                        case 1 -> right;
                        case 2 -> then;
                        default -> otherwise;
                    };
        };
    }

    /// Whether it is a literal or given: nothing is computed for it.
    boolean isLeaf() {
        return arity() == 0;
    }
}
