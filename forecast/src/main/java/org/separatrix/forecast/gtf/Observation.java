package org.separatrix.forecast.gtf;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.separatrix.lab.LabException;

import java.util.Arrays;

/// How latent states are seen: through a matrix, `x = B z`, or directly, the first N of them being
/// the channels. The rest, if there are any, are first taken as `Lo x`.
///
/// @param matrix B, `[N][M]`; empty if states are seen directly
/// @param lift Lo, `[M - N][N]`; empty if there are no states beside the channels
public record Observation(double[][] matrix, double[][] lift) {

    /// Beyond this, the inferred states are mostly rounding.
    private static final double WORST = 1e10;

    public Observation {
        // Files of earlier versions have no lift.
        lift = java.util.Objects.requireNonNullElse(lift, new double[0][]);
    }

    /// States are the observed channels.
    public static Observation direct() {
        return lifted(new double[0][]);
    }

    /// States are the observed channels and some more.
    static Observation lifted(double[][] lift) {
        return new Observation(new double[0][], lift);
    }

    /// States are seen through a matrix.
    static Observation through(double[][] matrix) {
        return new Observation(matrix, new double[0][]);
    }

    /// Whether the states are the observed channels.
    public boolean identity() {
        return matrix.length == 0;
    }

    /// What a latent state looks like.
    ///
    /// @param z length M
    /// @return length N
    public double[] observe(double[] z) {
        return identity() ? Arrays.copyOf(z, z.length - lift.length) : times(matrix, z);
    }

    /// The latent state that looks most like `x`; through a matrix, that of least norm.
    ///
    /// @throws LabException if B cannot be inverted
    public double[] infer(double[] x) {
        if (!identity()) {
            return times(inverse(), x);
        }
        double[] z = Arrays.copyOf(x, x.length + lift.length);
        System.arraycopy(times(lift, x), 0, z, x.length, lift.length);
        return z;
    }

    /// The pseudo-inverse of B, `[M][N]`.
    ///
    /// @throws LabException if B is singular, with its condition number
    double[][] inverse() {
        double condition = condition();
        if (!(condition < WORST)) {
            throw new LabException(
                    "gtf: the observation matrix cannot be inverted, its condition number is %.1e; raise lambdaObservation or lower latent"
                            .formatted(condition));
        }
        var b = new DMatrixRMaj(matrix);
        var inverse = new DMatrixRMaj(b.getNumCols(), b.getNumRows());
        CommonOps_DDRM.pinv(b, inverse);
        var rows = new double[b.getNumCols()][b.getNumRows()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = inverse.get(i, j);
            }
        }
        return rows;
    }

    /// Ratio of the extreme singular values of B; infinite if the smallest is zero.
    double condition() {
        double[] values = singular().values();
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (double v : values) {
            largest = Math.max(largest, v);
            smallest = Math.min(smallest, v);
        }
        return largest / smallest;
    }

    /// @param values singular values
    /// @param left their left vectors, `[k][N]`
    /// @param right their right vectors, `[k][M]`
    record Singular(double[] values, double[][] left, double[][] right) {}

    Singular singular() {
        int n = matrix.length;
        int m = matrix[0].length;
        var svd = DecompositionFactory_DDRM.svd(n, m, true, true, true);
        if (!svd.decompose(new DMatrixRMaj(matrix))) {
            throw new LabException("gtf: the observation matrix has no singular values");
        }
        var u = svd.getU(null, false);
        var v = svd.getV(null, false);
        int k = Math.min(n, m);
        var left = new double[k][n];
        var right = new double[k][m];
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < n; i++) {
                left[c][i] = u.get(i, c);
            }
            for (int j = 0; j < m; j++) {
                right[c][j] = v.get(j, c);
            }
        }
        return new Singular(svd.getSingularValues().clone(), left, right);
    }

    static double[] times(double[][] a, double[] x) {
        var y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += a[i][j] * x[j];
            }
            y[i] = sum;
        }
        return y;
    }
}
