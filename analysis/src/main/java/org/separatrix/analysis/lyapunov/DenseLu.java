package org.separatrix.analysis.lyapunov;

/// LU factorisation of a small dense matrix with partial pivoting.
///
/// Cost n³/3 multiplications to factorise and n² to solve.
final class DenseLu {

    private final int n;
    private final double[] a;
    private final int[] pivots;

    DenseLu(int n) {
        this.n = n;
        a = new double[n * n];
        pivots = new int[n];
    }

    /// Factorises `matrix`, row-major and left as it is; whether it is regular.
    boolean factorise(double[] matrix) {
        System.arraycopy(matrix, 0, a, 0, a.length);
        return factorise();
    }

    /// Factorises `diagonal*I - matrix`; whether it is regular.
    boolean factorise(double diagonal, double[] matrix) {
        for (int i = 0; i < a.length; i++) {
            a[i] = -matrix[i];
        }
        for (int i = 0; i < n; i++) {
            a[i * n + i] += diagonal;
        }
        return factorise();
    }

    private boolean factorise() {
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            double diagonal = a[pivot * n + k];
            if (!(Math.abs(diagonal) > 0) || Double.isInfinite(diagonal)) {
                return false;
            }
            for (int j = 0; j < n && pivot != k; j++) {
                double free = a[k * n + j];
                a[k * n + j] = a[pivot * n + j];
                a[pivot * n + j] = free;
            }
            for (int i = k + 1; i < n; i++) {
                double factor = a[i * n + k] / diagonal;
                a[i * n + k] = factor;
                for (int j = k + 1; j < n && factor != 0; j++) {
                    a[i * n + j] -= factor * a[k * n + j];
                }
            }
        }
        return true;
    }

    /// Solves in place.
    void solve(double[] b) {
        for (int k = 0; k < n; k++) {
            double free = b[k];
            b[k] = b[pivots[k]];
            b[pivots[k]] = free;
        }
        for (int i = 1; i < n; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= a[i * n + j] * b[j];
            }
            b[i] = sum;
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int j = i + 1; j < n; j++) {
                sum -= a[i * n + j] * b[j];
            }
            b[i] = sum / a[i * n + i];
        }
    }
}
