package org.separatrix.dynamics.integrate;

/// LU factorisation of a dense real matrix with partial pivoting, in place, for systems of small
/// size.
///
/// Cost n³/3 multiplications to factorise and n² to solve. Arrays are held by the instance.
final class Lu {

    private final int n;
    private final double[] a;
    private final int[] pivots;

    Lu(int n) {
        this.n = n;
        a = new double[n * n];
        pivots = new int[n];
    }

    /// Factorises `diagonal*I - matrix`; whether it is regular.
    ///
    /// @param matrix row-major, length n*n, left as it is
    boolean factorise(double diagonal, double[] matrix) {
        for (int i = 0; i < a.length; i++) {
            a[i] = -matrix[i];
        }
        for (int i = 0; i < n; i++) {
            a[i * n + i] += diagonal;
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            if (!(Math.abs(a[pivot * n + k]) > 0) || Double.isInfinite(a[pivot * n + k])) {
                return false;
            }
            swapRows(k, pivot);
            eliminateBelow(k);
        }
        return true;
    }

    private void swapRows(int k, int pivot) {
        if (pivot == k) {
            return;
        }
        for (int j = 0; j < n; j++) {
            double free = a[k * n + j];
            a[k * n + j] = a[pivot * n + j];
            a[pivot * n + j] = free;
        }
    }

    private void eliminateBelow(int k) {
        double inverse = 1 / a[k * n + k];
        for (int i = k + 1; i < n; i++) {
            double factor = a[i * n + k] * inverse;
            a[i * n + k] = factor;
            if (factor != 0) {
                for (int j = k + 1; j < n; j++) {
                    a[i * n + j] -= factor * a[k * n + j];
                }
            }
        }
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
