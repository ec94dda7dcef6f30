package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// The forced pass of the shallow map, fused: the fast form of [MapGradient].
///
/// Several sequences run side by side in the lanes of long arrays, see [Lanes]; nothing is
/// allocated after construction. One instance serves one thread.
final class ForcedGradient implements ForcedPass {

    private static final int WIDTH = 512;

    private final int lanes;

    /// Gradients, laid out as the parameters of the map.
    final double[] a;

    final double[] w1;
    final double[] w2;
    final double[] h1;
    final double[] h2;

    private final double[][] predicted;
    private final double[][] direct;
    private final double[][] teacher;
    private final ShallowPlrnn map;
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
    private final int forcedEntries;
    private final double[] carried;

    /// All states forced.
    ForcedGradient(ShallowPlrnn map, int steps, int lanes) {
        this(map, steps, map.dimension(), lanes);
    }

    /// @param observed states that are forced, the first ones
    /// @param lanes sequences side by side
    ForcedGradient(ShallowPlrnn map, int steps, int observed, int lanes) {
        this.map = map;
        this.m = map.dimension();
        this.n = map.hidden();
        this.steps = steps;
        this.lanes = lanes;
        this.clipped = map.clipped();
        this.forcedEntries = observed * lanes;
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
        carried = new double[state];
    }

    /// Sequences side by side such that the arrays are long and still fit the fast memory.
    static int lanesFor(int hidden, int batch) {
        return Math.clamp(WIDTH / hidden, 1, batch);
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public double[][] predicted() {
        return predicted;
    }

    @Override
    public double[][] direct() {
        return direct;
    }

    @Override
    public double[][] teacher() {
        return teacher;
    }

    @Override
    public double[][] gradients() {
        return new double[][] {a, w1, w2, h1, h2};
    }

    @Override
    public void load() {
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

    @Override
    public void forward(double[][][] x, double[][][] pushes, int from, int count, double alpha) {
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
            if (pushes.length > 0) {
                push(next, pushes, from, count, t + 1);
            }
            if (t + 1 < steps) {
                force(next, x, from, count, t + 1, alpha);
            }
        }
    }

    private void push(double[] next, double[][][] pushes, int from, int count, int t) {
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < m; i++) {
                next[i * lanes + s] += pushes[from + s][t][i];
            }
        }
    }

    private void force(double[] next, double[][][] x, int from, int count, int t, double alpha) {
        double[] mixed = forced[t];
        for (int s = 0; s < lanes; s++) {
            double[] seen = x[s < count ? from + s : from][t];
            for (int i = 0, e = s; e < forcedEntries; i++, e += lanes) {
                mixed[e] = (1 - alpha) * next[e] + alpha * seen[i];
            }
        }
        System.arraycopy(next, forcedEntries, mixed, forcedEntries, mixed.length - forcedEntries);
    }

    @Override
    public void backward(double alpha) {
        Arrays.fill(carried, 0);
        for (int t = steps - 1; t >= 0; t--) {
            double[] z = forced[t];
            double[] back = direct[t];
            for (int e = 0; e < forcedEntries; e++) {
                back[e] = Math.fma(1 - alpha, carried[e], back[e]);
            }
            for (int e = forcedEntries; e < back.length; e++) {
                back[e] += carried[e];
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
            for (int e = 0; e < carried.length; e++) {
                double share = t == 0 ? 1 : e < forcedEntries ? alpha : 0;
                teacher[t][e] = share * carried[e];
            }
        }
    }

    private void spread(double[] source, double[][] targets) {
        for (int i = 0; i < m; i++) {
            Lanes.spread(source, i * lanes, lanes, targets[i]);
        }
    }

    @Override
    public void collect() {
        Lanes.collect(linearSum, m, lanes, a, 0);
        Lanes.collect(offsetSum, m, lanes, h1, 0);
        Lanes.collect(thresholdSum, n, lanes, h2, 0);
        for (int i = 0; i < m; i++) {
            Lanes.collect(firstSum[i], n, lanes, w1, i * n);
            Lanes.collect(secondSum[i], n, lanes, w2, i * n);
        }
    }
}
