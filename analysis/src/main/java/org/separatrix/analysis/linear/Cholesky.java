package org.separatrix.analysis.linear;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Factorisation `A + ridge I = L L'` of a symmetric positive definite matrix, as Gaussian
/// processes and kernel regression need it.
///
/// Nothing is added beyond the ridge asked for: a matrix that is still singular is an error that
/// says so.
public final class Cholesky {

    private final int n;
    private final LinearSolverDense<DMatrixRMaj> solver;

    private Cholesky(int n, LinearSolverDense<DMatrixRMaj> solver) {
        this.n = n;
        this.solver = solver;
    }

    /// Factorises; cost n^3/3.
    ///
    /// @param a n rows of length n; the lower triangle is read
    /// @param ridge added to the diagonal, not negative
    /// @throws ArithmeticException if the sum is not positive definite to working precision
    public static Cholesky of(double[][] a, double ridge) {
        if (!(ridge >= 0) || Double.isInfinite(ridge)) {
            throw new IllegalArgumentException("ridge must not be negative, got " + ridge);
        }
        int n = a.length;
        var matrix = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix.unsafe_set(i, j, a[i][j]);
                matrix.unsafe_set(j, i, a[i][j]);
            }
            matrix.unsafe_set(i, i, a[i][i] + ridge);
        }
        var solver = LinearSolverFactory_DDRM.chol(n);
        if (!solver.setA(matrix)) {
            throw new ArithmeticException(
                    ("a %d x %d matrix with ridge %s is not positive definite; ask for a larger"
                                    + " ridge")
                            .formatted(n, n, ridge));
        }
        return new Cholesky(n, solver);
    }

    /// The X with `(A + ridge I) X = B`, for B of n rows.
    public double[][] solve(double[][] b) {
        int columns = b[0].length;
        var right = new DMatrixRMaj(b);
        var x = new DMatrixRMaj(n, columns);
        solver.solve(right, x);
        var rows = new double[n][columns];
        for (int i = 0; i < n; i++) {
            System.arraycopy(x.data, i * columns, rows[i], 0, columns);
        }
        return rows;
    }

    /// Logarithm of the determinant of the factorised matrix.
    public double logDeterminant() {
        CholeskyDecomposition_F64<DMatrixRMaj> decomposition = solver.getDecomposition();
        var factor = decomposition.getT(null);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += 2 * Math.log(Math.abs(factor.get(i, i)));
        }
        return sum;
    }
}
