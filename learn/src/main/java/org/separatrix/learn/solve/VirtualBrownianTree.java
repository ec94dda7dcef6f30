package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.dynamics.SplitMix;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Tensors;

/// A Brownian path that stores nothing: the value at a time is drawn by halving the interval down
/// to a tolerance, every time anew from the same seeds.
///
/// The path depends on the seed alone, not on the order of questions. Between points of the dyadic
/// grid it is interpolated, which the tolerance must justify.
///
/// Source: X. Li, T.-K. L. Wong, R. Chen, D. Duvenaud, "Scalable gradients for stochastic
/// differential equations", AISTATS 2020.
public final class VirtualBrownianTree implements LevyPath {

    private final double start;
    private final double end;
    private final double tolerance;
    private final long seed;
    private final Kind kind;
    private final long[] shape;
    private final int size;

    /// @param tolerance length below which the path is a straight line
    /// @param shape of the increments, usually (batch, noises)
    public VirtualBrownianTree(
            double start, double end, double tolerance, long seed, Kind kind, long... shape) {
        if (!(end > start) || !(tolerance > 0)) {
            throw new SolveException(
                    "a Brownian path needs an end above its start and a tolerance above 0, got %s, %s and %s"
                            .formatted(start, end, tolerance));
        }
        this.start = start;
        this.end = end;
        this.tolerance = tolerance;
        this.seed = seed;
        this.kind = kind;
        this.shape = shape.clone();
        this.size = Math.toIntExact(Tensors.count(shape));
    }

    @Override
    public Tensor increment(double from, double to) {
        var a = until(from).w();
        var b = until(to).w();
        var w = new double[size];
        for (int i = 0; i < size; i++) {
            w[i] = b[i] - a[i];
        }
        return Tensors.of(w, kind, shape);
    }

    @Override
    public Tensor levyArea(double from, double to) {
        if (from > to) {
            throw new SolveException("the Lévy area needs times in order");
        }
        var a = until(from);
        var b = until(to);
        double s = from - start;
        double length = to - from;
        var h = new double[size];
        for (int i = 0; i < size && length > 0; i++) {
            double own = b.w()[i] - a.w()[i];
            double inner = s * a.h()[i] + 0.5 * (length * a.w()[i] - s * own);
            h[i] = ((s + length) * b.h()[i] - inner) / length;
        }
        return Tensors.of(h, kind, shape);
    }

    /// Over the interval from the start to `t`.
    private Bridge until(double t) {
        if (t < start || t > end * (1 + Math.ulp(4.0)) || !Double.isFinite(t)) {
            throw new SolveException(
                    "the Brownian path covers [%s, %s], asked at %s".formatted(start, end, t));
        }
        double from = start;
        double to = end;
        long node = seed;
        var own = Bridge.root(node, to - from, size);
        var before = new Bridge(new double[size], new double[size]);
        if (t >= end) {
            return own;
        }
        while (to - from > tolerance) {
            double middle = 0.5 * (from + to);
            boolean left = t < middle;
            var cut = SplitMix.child(node, 0);
            if (!left) {
                var first = own.part(cut, middle - from, to - middle, true);
                before = from == start ? first : before.then(first, from - start, middle - from);
            }
            own = own.part(cut, middle - from, to - middle, left);
            node = SplitMix.child(node, left ? 1 : 2);
            if (left) {
                to = middle;
            } else {
                from = middle;
            }
        }
        double share = (t - from) / (to - from);
        var line = new double[size];
        for (int i = 0; i < size; i++) {
            line[i] = share * own.w()[i];
        }
        var rest = new Bridge(line, new double[size]);
        if (t == from) {
            return before;
        }
        return from == start ? rest : before.then(rest, from - start, t - from);
    }
}
