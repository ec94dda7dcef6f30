package org.separatrix.analysis.linear;

/// Products of row-major matrices in plain loops that the compiler turns into vector instructions.
///
/// Every routine adds to its result. Sums are taken in a fixed order: the same input gives the same
/// bits.
public final class Products {

    private static final int CHUNK = 512;

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
        for (int j = 0; j + 2 <= n; j += 2) {
            twoRows(a, b, j * k, c, m, k, n, j);
        }
        if (n % 2 == 1) {
            for (int i = 0; i < m; i++) {
                c[i * n + n - 1] += dot(a, i * k, b, (n - 1) * k, k);
            }
        }
    }

    /// Columns `column` and `column + 1` of `C += A B'`, from the two rows of B that start at
    /// `row`.
    ///
    /// Tiles of four rows by two keep eight running sums in registers: a single sum may not be
    /// reordered, is never vectorised and waits for itself. Measured against sums side by side in
    /// memory it is two to three times faster.
    public static void twoRows(
            double[] a, double[] b, int row, double[] c, int m, int k, int n, int column) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            tile(a, i * k, b, row, k, c, i * n + column, n);
        }
        for (; i < m; i++) {
            c[i * n + column] += dot(a, i * k, b, row, k);
            c[i * n + column + 1] += dot(a, i * k, b, row + k, k);
        }
    }

    private static void tile(
            double[] a, int top, double[] b, int row, int k, double[] c, int target, int n) {
        double s00 = 0;
        double s10 = 0;
        double s20 = 0;
        double s30 = 0;
        double s01 = 0;
        double s11 = 0;
        double s21 = 0;
        double s31 = 0;
        for (int p = 0; p < k; p++) {
            double x = b[row + p];
            double y = b[row + k + p];
            double a0 = a[top + p];
            double a1 = a[top + k + p];
            double a2 = a[top + 2 * k + p];
            double a3 = a[top + 3 * k + p];
            s00 += a0 * x;
            s10 += a1 * x;
            s20 += a2 * x;
            s30 += a3 * x;
            s01 += a0 * y;
            s11 += a1 * y;
            s21 += a2 * y;
            s31 += a3 * y;
        }
        c[target] += s00;
        c[target + 1] += s01;
        c[target + n] += s10;
        c[target + n + 1] += s11;
        c[target + 2 * n] += s20;
        c[target + 2 * n + 1] += s21;
        c[target + 3 * n] += s30;
        c[target + 3 * n + 1] += s31;
    }

    /// Scalar product of two stretches of length `n`, in four running sums.
    public static double dot(double[] a, int from, double[] b, int start, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            s0 += a[from + j] * b[start + j];
            s1 += a[from + j + 1] * b[start + j + 1];
            s2 += a[from + j + 2] * b[start + j + 2];
            s3 += a[from + j + 3] * b[start + j + 3];
        }
        for (; j < n; j++) {
            s0 += a[from + j] * b[start + j];
        }
        return (s0 + s1) + (s2 + s3);
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
