package org.separatrix.analysis.transport;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Functions of symmetric matrices: applied to the eigenvalues, such as the square root.
public final class SymmetricFunction {

    private SymmetricFunction() {}

    /// Eigenvalues and eigenvectors of a symmetric matrix.
    ///
    /// @param values rising
    /// @param vectors `vectors[k]` is the unit eigenvector of `values[k]`
    public record Spectrum(double[] values, double[][] vectors) {}

    /// `f(a)`, `[d][d]`.
    public static double[][] of(double[][] a, DoubleUnaryOperator f) {
        var spectrum = spectrum(a);
        int d = a.length;
        var result = new double[d][d];
        for (int k = 0; k < d; k++) {
            double value = f.applyAsDouble(spectrum.values[k]);
            double[] v = spectrum.vectors[k];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    result[i][j] += value * v[i] * v[j];
                }
            }
        }
        return result;
    }

    /// The square root of a positive semi-definite matrix; eigenvalues below 0 by round-off count
    /// as 0.
    public static double[][] root(double[][] a) {
        return of(a, v -> Math.sqrt(Math.max(v, 0)));
    }

    /// Eigenvalues and eigenvectors of the symmetric part of `a`.
    public static Spectrum spectrum(double[][] a) {
        int d = a.length;
        var symmetric = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                symmetric.set(i, j, 0.5 * (a[i][j] + a[j][i]));
            }
        }
        var eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(symmetric)) {
            throw new ArithmeticException("no eigenvalues found: the matrix is not finite");
        }
        Integer[] order = new Integer[d];
        Arrays.setAll(order, k -> k);
        Arrays.sort(
                order,
                (p, q) ->
                        Double.compare(
                                eigen.getEigenvalue(p).getReal(),
                                eigen.getEigenvalue(q).getReal()));
        var values = new double[d];
        var vectors = new double[d][];
        for (int k = 0; k < d; k++) {
            values[k] = eigen.getEigenvalue(order[k]).getReal();
            vectors[k] = eigen.getEigenVector(order[k]).getData().clone();
        }
        return new Spectrum(values, vectors);
    }
}
