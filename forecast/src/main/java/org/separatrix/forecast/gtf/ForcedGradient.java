package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// Loss and gradient of forced sequences: forward and backward pass of the whole recursion, fused.
///
/// Several sequences run side by side in the lanes of long arrays, see [Lanes]; nothing is
/// allocated after construction. One instance serves one thread.
///
/// A pass goes [#load], then for each group of sequences [#forward], the derivative of the loss by
/// the predictions, [#backward], and at the end [#collect]. The gradient recursion is `g_t =
/// dLoss/dz_t + (1 - alpha) J(z~_t)' g_(t+1)`; what the forcing adds to a state sends `alpha J'
/// g_(t+1)` back to the teacher.
final class ForcedGradient {

    private static final int WIDTH = 512;

    final int lanes;

    /// Gradients, laid out as the parameters of the map.
    final double[] a;

    final double[] w1;
    final double[] w2;
    final double[] h1;
    final double[] h2;

    /// Predicted states z_2 .. z_(T+1) and the derivative of the loss by them, `[T][M * lanes]`,
    /// the lanes of a state together.
    final double[][] predicted;

    final double[][] direct;

    /// Derivative of the loss by the teacher z-bar_1 .. z-bar_T.
    final double[][] teacher;

    private final int m;
    private final int n;
    private final int steps;
    private final boolean clipped;
    private final double[] linear;
    private final double[] offset;
    private final double[][] first;
    private final double[][] second;
    private final double[] threshold;
    private final double[][] firstSum;
    private final double[][] secondSum;
    private final double[] thresholdSum;
    private final double[] linearSum;
    private final double[] offsetSum;
    private final double[][] drive;
    private final double[][] active;
    private final double[][] forced;
    private final double[][] states;
    private final double[][] signals;
    private final double[] inner;
    private final double[] above;
    private final double[] work;
    private final double[] spare;
    private final double[] back;
    private final double[] carried;

    ForcedGradient(ShallowPlrnn shape, int steps, int lanes) {
        this.m = shape.dimension();
        this.n = shape.hidden();
        this.steps = steps;
        this.lanes = lanes;
        this.clipped = shape.clipped();
        int width = n * lanes;
        int state = m * lanes;
        a = new double[m];
        w1 = new double[m * n];
        w2 = new double[m * n];
        h1 = new double[m];
        h2 = new double[n];
        linear = new double[state];
        offset = new double[state];
        first = new double[m][width];
        second = new double[m][width];
        threshold = new double[width];
        firstSum = new double[m][width];
        secondSum = new double[m][width];
        thresholdSum = new double[width];
        linearSum = new double[state];
        offsetSum = new double[state];
        drive = new double[steps][width];
        active = new double[steps][width];
        forced = new double[steps][state];
        predicted = new double[steps][state];
        direct = new double[steps][state];
        teacher = new double[steps][state];
        states = new double[m][width];
        signals = new double[m][width];
        inner = new double[width];
        above = new double[width];
        work = new double[width];
        spare = new double[width];
        back = new double[state];
        carried = new double[state];
    }

    /// Sequences side by side such that the arrays are long and still fit the fast memory.
    static int lanesFor(int hidden, int batch) {
        return Math.clamp(WIDTH / hidden, 1, batch);
    }

    /// Takes the parameters of `map` and clears the gradient.
    void load(ShallowPlrnn map) {
        for (int i = 0; i < m; i++) {
            Arrays.fill(linear, i * lanes, (i + 1) * lanes, map.a()[i]);
            Arrays.fill(offset, i * lanes, (i + 1) * lanes, map.h1()[i]);
            widen(map.w1(), i * n, first[i]);
            widen(map.w2(), i * n, second[i]);
            Arrays.fill(firstSum[i], 0);
            Arrays.fill(secondSum[i], 0);
        }
        widen(map.h2(), 0, threshold);
        for (double[] sum :
                new double[][] {thresholdSum, linearSum, offsetSum, a, w1, w2, h1, h2}) {
            Arrays.fill(sum, 0);
        }
    }

    private void widen(double[] weights, int from, double[] target) {
        for (int l = 0; l < n; l++) {
            Arrays.fill(target, l * lanes, (l + 1) * lanes, weights[from + l]);
        }
    }

    /// Runs the forced recursion for up to `lanes` sequences; idle lanes repeat the first.
    ///
    /// @param x teacher states `[batch][steps + 1][M]`
    void forward(double[][][] x, int from, int count, double alpha) {
        for (int s = 0; s < lanes; s++) {
            double[] start = x[s < count ? from + s : from][0];
            for (int i = 0; i < m; i++) {
                forced[0][i * lanes + s] = start[i];
            }
        }
        for (int t = 0; t < steps; t++) {
            double[] z = forced[t];
            double[] next = predicted[t];
            spread(z, states);
            Lanes.combine(drive[t], second, states);
            if (clipped) {
                Lanes.clipped(active[t], drive[t], threshold);
            } else {
                Lanes.rectified(active[t], drive[t], threshold);
            }
            for (int i = 0; i < m; i++) {
                int row = i * lanes;
                Lanes.product(work, first[i], active[t]);
                Lanes.fold(work, spare, n, lanes);
                for (int s = 0; s < lanes; s++) {
                    next[row + s] =
                            Math.fma(linear[row + s], z[row + s], offset[row + s] + work[s]);
                }
            }
            if (t + 1 < steps) {
                for (int s = 0; s < lanes; s++) {
                    double[] seen = x[s < count ? from + s : from][t + 1];
                    for (int i = 0; i < m; i++) {
                        int e = i * lanes + s;
                        forced[t + 1][e] = (1 - alpha) * next[e] + alpha * seen[i];
                    }
                }
            }
        }
    }

    /// Sum of squared distances of the predictions from the teacher, with `weight` times its
    /// derivative in [#direct].
    double distances(double[][][] x, int from, int count, double weight) {
        double error = 0;
        for (int t = 0; t < steps; t++) {
            for (int s = 0; s < lanes; s++) {
                for (int i = 0; i < m; i++) {
                    int e = i * lanes + s;
                    double difference = s < count ? predicted[t][e] - x[from + s][t + 1][i] : 0;
                    error += difference * difference;
                    direct[t][e] = 2 * weight * difference;
                }
            }
        }
        return error;
    }

    /// Adds the gradient that [#direct] brings along the last forward pass.
    void backward(double alpha) {
        Arrays.fill(carried, 0);
        for (int t = steps - 1; t >= 0; t--) {
            double[] z = forced[t];
            for (int e = 0; e < back.length; e++) {
                back[e] = Math.fma(1 - alpha, carried[e], direct[t][e]);
            }
            Lanes.addProduct(linearSum, back, z);
            for (int e = 0; e < back.length; e++) {
                offsetSum[e] += back[e];
            }
            spread(z, states);
            spread(back, signals);
            Lanes.combine(inner, first, signals);
            for (int i = 0; i < m; i++) {
                Lanes.addProduct(firstSum[i], signals[i], active[t]);
            }
            Lanes.above(above, drive[t], threshold);
            Lanes.addProduct(thresholdSum, inner, above);
            if (clipped) {
                Lanes.slopeClipped(inner, above, drive[t]);
            } else {
                Lanes.slopeRectified(inner, above);
            }
            for (int i = 0; i < m; i++) {
                int row = i * lanes;
                Lanes.addProduct(secondSum[i], states[i], inner);
                Lanes.product(work, second[i], inner);
                Lanes.fold(work, spare, n, lanes);
                for (int s = 0; s < lanes; s++) {
                    carried[row + s] = Math.fma(linear[row + s], back[row + s], work[s]);
                }
            }
            double share = t == 0 ? 1 : alpha;
            for (int e = 0; e < carried.length; e++) {
                teacher[t][e] = share * carried[e];
            }
        }
    }

    private void spread(double[] source, double[][] targets) {
        for (int i = 0; i < m; i++) {
            Lanes.spread(source, i * lanes, lanes, targets[i]);
        }
    }

    /// Adds up the lanes: afterwards the gradient is in [#a], [#w1], [#w2], [#h1] and [#h2].
    void collect() {
        Lanes.collect(linearSum, m, lanes, a, 0);
        Lanes.collect(offsetSum, m, lanes, h1, 0);
        Lanes.collect(thresholdSum, n, lanes, h2, 0);
        for (int i = 0; i < m; i++) {
            Lanes.collect(firstSum[i], n, lanes, w1, i * n);
            Lanes.collect(secondSum[i], n, lanes, w2, i * n);
        }
    }

    /// Loss and gradient of sequences whose states are observed directly.
    ///
    /// @return sum of squared errors; the gradient is that of `weight` times it
    double of(ShallowPlrnn map, double[][][] x, double alpha, double weight) {
        load(map);
        double error = 0;
        for (int from = 0; from < x.length; from += lanes) {
            int count = Math.min(lanes, x.length - from);
            forward(x, from, count, alpha);
            error += distances(x, from, count, weight);
            backward(alpha);
        }
        collect();
        return error;
    }
}
