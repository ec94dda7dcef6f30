package org.separatrix.analysis.linear;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.stream.IntStream;

/// Spectrum of a symmetric matrix: `A = sum lambda_i v_i v_i'`, largest eigenvalue first.
///
/// Cost O(n^3); about a second for n = 500.
public final class SymmetricEigen {

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /// The spectrum of `a`, n rows of length n, taken as symmetric.
    ///
    /// @throws ArithmeticException if an entry is not finite or the iteration fails
    public static SymmetricEigen of(double[][] a) {
        int n = a.length;
        var matrix = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                if (!Double.isFinite(a[i][j])) {
                    throw new ArithmeticException(
                            "a matrix must be finite, entry (%d, %d) is %s"
                                    .formatted(i, j, a[i][j]));
                }
                matrix.unsafe_set(i, j, a[i][j]);
                matrix.unsafe_set(j, i, a[i][j]);
            }
        }
        var eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(matrix)) {
            throw new ArithmeticException(
                    "the spectrum of a %d x %d matrix did not converge".formatted(n, n));
        }
        var order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted((i, j) ->
                                Double.compare(
                                        eigen.getEigenvalue(j).getReal(),
                                        eigen.getEigenvalue(i).getReal()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var values = new double[n];
        var vectors = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = eigen.getEigenvalue(order[i]).getReal();
            vectors[i] = oriented(eigen.getEigenVector(order[i]).getData().clone());
        }
        return new SymmetricEigen(values, vectors);
    }

    /// The sign that makes the largest entry positive, so that runs agree.
    private static double[] oriented(double[] v) {
        double largest = 0;
        for (double x : v) {
            if (Math.abs(x) > Math.abs(largest) * (1 + 1e-9)) {
                largest = x;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < v.length; i++) {
                v[i] = -v[i];
            }
        }
        return v;
    }

    /// Order of the matrix.
    public int size() {
        return values.length;
    }

    /// Eigenvalue `i`, from the largest.
    public double value(int i) {
        return values[i];
    }

    /// All eigenvalues, largest first, a copy.
    public double[] values() {
        return values.clone();
    }

    /// Unit eigenvector `i`, a copy of length n.
    public double[] vector(int i) {
        return vectors[i].clone();
    }

    /// Coefficients `v_i' x` of a vector in the eigenbasis.
    public double[] analyse(double[] x) {
        var c = new double[vectors.length];
        for (int i = 0; i < c.length; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += vectors[i][j] * x[j];
            }
            c[i] = sum;
        }
        return c;
    }

    /// The vector `sum c_i v_i`.
    public double[] synthesise(double[] c) {
        var x = new double[vectors.length];
        for (int i = 0; i < c.length; i++) {
            double[] v = vectors[i];
            for (int j = 0; j < x.length; j++) {
                x[j] += c[i] * v[j];
            }
        }
        return x;
    }

    /// Largest over smallest size of an eigenvalue; infinite for a singular matrix.
    public double condition() {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (double v : values) {
            smallest = Math.min(smallest, Math.abs(v));
            largest = Math.max(largest, Math.abs(v));
        }
        return largest / smallest;
    }

    /// Number of eigenvalues larger than `relative` times the largest.
    public int rank(double relative) {
        int rank = 0;
        for (double v : values) {
            if (v > relative * values[0]) {
                rank++;
            }
        }
        return rank;
    }
}
