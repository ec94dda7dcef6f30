package org.separatrix.learn.jet;

import org.separatrix.learn.LearnException;

import java.util.Arrays;
import java.util.List;

/// Arithmetic of truncated Taylor series along several directions, all of one point: arrays
/// `[C][n]`, the value first, and the transposes of its derivatives.
final class Series {

    private final int[] orders;
    private final int[] start;
    private final int coefficients;
    private final double[] slope;

    /// @param widest largest n
    Series(List<Integer> orders, int widest) {
        this.orders = orders.stream().mapToInt(Integer::intValue).toArray();
        start = new int[this.orders.length];
        int count = 1;
        for (int d = 0; d < start.length; d++) {
            if (this.orders[d] < 1) {
                throw new LearnException(
                        "order of direction %d must be at least 1, got %d"
                                .formatted(d, this.orders[d]));
            }
            start[d] = count;
            count += this.orders[d];
        }
        coefficients = count;
        slope = new double[coefficients * widest];
    }

    int coefficients() {
        return coefficients;
    }

    int index(int direction, int k) {
        return k == 0 ? 0 : start[direction] + k - 1;
    }

    static void axpy(double a, double[] x, int xFrom, double[] y, int yFrom, int n) {
        for (int i = 0; i < n; i++) {
            y[yFrom + i] += a * x[xFrom + i];
        }
    }

    private static void product(
            double a, double[] x, int xFrom, double[] y, int yFrom, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += a * x[xFrom + i] * y[yFrom + i];
        }
    }

    /// `to = W from + b`.
    ///
    /// @param transposed W^T, `[in][wide]`
    /// @param bias where b begins in `theta`
    void affine(double[] transposed, double[] theta, int bias, double[] from, int in, double[] to) {
        int wide = transposed.length / in;
        Arrays.fill(to, 0, coefficients * wide, 0);
        System.arraycopy(theta, bias, to, 0, wide);
        for (int c = 0; c < coefficients; c++) {
            for (int j = 0; j < in; j++) {
                double factor = from[c * in + j];
                if (factor != 0) {
                    axpy(factor, transposed, j * wide, to, c * wide, wide);
                }
            }
        }
    }

    /// The gradient by W and b, which lie at `base` in `row`.
    void outer(double[] adjoint, int wide, double[] from, int in, double[] row, int base) {
        Arrays.fill(row, base, base + wide * in, 0);
        for (int c = 0; c < coefficients; c++) {
            for (int i = 0; i < wide; i++) {
                double a = adjoint[c * wide + i];
                if (a != 0) {
                    axpy(a, from, c * in, row, base + i * in, in);
                }
            }
        }
        System.arraycopy(adjoint, 0, row, base + wide * in, wide);
    }

    /// Adjoint of the input of an affine map, written to `below`.
    void pull(double[] adjoint, int wide, double[] theta, int base, int in, double[] below) {
        Arrays.fill(below, 0, coefficients * in, 0);
        for (int c = 0; c < coefficients; c++) {
            for (int i = 0; i < wide; i++) {
                double a = adjoint[c * wide + i];
                if (a != 0) {
                    axpy(a, theta, base + i * in, below, c * in, in);
                }
            }
        }
    }

    /// `y = tanh z` by `k y_k = sum_j j z_j q_(k-j)`, `q = 1 - y^2`.
    void tanh(double[] z, double[] y, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double value = Math.tanh(z[i]);
            y[i] = value;
            q[i] = 1 - value * value;
        }
        for (int d = 0; d < orders.length; d++) {
            for (int k = 1; k <= orders[d]; k++) {
                int at = index(d, k) * n;
                Arrays.fill(y, at, at + n, 0);
                for (int j = 1; j <= k; j++) {
                    product((double) j / k, z, index(d, j) * n, q, index(d, k - j) * n, y, at, n);
                }
                if (k < orders[d]) {
                    Arrays.fill(q, at, at + n, 0);
                    for (int j = 0; j <= k; j++) {
                        product(-1, y, index(d, j) * n, y, index(d, k - j) * n, q, at, n);
                    }
                }
            }
        }
    }

    /// From the adjoint of `y = tanh z` in `below`, overwritten, to that of z in `above`.
    void untanh(double[] z, double[] y, double[] q, double[] below, double[] above, int n) {
        Arrays.fill(above, 0, coefficients * n, 0);
        Arrays.fill(slope, 0, coefficients * n, 0);
        for (int d = 0; d < orders.length; d++) {
            for (int k = orders[d]; k >= 1; k--) {
                int at = index(d, k) * n;
                if (k < orders[d]) {
                    for (int j = 0; j <= k; j++) {
                        product(-2, slope, at, y, index(d, k - j) * n, below, index(d, j) * n, n);
                    }
                }
                for (int j = 1; j <= k; j++) {
                    double share = (double) j / k;
                    int low = index(d, k - j) * n;
                    product(share, below, at, q, low, above, index(d, j) * n, n);
                    product(share, below, at, z, index(d, j) * n, slope, low, n);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            above[i] += (below[i] - 2 * slope[i] * y[i]) * q[i];
        }
    }

    /// Adds `x y` to `to`.
    void times(double[] x, double[] y, double[] to, int n) {
        product(1, x, 0, y, 0, to, 0, n);
        for (int d = 0; d < orders.length; d++) {
            for (int k = 1; k <= orders[d]; k++) {
                for (int j = 0; j <= k; j++) {
                    product(1, x, index(d, j) * n, y, index(d, k - j) * n, to, index(d, k) * n, n);
                }
            }
        }
    }

    /// Adds to `to` the adjoint of x, given that of `x y`.
    void untimes(double[] adjoint, double[] y, double[] to, int n) {
        product(1, adjoint, 0, y, 0, to, 0, n);
        for (int d = 0; d < orders.length; d++) {
            for (int k = 1; k <= orders[d]; k++) {
                for (int j = 0; j <= k; j++) {
                    product(
                            1,
                            adjoint,
                            index(d, k) * n,
                            y,
                            index(d, k - j) * n,
                            to,
                            index(d, j) * n,
                            n);
                }
            }
        }
    }
}
