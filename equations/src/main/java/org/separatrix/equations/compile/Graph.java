package org.separatrix.equations.compile;

import org.separatrix.equations.Algebra;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Relation;
import org.separatrix.equations.Simplification;
import org.separatrix.equations.UnaryFunction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Expressions with all common parts shared, by hash-consing.
///
/// The graph is an algebra that keeps values bit for bit: literals are folded, `x*1`, `x - 0` and
/// double signs vanish, sums and products are put in one order of their operands, and nothing is
/// re-associated. Small whole powers become the products that [BinaryFunction#power] computes;
/// `mod`, `sign` and `step` become arithmetic and choices. [#real] simplifies further, as real
/// numbers.
final class Graph implements Algebra<Node> {

    private final Map<Node.Operation, Node> index = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Algebra<Node> real = new Simplification<>(this);

    /// The algebra over this graph that uses the identities of real numbers, for derivatives and
    /// series.
    Algebra<Node> real() {
        return real;
    }

    /// All nodes, operands before what uses them.
    List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /// The number at `index` of `bank`.
    Node input(Bank bank, int index) {
        return intern(new Node.Input(bank, index));
    }

    @Override
    public Node constant(double value) {
        return intern(new Node.Constant(Double.doubleToLongBits(value)));
    }

    @Override
    public double literal(Node term) {
        return term.operation() instanceof Node.Constant constant ? constant.value() : Double.NaN;
    }

    @Override
    public Optional<Node> negated(Node term) {
        return term.operation() instanceof Node.Unary(UnaryFunction function, Node argument)
                        && function == UnaryFunction.NEGATE
                ? Optional.of(argument)
                : Optional.empty();
    }

    @Override
    public Node unary(UnaryFunction function, Node argument) {
        if (isLiteral(argument)) {
            return constant(function.apply(literal(argument)));
        }
        return switch (function) {
            case NEGATE ->
                    negated(argument).orElseGet(() -> intern(new Node.Unary(function, argument)));
            case STEP -> step(argument);
            case SIGN -> sign(argument);
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, EXP, LOG, LOG10, SQRT, ABS ->
                    intern(new Node.Unary(function, argument));
            case FLOOR -> intern(new Node.Unary(function, argument));
        };
    }

    @Override
    public Node binary(BinaryFunction function, Node left, Node right) {
        if (isLiteral(left) && isLiteral(right)) {
            return constant(function.apply(literal(left), literal(right)));
        }
        return switch (function) {
            case ADD -> sum(left, right);
            case SUBTRACT -> difference(left, right);
            case MULTIPLY -> product(left, right);
            case DIVIDE -> literal(right) == 1 ? left : plain(function, left, right);
            case POWER -> power(left, right);
            case MOD ->
                    subtract(
                            left, multiply(right, unary(UnaryFunction.FLOOR, divide(left, right))));
            case ATAN2, MIN, MAX -> plain(function, left, right);
        };
    }

    @Override
    public Node choose(Relation relation, Node left, Node right, Node then, Node otherwise) {
        if (then == otherwise) {
            return then;
        }
        if (isLiteral(left) && isLiteral(right)) {
            return relation.test(literal(left), literal(right)) ? then : otherwise;
        }
        return intern(new Node.Choice(relation, left, right, then, otherwise));
    }

    private Node sum(Node left, Node right) {
        if (isNegativeZero(left)) {
            return right;
        }
        if (isNegativeZero(right)) {
            return left;
        }
        var minus = negated(right);
        if (minus.isPresent()) {
            return difference(left, minus.get());
        }
        return negated(left)
                .map(term -> difference(right, term))
                .orElseGet(() -> commutative(BinaryFunction.ADD, left, right));
    }

    private Node difference(Node left, Node right) {
        if (literal(right) == 0 && !isNegativeZero(right)) {
            return left;
        }
        return negated(right)
                .map(term -> sum(left, term))
                .orElseGet(() -> plain(BinaryFunction.SUBTRACT, left, right));
    }

    private Node product(Node left, Node right) {
        if (literal(left) == 1) {
            return right;
        }
        if (literal(right) == 1) {
            return left;
        }
        return commutative(BinaryFunction.MULTIPLY, left, right);
    }

    /// The operations of [BinaryFunction#power], in its order.
    private Node power(Node base, Node exponent) {
        double n = literal(exponent);
        if (n == 0.5) {
            return unary(UnaryFunction.SQRT, base);
        }
        if (n != Math.rint(n) || Math.abs(n) > 16) {
            return plain(BinaryFunction.POWER, base, exponent);
        }
        Node product = constant(1);
        Node square = base;
        for (int k = (int) Math.abs(n); k > 0; k >>= 1) {
            if ((k & 1) == 1) {
                product = product(product, square);
            }
            if (k > 1) {
                square = product(square, square);
            }
        }
        return n < 0 ? divide(constant(1), product) : product;
    }

    private Node step(Node argument) {
        Node zero = constant(0);
        return choose(
                Relation.GREATER,
                argument,
                zero,
                constant(1),
                choose(Relation.LESS_OR_EQUAL, argument, zero, zero, constant(Double.NaN)));
    }

    /// [Math#signum] keeps the sign of a zero and NaN.
    private Node sign(Node argument) {
        Node zero = constant(0);
        return choose(
                Relation.GREATER,
                argument,
                zero,
                constant(1),
                choose(Relation.LESS, argument, zero, constant(-1), argument));
    }

    private Node commutative(BinaryFunction function, Node left, Node right) {
        return left.id() <= right.id()
                ? plain(function, left, right)
                : plain(function, right, left);
    }

    private Node plain(BinaryFunction function, Node left, Node right) {
        return intern(new Node.Binary(function, left, right));
    }

    private boolean isLiteral(Node node) {
        return node.operation() instanceof Node.Constant;
    }

    private boolean isNegativeZero(Node node) {
        return literal(node) == 0 && 1 / literal(node) < 0;
    }

    private Node intern(Node.Operation operation) {
        return index.computeIfAbsent(
                operation,
                _ -> {
                    var node = new Node(nodes.size(), operation);
                    nodes.add(node);
                    return node;
                });
    }
}
