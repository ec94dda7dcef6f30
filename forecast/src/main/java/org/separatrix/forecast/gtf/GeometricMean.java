package org.separatrix.forecast.gtf;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// Norm of the geometric mean `exp(mean log J)` of square matrices.
///
/// Logarithms are principal ones in complex numbers, each complex matrix held as the real one
/// `[[Re, -Im], [Im, Re]]` of twice the size; by inverse scaling and squaring: square roots by the
/// product form of the iteration of Denman and Beavers until the matrix is near the identity, then
/// a partial fraction of the Padé approximant. The exponential is by scaling and a Taylor series.
/// Of the result the real part counts.
///
/// Source: N. Higham, Functions of Matrices (2008), sections 6.3 and 11.4.
final class GeometricMean {

    private static final int ROOTS = 40;
    private static final int ROUNDS = 60;
    private static final double NEAR = 0.25;
    private static final int TERMS = 18;
    private static final double ANGLE = 1e-12;

    /// Nodes and weights of Gauss and Legendre on [0, 1]: the Padé approximant of order 7 of log(1
    /// + x) is their quadrature of `x / (1 + s x)`.
    private static final double[] NODES = {
        0.02544604382862074,
        0.12923440720030277,
        0.2970774243113014,
        0.5,
        0.7029225756886985,
        0.8707655927996972,
        0.9745539561713793
    };

    private static final double[] WEIGHTS = {
        0.06474248308443485,
        0.13985269574463832,
        0.19091502525255946,
        0.2089795918367347,
        0.19091502525255946,
        0.13985269574463832,
        0.06474248308443485
    };

    private GeometricMean() {}

    /// @param matrices `[k][M][M]`
    /// @return NaN where a matrix has no logarithm that can be computed
    static double norm(double[][][] matrices) {
        int m = matrices[0].length;
        var mean = new DMatrixRMaj(2 * m, 2 * m);
        for (double[][] matrix : matrices) {
            var log = logarithm(complex(matrix));
            for (int e = 0; e < mean.data.length; e++) {
                mean.data[e] += log.data[e] / matrices.length;
            }
        }
        var result = exponential(mean);
        var real = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                real[i][j] = result.get(i, j);
                if (!Double.isFinite(real[i][j])) {
                    return Double.NaN;
                }
            }
        }
        return SpectralNorm.of(real);
    }

    /// A real matrix with negative eigenvalues has no principal root: a rotation by round-off
    /// chooses the branch below the cut.
    private static DMatrixRMaj complex(double[][] matrix) {
        int m = matrix.length;
        var z = new DMatrixRMaj(2 * m, 2 * m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                z.set(i, j, matrix[i][j]);
                z.set(m + i, m + j, matrix[i][j]);
                z.set(i, m + j, ANGLE * matrix[i][j]);
                z.set(m + i, j, -ANGLE * matrix[i][j]);
            }
        }
        return z;
    }

    /// The principal logarithm; not finite where there is none.
    static DMatrixRMaj logarithm(DMatrixRMaj matrix) {
        int m = matrix.getNumRows();
        var root = matrix;
        double factor = 1;
        for (int k = 0; k < ROOTS && !(distanceFromOne(root) < NEAR); k++) {
            root = squareRoot(root);
            factor *= 2;
        }
        var x = plus(root, -1, CommonOps_DDRM.identity(m));
        var sum = new DMatrixRMaj(m, m);
        for (int k = 0; k < NODES.length; k++) {
            var denominator = plus(CommonOps_DDRM.identity(m), NODES[k], x);
            sum = plus(sum, WEIGHTS[k], times(x, inverse(denominator)));
        }
        for (int e = 0; e < sum.data.length; e++) {
            sum.data[e] *= factor;
        }
        if (!(distanceFromOne(root) < NEAR)) {
            java.util.Arrays.fill(sum.data, Double.NaN);
        }
        return sum;
    }

    /// `M = (I + (M + M^-1)/2)/2`, `X = X (I + M^-1)/2`: X goes to the root, M to the identity.
    private static DMatrixRMaj squareRoot(DMatrixRMaj matrix) {
        int m = matrix.getNumRows();
        var one = CommonOps_DDRM.identity(m);
        var x = matrix;
        var product = matrix;
        for (int round = 0; round < ROUNDS; round++) {
            var inverse = inverse(product);
            x = scaled(times(x, plus(one, 1, inverse)), 0.5);
            product = scaled(plus(one, 1, scaled(plus(product, 1, inverse), 0.5)), 0.5);
            double gap = distanceFromOne(product);
            if (!(gap > 1e-14 * m)) {
                break;
            }
        }
        return x;
    }

    private static DMatrixRMaj exponential(DMatrixRMaj matrix) {
        int m = matrix.getNumRows();
        double size = 0;
        for (double v : matrix.data) {
            size += Math.abs(v);
        }
        int squarings = Double.isFinite(size) ? Math.max(0, Math.getExponent(size) + 2) : 0;
        var x = scaled(matrix, Math.scalb(1.0, -squarings));
        var result = CommonOps_DDRM.identity(m);
        for (int k = TERMS; k >= 1; k--) {
            result = plus(CommonOps_DDRM.identity(m), 1.0 / k, times(x, result));
        }
        for (int k = 0; k < squarings; k++) {
            result = times(result, result);
        }
        return result;
    }

    private static double distanceFromOne(DMatrixRMaj matrix) {
        double square = 0;
        for (int i = 0; i < matrix.getNumRows(); i++) {
            for (int j = 0; j < matrix.getNumRows(); j++) {
                double gap = matrix.get(i, j) - (i == j ? 1 : 0);
                square += gap * gap;
            }
        }
        return Math.sqrt(square);
    }

    private static DMatrixRMaj inverse(DMatrixRMaj a) {
        var inverse = new DMatrixRMaj(a.getNumRows(), a.getNumRows());
        if (!CommonOps_DDRM.invert(a, inverse)) {
            java.util.Arrays.fill(inverse.data, Double.NaN);
        }
        return inverse;
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        var c = new DMatrixRMaj(a.getNumRows(), a.getNumRows());
        CommonOps_DDRM.mult(a, b, c);
        return c;
    }

    private static DMatrixRMaj plus(DMatrixRMaj a, double factor, DMatrixRMaj b) {
        var c = new DMatrixRMaj(a);
        for (int e = 0; e < c.data.length; e++) {
            c.data[e] += factor * b.data[e];
        }
        return c;
    }

    private static DMatrixRMaj scaled(DMatrixRMaj a, double factor) {
        var c = new DMatrixRMaj(a);
        for (int e = 0; e < c.data.length; e++) {
            c.data[e] *= factor;
        }
        return c;
    }
}
