package org.separatrix.dynamics.integrate;

/// LU factorisation of a dense complex matrix with partial pivoting; real and imaginary parts
/// apart.
final class ComplexLu {

    private final int n;
    private final double[] re;
    private final double[] im;
    private final int[] pivots;

    ComplexLu(int n) {
        this.n = n;
        re = new double[n * n];
        im = new double[n * n];
        pivots = new int[n];
    }

    /// Factorises `(real + i*imaginary)*I - matrix`; whether it is regular.
    ///
    /// @param matrix real, row-major, length n*n, left as it is
    boolean factorise(double real, double imaginary, double[] matrix) {
        for (int i = 0; i < re.length; i++) {
            re[i] = -matrix[i];
            im[i] = 0;
        }
        for (int i = 0; i < n; i++) {
            re[i * n + i] += real;
            im[i * n + i] += imaginary;
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (size(i, k) > size(pivot, k)) {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            double size = size(pivot, k);
            if (!(size > 0) || Double.isInfinite(size)) {
                return false;
            }
            swapRows(k, pivot);
            eliminateBelow(k);
        }
        return true;
    }

    private double size(int i, int j) {
        return Math.abs(re[i * n + j]) + Math.abs(im[i * n + j]);
    }

    private void swapRows(int k, int pivot) {
        if (pivot == k) {
            return;
        }
        for (int j = 0; j < n; j++) {
            double free = re[k * n + j];
            re[k * n + j] = re[pivot * n + j];
            re[pivot * n + j] = free;
            free = im[k * n + j];
            im[k * n + j] = im[pivot * n + j];
            im[pivot * n + j] = free;
        }
    }

    private void eliminateBelow(int k) {
        double pr = re[k * n + k];
        double pi = im[k * n + k];
        double norm = pr * pr + pi * pi;
        for (int i = k + 1; i < n; i++) {
            int row = i * n;
            double ar = re[row + k];
            double ai = im[row + k];
            if (ar == 0 && ai == 0) {
                continue;
            }
            double fr = (ar * pr + ai * pi) / norm;
            double fi = (ai * pr - ar * pi) / norm;
            re[row + k] = fr;
            im[row + k] = fi;
            for (int j = k + 1; j < n; j++) {
                double ur = re[k * n + j];
                double ui = im[k * n + j];
                re[row + j] -= fr * ur - fi * ui;
                im[row + j] -= fr * ui + fi * ur;
            }
        }
    }

    /// Solves in place for the right-hand side `br + i*bi`.
    void solve(double[] br, double[] bi) {
        for (int k = 0; k < n; k++) {
            double free = br[k];
            br[k] = br[pivots[k]];
            br[pivots[k]] = free;
            free = bi[k];
            bi[k] = bi[pivots[k]];
            bi[pivots[k]] = free;
        }
        for (int i = 1; i < n; i++) {
            subtractProducts(i, 0, i, br, bi);
        }
        for (int i = n - 1; i >= 0; i--) {
            subtractProducts(i, i + 1, n, br, bi);
            double pr = re[i * n + i];
            double pi = im[i * n + i];
            double norm = pr * pr + pi * pi;
            double xr = (br[i] * pr + bi[i] * pi) / norm;
            bi[i] = (bi[i] * pr - br[i] * pi) / norm;
            br[i] = xr;
        }
    }

    private void subtractProducts(int i, int from, int to, double[] br, double[] bi) {
        double sr = br[i];
        double si = bi[i];
        for (int j = from; j < to; j++) {
            double ur = re[i * n + j];
            double ui = im[i * n + j];
            sr -= ur * br[j] - ui * bi[j];
            si -= ur * bi[j] + ui * br[j];
        }
        br[i] = sr;
        bi[i] = si;
    }
}
