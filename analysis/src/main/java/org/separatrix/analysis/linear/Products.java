package org.separatrix.analysis.linear;

/// Products of row-major matrices in plain loops that the compiler turns into vector instructions.
///
/// Every routine adds to its result. Sums are taken in a fixed order: the same input gives the same
/// bits.
public final class Products {

    private static final int CHUNK = 512;
    private static final int LANES = 64;

    private Products() {}

    /// `C += A B` for A [m x k], B [k x n] and C [m x n].
    public static void add(double[] a, double[] b, double[] c, int m, int k, int n) {
        for (int j0 = 0; j0 < n; j0 += CHUNK) {
            int j1 = Math.min(n, j0 + CHUNK);
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                for (int i = 0; i < m; i++) {
                    int at = i * k + p;
                    four(a[at], a[at + 1], a[at + 2], a[at + 3], b, p * n, n, c, i * n, j0, j1);
                }
            }
            for (; p < k; p++) {
                for (int i = 0; i < m; i++) {
                    one(a[i * k + p], b, p * n, c, i * n, j0, j1);
                }
            }
        }
    }

    private static void four(
            double a0,
            double a1,
            double a2,
            double a3,
            double[] b,
            int row,
            int n,
            double[] c,
            int target,
            int j0,
            int j1) {
        for (int j = j0; j < j1; j++) {
            c[target + j] +=
                    a0 * b[row + j]
                            + a1 * b[row + n + j]
                            + a2 * b[row + 2 * n + j]
                            + a3 * b[row + 3 * n + j];
        }
    }

    private static void one(double a, double[] b, int row, double[] c, int target, int j0, int j1) {
        for (int j = j0; j < j1; j++) {
            c[target + j] += a * b[row + j];
        }
    }

    /// `C += A B'` for A [m x k], B [n x k] and C [m x n].
    public static void addTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
        var lanes = new double[LANES];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                c[i * n + j] += dot(a, i * k, b, j * k, k, lanes);
            }
        }
    }

    /// Scalar product of two stretches of length `n`.
    public static double dot(double[] a, int from, double[] b, int start, int n) {
        return dot(a, from, b, start, n, new double[LANES]);
    }

    /// Scalar product with a work array of the caller, length at least 64.
    ///
    /// Partial sums stand side by side, because a single running sum may not be reordered and is
    /// therefore never vectorised.
    public static double dot(double[] a, int from, double[] b, int start, int n, double[] lanes) {
        if (n < 4 * LANES) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += a[from + j] * b[start + j];
            }
            return sum;
        }
        for (int l = 0; l < LANES; l++) {
            lanes[l] = 0;
        }
        int j = 0;
        for (; j + 4 * LANES <= n; j += 4 * LANES) {
            int x = from + j;
            int y = start + j;
            for (int l = 0; l < LANES; l++) {
                lanes[l] +=
                        a[x + l] * b[y + l]
                                + a[x + LANES + l] * b[y + LANES + l]
                                + a[x + 2 * LANES + l] * b[y + 2 * LANES + l]
                                + a[x + 3 * LANES + l] * b[y + 3 * LANES + l];
            }
        }
        double sum = 0;
        for (int l = 0; l < LANES; l++) {
            sum += lanes[l];
        }
        for (; j < n; j++) {
            sum += a[from + j] * b[start + j];
        }
        return sum;
    }

    /// `target[to + j] += sum_i scales[i] rows[i*n + j]` for `count` rows of length `n`.
    public static void combine(
            double[] scales, double[] rows, int count, int n, double[] target, int to) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            four(
                    scales[i],
                    scales[i + 1],
                    scales[i + 2],
                    scales[i + 3],
                    rows,
                    i * n,
                    n,
                    target,
                    to,
                    0,
                    n);
        }
        for (; i < count; i++) {
            one(scales[i], rows, i * n, target, to, 0, n);
        }
    }
}
