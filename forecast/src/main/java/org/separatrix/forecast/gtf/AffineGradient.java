package org.separatrix.forecast.gtf;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// Gradient by the observation matrix B: through the predictions `B z`, and through the teacher
/// `z-bar = B+ x`, where B+ is the pseudo-inverse.
///
/// For B of full rank, `dB+ = -B+ dB B+ + B+ B+' dB' (I - B B+) + (I - B+ B) dB' B+' B+` (G. Golub
/// and V. Pereyra, SIAM J. Numer. Anal. 10, 1973).
final class AffineGradient implements ObservationGradient {

    private static final double SMALL = 1e-8;

    /// B row by row, trained in place.
    final double[] matrix;

    /// Its gradient.
    final double[] gradient;

    private final int n;
    private final int m;
    private double[][] inverse;
    private double[][] byInverse;
    private final double[] residual;

    AffineGradient(double[][] matrix) {
        n = matrix.length;
        m = matrix[0].length;
        this.matrix = new double[n * m];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, this.matrix, i * m, m);
        }
        gradient = new double[n * m];
        residual = new double[n];
        inverse = new double[m][n];
        byInverse = new double[m][n];
    }

    @Override
    public double[] matrix() {
        return matrix;
    }

    @Override
    public double[] gradient() {
        return gradient;
    }

    @Override
    public Observation observation() {
        var rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = java.util.Arrays.copyOfRange(matrix, i * m, (i + 1) * m);
        }
        return Observation.through(rows);
    }

    /// Inverts the present B and clears the gradient.
    @Override
    public void begin() {
        inverse = observation().inverse();
        byInverse = new double[m][n];
        java.util.Arrays.fill(gradient, 0);
    }

    @Override
    public double[][] teacher(double[][] x) {
        var z = new double[x.length][];
        for (int t = 0; t < z.length; t++) {
            z[t] = Observation.times(inverse, x[t]);
        }
        return z;
    }

    @Override
    public double distances(ForcedPass pass, double[][][] x, int from, int count, double weight) {
        double error = 0;
        int lanes = pass.lanes();
        for (int t = 0; t < pass.predicted().length; t++) {
            double[] z = pass.predicted()[t];
            double[] direct = pass.direct()[t];
            java.util.Arrays.fill(direct, 0);
            for (int s = 0; s < count; s++) {
                double[] seen = x[from + s][t + 1];
                for (int i = 0; i < n; i++) {
                    double sum = -seen[i];
                    for (int j = 0; j < m; j++) {
                        sum += matrix[i * m + j] * z[j * lanes + s];
                    }
                    residual[i] = sum;
                    error += sum * sum;
                }
                for (int i = 0; i < n; i++) {
                    double r = 2 * weight * residual[i];
                    for (int j = 0; j < m; j++) {
                        direct[j * lanes + s] += r * matrix[i * m + j];
                        gradient[i * m + j] += r * z[j * lanes + s];
                    }
                }
            }
        }
        return error;
    }

    @Override
    public void backThroughTeacher(ForcedPass pass, double[][][] x, int from, int count) {
        int lanes = pass.lanes();
        for (int t = 0; t < pass.teacher().length; t++) {
            double[] g = pass.teacher()[t];
            for (int s = 0; s < count; s++) {
                double[] seen = x[from + s][t];
                for (int j = 0; j < m; j++) {
                    double own = g[j * lanes + s];
                    for (int i = 0; i < n; i++) {
                        byInverse[j][i] += own * seen[i];
                    }
                }
            }
        }
    }

    /// Turns the gradient by the inverse into one by B and adds it.
    @Override
    public void finish() {
        var b = DMatrixRMaj.wrap(n, m, matrix.clone());
        var p = new DMatrixRMaj(inverse);
        var g = new DMatrixRMaj(byInverse);
        var outer = CommonOps_DDRM.identity(n);
        CommonOps_DDRM.multAdd(-1, b, p, outer);
        var innerPart = CommonOps_DDRM.identity(m);
        CommonOps_DDRM.multAdd(-1, p, b, innerPart);
        var along = product(transposed(p), product(g, transposed(p)));
        var outside = product(outer, product(transposed(g), product(p, transposed(p))));
        var inside = product(transposed(p), product(p, product(transposed(g), innerPart)));
        for (int e = 0; e < gradient.length; e++) {
            gradient[e] += outside.data[e] + inside.data[e] - along.data[e];
        }
    }

    /// Adds the gradient of `lambda (1 - s_max / s_min)^2`, which pulls the singular values of B
    /// together.
    @Override
    public void penalise(double lambda) {
        var parts = observation().singular();
        int high = 0;
        int low = 0;
        for (int k = 1; k < parts.values().length; k++) {
            high = parts.values()[k] > parts.values()[high] ? k : high;
            low = parts.values()[k] < parts.values()[low] ? k : low;
        }
        double smallest = parts.values()[low] + SMALL;
        double ratio = parts.values()[high] / smallest;
        double slope = -2 * lambda * (1 - ratio);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                gradient[i * m + j] +=
                        slope
                                / smallest
                                * (parts.left()[high][i] * parts.right()[high][j]
                                        - ratio * parts.left()[low][i] * parts.right()[low][j]);
            }
        }
    }

    private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        var c = new DMatrixRMaj(a.getNumRows(), b.getNumCols());
        CommonOps_DDRM.mult(a, b, c);
        return c;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj a) {
        return CommonOps_DDRM.transpose(a, null);
    }
}
