package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.SplitMix;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An exact Brownian path that may be asked for any interval in any order, forwards and backwards.
///
/// A binary tree of intervals is cut where questions fall; each node keeps a seed and no numbers.
/// The values of recently used nodes are cached. Increments add up exactly, and a question asked
/// again is answered with the same bits. Where first questions come in another order the path is
/// another one of the same law.
///
/// Source: P. Kidger, J. Foster, X. Li, T. Lyons, "Efficient and accurate gradients for neural
/// SDEs", NeurIPS 2021.
public final class BrownianInterval implements LevyPath {

    private static final int CACHED = 64;

    private final double start;
    private final double end;
    private final double hint;
    private final Kind kind;
    private final long[] shape;
    private final Node root;
    private Node last;
    private final Map<Node, Bridge> cache =
            new LinkedHashMap<>(2 * CACHED, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Node, Bridge> eldest) {
                    return size() > CACHED;
                }
            };

    /// @param step typical length of a question: the tree is cut in halves down to it, so that it
    ///   stays shallow; 0 if unknown
    /// @param shape of the increments, usually (batch, noises)
    public BrownianInterval(
            double start, double end, double step, long seed, Kind kind, long... shape) {
        if (!(end > start)) {
            throw new SolveException(
                    "a Brownian path needs an end above its start, got %s and %s"
                            .formatted(start, end));
        }
        this.start = start;
        this.end = end;
        this.hint = step;
        this.kind = kind;
        this.shape = shape.clone();
        this.root = new Node(start, end, seed, null, false);
        this.last = root;
    }

    private static final class Node {
        final double from;
        final double to;
        final long seed;
        final @Nullable Node parent;
        final boolean isLeft;
        @Nullable Node left;
        @Nullable Node right;

        Node(double from, double to, long seed, @Nullable Node parent, boolean isLeft) {
            this.from = from;
            this.to = to;
            this.seed = seed;
            this.parent = parent;
            this.isLeft = isLeft;
        }

        double length() {
            return to - from;
        }

        void cut(double at) {
            left = new Node(from, at, SplitMix.child(seed, 1), this, true);
            right = new Node(at, to, SplitMix.child(seed, 2), this, false);
        }
    }

    @Override
    public Tensor increment(double from, double to) {
        return from <= to
                ? tensor(over(from, to).w())
                : Tensors.scale(tensor(over(to, from).w()), -1);
    }

    @Override
    public Tensor levyArea(double from, double to) {
        if (from > to) {
            throw new SolveException("the Lévy area needs times in order");
        }
        return tensor(over(from, to).h());
    }

    private Tensor tensor(double[] values) {
        return Tensors.of(values, kind, shape);
    }

    private Bridge over(double from, double to) {
        double s = snapped(from);
        double t = snapped(to);
        int size = Math.toIntExact(Tensors.count(shape));
        if (s >= t) {
            return new Bridge(new double[size], new double[size]);
        }
        var node = last;
        while (node.parent != null && !(node.from <= s && node.to >= t)) {
            node = node.parent;
        }
        var parts = new ArrayList<Node>();
        collect(node, s, t, parts);
        last = parts.getLast();
        var whole = value(parts.getFirst());
        double length = parts.getFirst().length();
        for (var part : parts.subList(1, parts.size())) {
            whole = whole.then(value(part), length, part.length());
            length += part.length();
        }
        return whole;
    }

    /// Rounding may put the end of the last step just outside.
    private double snapped(double t) {
        double slack = 1e-12 * Math.max(Math.abs(start), Math.abs(end));
        if (t < start - slack || t > end + slack || !Double.isFinite(t)) {
            throw new SolveException(
                    "the Brownian path covers [%s, %s], asked at %s".formatted(start, end, t));
        }
        if (Math.abs(t - start) <= slack) {
            return start;
        }
        return Math.abs(t - end) <= slack ? end : t;
    }

    private void collect(Node node, double s, double t, List<Node> parts) {
        var open = new ArrayList<Node>(List.of(node));
        while (!open.isEmpty()) {
            var n = open.removeLast();
            if (s <= n.from && t >= n.to) {
                parts.add(n);
                continue;
            }
            if (n.left == null || n.right == null) {
                boolean coarse = hint > 0 && n.length() > 2 * hint;
                n.cut(coarse ? 0.5 * (n.from + n.to) : s > n.from ? s : t);
            }
            var left = n.left;
            var right = n.right;
            if (right != null && t > right.from) {
                open.add(right);
            }
            if (left != null && s < left.to) {
                open.add(left);
            }
        }
    }

    private Bridge value(Node node) {
        var path = new ArrayList<Node>();
        Bridge known = null;
        for (Node n = node; n != null && known == null; n = n.parent) {
            known = cache.get(n);
            if (known == null) {
                path.add(n);
            }
        }
        for (var n : path.reversed()) {
            if (known == null) {
                known = Bridge.root(n.seed, n.length(), Math.toIntExact(Tensors.count(shape)));
            } else {
                var parent = Objects.requireNonNull(n.parent);
                var left = Objects.requireNonNull(parent.left);
                double l = left.length();
                known =
                        known.part(
                                SplitMix.child(parent.seed, 0), l, parent.length() - l, n.isLeft);
            }
            cache.put(n, known);
        }
        return Objects.requireNonNull(known);
    }

    @Override
    public String toString() {
        return "BrownianInterval[%s, %s] of %s".formatted(start, end, Arrays.toString(shape));
    }
}
