package org.separatrix.learn.training;

import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// Limited-memory BFGS with a strong-Wolfe line search.
///
/// One step is one direction and its line search. The loss must not change between steps except
/// through the weights; where it does (a new mini-batch), the memory is still used but means less.
///
/// Source: J. Nocedal, S. Wright, Numerical Optimization (2006), algorithms 7.4, 7.5, 3.5 and 3.6.
public final class LBfgs implements Optimizer {

    private static final double SUFFICIENT = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int SEARCHES = 25;

    private final int memory;
    private final List<double[]> moves = new ArrayList<>();
    private final List<double[]> changes = new ArrayList<>();

    /// @param memory pairs of moves and gradient changes kept, at least 1
    public LBfgs(int memory) {
        if (memory < 1) {
            throw new LearnException("memory must be at least 1, got " + memory);
        }
        this.memory = memory;
    }

    @Override
    public void step(Weights weights, double loss, double rate, DoubleSupplier again) {
        try (var _ = new Scope()) {
            var x = weights.toArray();
            var g = Tensors.toArray(weights.gradient());
            var direction = direction(g);
            if (!(dot(direction, g) < 0)) {
                forget();
                direction = direction(g);
            }
            double slope = dot(direction, g);
            if (slope == 0 || !Double.isFinite(slope)) {
                return;
            }
            double first = moves.isEmpty() ? rate * Math.min(1, 1 / Math.sqrt(-slope)) : rate;
            var end = new LineSearch(weights, again, x, direction, loss, slope).search(first);
            if (end == null) {
                forget();
                set(weights, x);
                return;
            }
            var move = new double[x.length];
            var change = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                move[i] = end.length * direction[i];
                change[i] = end.gradient[i] - g[i];
                x[i] += move[i];
            }
            set(weights, x);
            if (dot(move, change) > 1e-12 * Math.sqrt(dot(move, move) * dot(change, change))) {
                moves.add(move);
                changes.add(change);
                if (moves.size() > memory) {
                    moves.removeFirst();
                    changes.removeFirst();
                }
            }
        }
    }

    private void forget() {
        moves.clear();
        changes.clear();
    }

    /// Two-loop recursion.
    private double[] direction(double[] g) {
        var q = g.clone();
        var alpha = new double[moves.size()];
        for (int i = moves.size() - 1; i >= 0; i--) {
            alpha[i] = dot(moves.get(i), q) / dot(moves.get(i), changes.get(i));
            add(q, -alpha[i], changes.get(i));
        }
        if (!moves.isEmpty()) {
            var y = changes.getLast();
            double scale = dot(moves.getLast(), y) / dot(y, y);
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (int i = 0; i < moves.size(); i++) {
            double beta = dot(changes.get(i), q) / dot(moves.get(i), changes.get(i));
            add(q, alpha[i] - beta, moves.get(i));
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static void set(Weights weights, double[] values) {
        try (var _ = new NoGradGuard()) {
            weights.set(values);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] x, double a, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += a * y[i];
        }
    }

    @Override
    public Map<String, SafeTensors.Entry> state() {
        var state = new LinkedHashMap<String, SafeTensors.Entry>();
        for (int i = 0; i < moves.size(); i++) {
            state.put("move." + i, SafeTensors.Entry.of(moves.get(i)));
            state.put("change." + i, SafeTensors.Entry.of(changes.get(i)));
        }
        return state;
    }

    @Override
    public void restore(Weights weights, Map<String, SafeTensors.Entry> state) {
        forget();
        for (int i = 0; ; i++) {
            var move = state.get("move." + i);
            var change = state.get("change." + i);
            if (move == null || change == null) {
                return;
            }
            moves.add(move.values());
            changes.add(change.values());
        }
    }

    @Override
    public void close() {}

    /// A place on the line: how far, and what is there.
    private record Point(double length, double loss, double slope, double[] gradient) {}

    /// The loss along one direction.
    private record LineSearch(
            Weights weights,
            DoubleSupplier again,
            double[] x,
            double[] direction,
            double loss0,
            double slope0) {

        /// A place with sufficient decrease and, if it can be had, small slope; null if none falls.
        @Nullable Point search(double first) {
            var last = new Point(0, loss0, slope0, new double[0]);
            double length = first;
            for (int i = 0; i < SEARCHES; i++) {
                var point = at(length);
                if (!sufficient(point) || (i > 0 && point.loss >= last.loss)) {
                    return zoom(last, point);
                }
                if (Math.abs(point.slope) <= -CURVATURE * slope0) {
                    return point;
                }
                if (point.slope >= 0) {
                    return zoom(point, last);
                }
                last = point;
                length *= 2;
            }
            return last;
        }

        private @Nullable Point zoom(Point low, Point high) {
            for (int i = 0; i < SEARCHES; i++) {
                var point = at(minimiser(low, high));
                if (!sufficient(point) || point.loss >= low.loss) {
                    high = point;
                } else {
                    if (Math.abs(point.slope) <= -CURVATURE * slope0) {
                        return point;
                    }
                    if (point.slope * (high.length - low.length) >= 0) {
                        high = low;
                    }
                    low = point;
                }
                if (Math.abs(high.length - low.length) < 1e-14 * Math.max(1, low.length)) {
                    break;
                }
            }
            return low.length == 0 ? null : low;
        }

        /// Where the cubic through both ends is least, kept away from the ends.
        private static double minimiser(Point a, Point b) {
            double width = b.length - a.length;
            double middle = a.length + 0.5 * width;
            double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.length - b.length);
            double square = d1 * d1 - a.slope * b.slope;
            if (!(square >= 0) || Double.isInfinite(square)) {
                return middle;
            }
            double d2 = Math.signum(width) * Math.sqrt(square);
            double cubic = b.length - width * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
            double from = a.length + 0.1 * width;
            double to = b.length - 0.1 * width;
            boolean inside = cubic >= Math.min(from, to) && cubic <= Math.max(from, to);
            return inside ? cubic : middle;
        }

        private boolean sufficient(Point point) {
            return point.loss <= loss0 + SUFFICIENT * point.length * slope0;
        }

        private Point at(double length) {
            var trial = x.clone();
            add(trial, length, direction);
            set(weights, trial);
            double value = again.getAsDouble();
            var gradient = Tensors.toArray(weights.gradient());
            return new Point(
                    length,
                    Double.isFinite(value) ? value : Double.POSITIVE_INFINITY,
                    dot(direction, gradient),
                    gradient);
        }
    }
}
