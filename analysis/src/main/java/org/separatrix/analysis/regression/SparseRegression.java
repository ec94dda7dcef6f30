package org.separatrix.analysis.regression;

import java.util.Arrays;

/// Sequentially thresholded least squares (STLSQ), the sparse regression of SINDy.
///
/// Repeats ridge regression on the terms whose coefficient is at least `threshold` until the set of
/// terms stays. Columns are not rescaled: the threshold is in the units of the equation.
///
/// Source: S. L. Brunton, J. L. Proctor and J. N. Kutz, "Discovering governing equations from data
/// by sparse identification of nonlinear dynamical systems", PNAS 113 (2016).
public final class SparseRegression {

    private static final int ROUNDS = 20;

    private SparseRegression() {}

    /// Coefficients of each output, `[output][term]`, exact zeros for the terms dropped.
    ///
    /// @param library values of the terms, `[n][terms]`
    /// @param outputs values to explain, `[n][outputs]`
    /// @param threshold smallest coefficient that is kept
    /// @param ridge Tikhonov penalty
    public static double[][] solve(
            double[][] library, double[][] outputs, double threshold, double ridge) {
        int terms = library[0].length;
        int targets = outputs[0].length;
        var result = new double[targets][];
        for (int k = 0; k < targets; k++) {
            var active = new boolean[terms];
            Arrays.fill(active, true);
            double[] weights = fit(library, outputs, k, active, ridge);
            for (int round = 0; round < ROUNDS; round++) {
                boolean changed = false;
                for (int j = 0; j < terms; j++) {
                    if (active[j] && Math.abs(weights[j]) < threshold) {
                        active[j] = false;
                        changed = true;
                    }
                }
                if (!changed) {
                    break;
                }
                weights = fit(library, outputs, k, active, ridge);
            }
            result[k] = weights;
        }
        return result;
    }

    /// Least squares on the active terms by orthogonal factorisation, which keeps the digits that
    /// normal equations lose; a positive ridge adds rows.
    private static double[] fit(
            double[][] library, double[][] outputs, int target, boolean[] active, double ridge) {
        int terms = active.length;
        var columns = new int[terms];
        int count = 0;
        for (int j = 0; j < terms; j++) {
            if (active[j]) {
                columns[count++] = j;
            }
        }
        var weights = new double[terms];
        if (count == 0) {
            return weights;
        }
        int n = library.length;
        int rows = ridge > 0 ? n + count : n;
        var a = new org.ejml.data.DMatrixRMaj(rows, count);
        var b = new org.ejml.data.DMatrixRMaj(rows, 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < count; j++) {
                a.unsafe_set(i, j, library[i][columns[j]]);
            }
            b.unsafe_set(i, 0, outputs[i][target]);
        }
        if (ridge > 0) {
            for (int j = 0; j < count; j++) {
                a.unsafe_set(n + j, j, Math.sqrt(ridge));
            }
        }
        var solver =
                org.ejml.dense.row.factory.LinearSolverFactory_DDRM.leastSquaresQrPivot(
                        true, false);
        if (!solver.setA(a)) {
            return weights;
        }
        var x = new org.ejml.data.DMatrixRMaj(count, 1);
        solver.solve(b, x);
        for (int j = 0; j < count; j++) {
            weights[columns[j]] = x.get(j, 0);
        }
        return weights;
    }
}
