package org.separatrix.equations.compile;

import org.separatrix.equations.Algebra;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;
import org.separatrix.equations.compile.Program.Output;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Taylor series of the solution written out as one graph, coefficient by coefficient.
///
/// Every node of the right-hand side has a series in time; its coefficient k follows from those of
/// its operands up to k by the recurrences of automatic differentiation. Coefficient k + 1 of a
/// state is that of its right-hand side at k, divided by k + 1. What depends on neither time nor
/// state has no series, vanishing terms are never written, and a square takes half the products.
///
/// Where a function is not smooth the series is that of the active side: `abs`, `min`, `max` and
/// conditionals choose by their values at the point of expansion, `floor` is constant. A power with
/// a fixed exponent beyond the small whole ones needs a base other than 0, as do logarithm and
/// root.
///
/// Source: A. Jorba and M. Zou, Experimental Mathematics 14 (2005), section 2.
final class TaylorSeries {

    private static final double LOG_10 = Math.log(10);

    private final Graph graph;
    private final Algebra<Node> real;
    private final Map<Node, List<Node>> series = new HashMap<>();
    private final Map<Node, Node> companions = new HashMap<>();
    private final BitSet varying = new BitSet();

    private TaylorSeries(Graph graph) {
        this.graph = graph;
        this.real = graph.real();
    }

    /// Coefficients 0 to `order` of every state at [Bank#RESULT], coefficient k of state i at `k*d
    /// + i`; the states lie at [Bank#STATE].
    ///
    /// @param time where the time of expansion lies
    static Program program(ResolvedSystem system, Bank time, int order) {
        var graph = new Graph();
        int d = system.dimension();
        Node t = graph.input(time, 0);
        var states = ResolvedSystem.inputs(graph, Bank.STATE, d);
        var sides = system.rightHandSides(graph, t, states);
        var series = new TaylorSeries(graph);
        series.begin(t, states, order);
        var outputs = new ArrayList<Output>();
        for (int i = 0; i < d; i++) {
            outputs.add(new Output(Bank.RESULT, i, states.get(i)));
        }
        for (int k = 0; k < order; k++) {
            double share = 1.0 / (k + 1);
            for (int i = 0; i < d; i++) {
                Node next = series.scale(share, series.coefficient(sides.get(i), k));
                series.append(states.get(i), next);
                outputs.add(new Output(Bank.RESULT, (k + 1) * d + i, next));
            }
        }
        return new Program(graph, outputs);
    }

    /// Marks what varies in time and adds the companions that the recurrences need.
    private void begin(Node time, List<Node> states, int order) {
        var moving = new HashSet<>(states);
        moving.add(time);
        for (int id = 0; id < graph.nodes().size(); id++) {
            Node node = graph.nodes().get(id);
            boolean varies = moving.contains(node);
            for (int k = 0; k < node.arity(); k++) {
                varies |= varying.get(node.operand(k).id());
            }
            if (varies) {
                varying.set(id);
                if (!node.isLeaf()) {
                    addCompanion(node);
                }
            }
        }
        for (Node state : states) {
            series.put(state, new ArrayList<>(List.of(state)));
        }
        var line = new ArrayList<Node>(List.of(time, graph.constant(1)));
        while (line.size() <= order) {
            line.add(graph.constant(0));
        }
        series.put(time, line);
    }

    private void append(Node state, Node next) {
        series.computeIfAbsent(state, _ -> new ArrayList<>()).add(next);
    }

    private void addCompanion(Node node) {
        Node one = graph.constant(1);
        switch (node.operation()) {
            case Node.Unary(UnaryFunction function, Node u) -> {
                switch (function) {
                    case SIN -> companions.put(node, graph.unary(UnaryFunction.COS, u));
                    case COS -> companions.put(node, graph.unary(UnaryFunction.SIN, u));
                    case SINH -> companions.put(node, graph.unary(UnaryFunction.COSH, u));
                    case COSH -> companions.put(node, graph.unary(UnaryFunction.SINH, u));
                    case TAN -> companions.put(node, graph.add(one, graph.square(node)));
                    case TANH -> companions.put(node, graph.subtract(one, graph.square(node)));
                    case ASIN, ACOS ->
                            companions.put(
                                    node,
                                    graph.unary(
                                            UnaryFunction.SQRT,
                                            graph.subtract(one, graph.square(u))));
                    case ATAN -> companions.put(node, graph.add(one, graph.square(u)));
                    case LOG -> companions.put(node, u);
                    case LOG10 -> companions.put(node, graph.multiply(graph.constant(LOG_10), u));
                    case NEGATE, EXP, SQRT, ABS, SIGN, FLOOR, STEP -> {}
                }
            }
            case Node.Binary(BinaryFunction function, Node u, Node v) -> {
                if (function == BinaryFunction.ATAN2) {
                    companions.put(node, graph.add(graph.square(u), graph.square(v)));
                } else if (function == BinaryFunction.POWER && varying.get(v.id())) {
                    companions.put(node, graph.multiply(v, graph.unary(UnaryFunction.LOG, u)));
                }
            }
            case Node.Constant _, Node.Input _, Node.Choice _ -> {}
        }
    }

    /// Coefficient k of the series of `node`; those below k are known.
    private Node coefficient(Node node, int k) {
        if (k == 0) {
            return node;
        }
        if (!varying.get(node.id())) {
            return graph.constant(0);
        }
        var known = series.computeIfAbsent(node, _ -> new ArrayList<>(List.of(node)));
        while (known.size() <= k) {
            known.add(compute(node, known.size()));
        }
        return known.get(k);
    }

    private Node compute(Node node, int k) {
        return switch (node.operation()) {
            case Node.Constant _ -> graph.constant(0);
            case Node.Input(Bank bank, int index) ->
                    throw new IllegalStateException(
                            "series of %s[%d] was asked for too early".formatted(bank, index));
            case Node.Unary(UnaryFunction function, Node u) -> unary(node, function, u, k);
            case Node.Binary(BinaryFunction function, Node u, Node v) ->
                    binary(node, function, u, v, k);
            case Node.Choice(Relation relation, Node l, Node r, Node then, Node otherwise) ->
                    real.choose(relation, l, r, coefficient(then, k), coefficient(otherwise, k));
        };
    }

    private Node unary(Node w, UnaryFunction function, Node u, int k) {
        return switch (function) {
            case NEGATE -> real.negate(coefficient(u, k));
            case SIN, SINH, COSH, TAN, TANH -> chain(u, companion(w), k);
            case COS -> real.negate(chain(u, companion(w), k));
            case EXP -> chain(u, w, k);
            case SQRT -> root(w, u, k);
            case ASIN, ATAN, LOG, LOG10 -> quotientOfSlopes(w, coefficientTimes(u, k), k);
            case ACOS -> quotientOfSlopes(w, real.negate(coefficientTimes(u, k)), k);
            case ABS ->
                    real.choose(
                            Relation.LESS,
                            u,
                            graph.constant(0),
                            real.negate(coefficient(u, k)),
                            coefficient(u, k));
            case SIGN, FLOOR, STEP -> graph.constant(0);
        };
    }

    private Node binary(Node w, BinaryFunction function, Node u, Node v, int k) {
        return switch (function) {
            case ADD -> real.add(coefficient(u, k), coefficient(v, k));
            case SUBTRACT -> real.subtract(coefficient(u, k), coefficient(v, k));
            case MULTIPLY -> product(u, v, k);
            case DIVIDE -> quotient(w, u, v, k);
            case POWER -> varying.get(v.id()) ? chain(companion(w), w, k) : power(w, u, v, k);
            case ATAN2 -> {
                Node right =
                        sum(
                                1,
                                k,
                                j ->
                                        real.subtract(
                                                real.multiply(
                                                        coefficient(v, k - j),
                                                        coefficientTimes(u, j)),
                                                real.multiply(
                                                        coefficient(u, k - j),
                                                        coefficientTimes(v, j))));
                yield quotientOfSlopes(w, right, k);
            }
            case MIN ->
                    real.choose(Relation.LESS_OR_EQUAL, u, v, coefficient(u, k), coefficient(v, k));
            case MAX ->
                    real.choose(
                            Relation.GREATER_OR_EQUAL, u, v, coefficient(u, k), coefficient(v, k));
            case MOD -> throw new IllegalStateException("mod is written out");
        };
    }

    /// w = u*v.
    private Node product(Node u, Node v, int k) {
        if (!u.equals(v)) {
            return sum(0, k, j -> real.multiply(coefficient(u, j), coefficient(v, k - j)));
        }
        return square(u, 0, k);
    }

    /// The sum of u_j*u_(k-j) for j from `first` to `k - first`, each pair once.
    private Node square(Node u, int first, int k) {
        Node pairs =
                sum(
                        first,
                        (k - 1) / 2,
                        j -> real.multiply(coefficient(u, j), coefficient(u, k - j)));
        Node twice = scale(2, pairs);
        return k % 2 == 0 && k / 2 >= first
                ? real.add(twice, real.square(coefficient(u, k / 2)))
                : twice;
    }

    /// w = u/v from w*v = u.
    private Node quotient(Node w, Node u, Node v, int k) {
        Node inverse = real.divide(graph.constant(1), v);
        Node rest = sum(1, k, j -> real.multiply(coefficient(v, j), coefficient(w, k - j)));
        return real.multiply(real.subtract(coefficient(u, k), rest), inverse);
    }

    /// w = sqrt(u) from w*w = u.
    private Node root(Node w, Node u, int k) {
        Node inverse = real.divide(graph.constant(0.5), w);
        return real.multiply(real.subtract(coefficient(u, k), square(w, 1, k)), inverse);
    }

    /// w = u^a from u*w' = a*u'*w.
    private Node power(Node w, Node u, Node a, int k) {
        Node inverse = real.divide(graph.constant(1), u);
        Node total =
                sum(
                        1,
                        k,
                        j ->
                                real.multiply(
                                        real.subtract(
                                                scale(j / (double) k, a),
                                                graph.constant((k - j) / (double) k)),
                                        real.multiply(coefficient(u, j), coefficient(w, k - j))));
        return real.multiply(total, inverse);
    }

    /// w' = r*u'.
    private Node chain(Node u, Node r, int k) {
        return scale(
                1.0 / k,
                sum(1, k, j -> real.multiply(coefficientTimes(u, j), coefficient(r, k - j))));
    }

    /// w from r*w' = f, r the companion of w.
    ///
    /// @param right coefficient k - 1 of f
    private Node quotientOfSlopes(Node w, Node right, int k) {
        Node r = companion(w);
        Node inverse = real.divide(graph.constant(1), r);
        Node rest =
                sum(1, k - 1, j -> real.multiply(coefficientTimes(w, j), coefficient(r, k - j)));
        return scale(1.0 / k, real.multiply(real.subtract(right, rest), inverse));
    }

    /// k times coefficient k: coefficient k - 1 of the slope.
    private Node coefficientTimes(Node node, int k) {
        return scale(k, coefficient(node, k));
    }

    private Node scale(double factor, Node node) {
        return real.multiply(graph.constant(factor), node);
    }

    private Node companion(Node node) {
        var companion = companions.get(node);
        if (companion == null) {
            throw new IllegalStateException("no companion of " + node.operation());
        }
        return companion;
    }

    /// The sum of `term(first..last)` in two chains, terms of the middle first: those at the ends
    /// wait for the newest coefficients.
    private Node sum(int first, int last, IntFunction<Node> term) {
        Node even = graph.constant(0);
        Node odd = graph.constant(0);
        int from = (first + last) / 2;
        int to = from + 1;
        for (int n = 0; n <= last - first; n++) {
            boolean down = to > last || (from >= first && n % 2 == 0);
            Node next = term.apply(down ? from-- : to++);
            if (n % 2 == 0) {
                even = real.add(even, next);
            } else {
                odd = real.add(odd, next);
            }
        }
        return real.add(even, odd);
    }
}
