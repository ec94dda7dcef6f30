package org.separatrix.learn.solve;

/// Small dense linear systems in plain arrays.
final class Dense {

    private Dense() {}

    /// The solution of `A x = b` by elimination with row pivoting; `A` and `b` are left alone.
    ///
    /// @throws SolveException if `A` is singular
    static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        var lu = new double[n][];
        for (int i = 0; i < n; i++) {
            lu[i] = a[i].clone();
        }
        var x = b.clone();
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(lu[i][k]) > Math.abs(lu[pivot][k])) {
                    pivot = i;
                }
            }
            if (lu[pivot][k] == 0 || !Double.isFinite(lu[pivot][k])) {
                throw new SolveException("the linear system is singular in column " + k);
            }
            var row = lu[pivot];
            lu[pivot] = lu[k];
            lu[k] = row;
            double value = x[pivot];
            x[pivot] = x[k];
            x[k] = value;
            for (int i = k + 1; i < n; i++) {
                double factor = lu[i][k] / row[k];
                if (factor != 0) {
                    for (int j = k + 1; j < n; j++) {
                        lu[i][j] -= factor * row[j];
                    }
                    x[i] -= factor * x[k];
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                x[i] -= lu[i][j] * x[j];
            }
            x[i] /= lu[i][i];
        }
        return x;
    }
}
