package org.separatrix.analysis.regression;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Ridge regression: the W that minimises `|X W - Y|^2 + penalty |W|^2`.
///
/// The normal equations are accumulated row by row and solved by Cholesky's method, so that the
/// design matrix is never held; a factorisation that fails for lack of rank is repeated with a
/// larger penalty. Cost: O(n f^2 + f^3) for n rows of f features.
public final class Ridge {

    private final int features;
    private final int targets;
    private final double[] gram;
    private final double[] cross;
    private long rows;

    /// @param features number of features f
    /// @param targets number of outputs
    public Ridge(int features, int targets) {
        this.features = features;
        this.targets = targets;
        this.gram = new double[features * features];
        this.cross = new double[features * targets];
    }

    /// Adds one row: features `x` (length f) and outputs `y`.
    public void add(double[] x, double[] y) {
        for (int i = 0; i < features; i++) {
            double xi = x[i];
            if (xi == 0) {
                continue;
            }
            int row = i * features;
            // Only the lower triangle: the matrix is symmetric.
            for (int j = 0; j <= i; j++) {
                gram[row + j] += xi * x[j];
            }
            for (int k = 0; k < targets; k++) {
                cross[i * targets + k] += xi * y[k];
            }
        }
        rows++;
    }

    /// Number of rows added.
    public long rows() {
        return rows;
    }

    /// The weights, feature i to output k at `i*targets + k`.
    ///
    /// @param penalty Tikhonov penalty, in squared feature units times rows
    public double[] solve(double penalty) {
        double added = penalty;
        double trace = 0;
        for (int i = 0; i < features; i++) {
            trace += gram[i * features + i];
        }
        for (int attempt = 0; attempt < 8; attempt++) {
            var a = new DMatrixRMaj(features, features);
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    a.set(i, j, gram[i * features + j]);
                    a.set(j, i, gram[i * features + j]);
                }
                a.add(i, i, added);
            }
            var solver = LinearSolverFactory_DDRM.symmPosDef(features);
            if (solver.setA(a)) {
                var w = new DMatrixRMaj(features, targets);
                solver.solve(DMatrixRMaj.wrap(features, targets, cross.clone()), w);
                if (!MatrixFeatures_DDRM.hasUncountable(w)) {
                    return w.data;
                }
            }
            added = Math.max(10 * added, 1e-14 * Math.max(trace, 1e-300));
        }
        throw new ArithmeticException(
                "ridge regression failed: the features are not finite; scale them or drop constant"
                        + " ones");
    }
}
