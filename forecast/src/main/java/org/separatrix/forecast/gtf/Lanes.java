package org.separatrix.forecast.gtf;

/// Loops over arrays that hold one number for each hidden unit and lane, the lanes of a unit
/// together: the number of unit l and lane s is at `l * lanes + s`.
///
/// All arrays of a loop share one index that starts at 0. The compiler vectorises such loops, and
/// does not vectorise those whose arrays are read from different offsets.
final class Lanes {

    private Lanes() {}

    /// Copies the `lanes` numbers at `from` to every unit of `target`.
    static void spread(double[] source, int from, int lanes, double[] target) {
        System.arraycopy(source, from, target, 0, lanes);
        int filled = lanes;
        while (filled < target.length) {
            int count = Math.min(filled, target.length - filled);
            System.arraycopy(target, 0, target, filled, count);
            filled += count;
        }
    }

    /// `out = x y`.
    static void product(double[] out, double[] x, double[] y) {
        for (int e = 0; e < out.length; e++) {
            out[e] = x[e] * y[e];
        }
    }

    /// `out = out + x y`.
    static void addProduct(double[] out, double[] x, double[] y) {
        for (int e = 0; e < out.length; e++) {
            out[e] = Math.fma(x[e], y[e], out[e]);
        }
    }

    /// `out = sum_k x_k y_k`, two products a sweep.
    static void combine(double[] out, double[][] x, double[][] y) {
        product(out, x[0], y[0]);
        int k = 1;
        for (; k + 1 < x.length; k += 2) {
            addTwo(out, x[k], y[k], x[k + 1], y[k + 1]);
        }
        if (k < x.length) {
            addProduct(out, x[k], y[k]);
        }
    }

    private static void addTwo(double[] out, double[] x, double[] y, double[] u, double[] v) {
        for (int e = 0; e < out.length; e++) {
            out[e] = Math.fma(u[e], v[e], Math.fma(x[e], y[e], out[e]));
        }
    }

    /// `out = relu(u + h) = (u + h + |u + h|) / 2`.
    static void rectified(double[] out, double[] u, double[] h) {
        for (int e = 0; e < out.length; e++) {
            double x = u[e] + h[e];
            out[e] = 0.5 * (x + Math.abs(x));
        }
    }

    /// `out = relu(u + h) - relu(u)`.
    static void clipped(double[] out, double[] u, double[] h) {
        for (int e = 0; e < out.length; e++) {
            double y = u[e];
            double x = y + h[e];
            out[e] = 0.5 * (x + Math.abs(x)) - 0.5 * (y + Math.abs(y));
        }
    }

    /// `out = 1 where u + h > 0, else 0`, without a branch.
    static void above(double[] out, double[] u, double[] h) {
        for (int e = 0; e < out.length; e++) {
            double sign = Math.signum(u[e] + h[e]);
            out[e] = 0.5 * (sign + Math.abs(sign));
        }
    }

    /// `inner = inner (above - 1 where u > 0)`.
    static void slopeClipped(double[] inner, double[] above, double[] u) {
        for (int e = 0; e < inner.length; e++) {
            double sign = Math.signum(u[e]);
            inner[e] *= above[e] - 0.5 * (sign + Math.abs(sign));
        }
    }

    /// `inner = inner above`.
    static void slopeRectified(double[] inner, double[] above) {
        for (int e = 0; e < inner.length; e++) {
            inner[e] *= above[e];
        }
    }

    /// Adds up the units of `work`, which is overwritten; the sums of the lanes are its first
    /// numbers. Halves by way of a copy, so that both arrays are read from 0.
    static void fold(double[] work, double[] spare, int units, int lanes) {
        int left = units;
        while (left > 1) {
            int half = left / 2;
            int count = half * lanes;
            System.arraycopy(work, (left - half) * lanes, spare, 0, count);
            add(work, spare, count);
            left -= half;
        }
    }

    private static void add(double[] out, double[] x, int count) {
        for (int e = 0; e < count; e++) {
            out[e] += x[e];
        }
    }

    /// The sum over lanes of every unit, added to `out` from `at`.
    static void collect(double[] source, int units, int lanes, double[] out, int at) {
        for (int l = 0; l < units; l++) {
            double sum = 0;
            for (int s = 0; s < lanes; s++) {
                sum += source[l * lanes + s];
            }
            out[at + l] += sum;
        }
    }
}
