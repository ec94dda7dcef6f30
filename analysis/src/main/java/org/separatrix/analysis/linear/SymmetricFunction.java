package org.separatrix.analysis.linear;

import java.util.function.DoubleUnaryOperator;

/// Functions of symmetric matrices: applied to the eigenvalues, such as the square root.
public final class SymmetricFunction {

    private SymmetricFunction() {}

    /// `f(a)`, `[d][d]`.
    ///
    /// @param a symmetric; the lower triangle is read
    public static double[][] of(double[][] a, DoubleUnaryOperator f) {
        var spectrum = SymmetricEigen.of(a);
        int d = a.length;
        var result = new double[d][d];
        for (int k = 0; k < d; k++) {
            double value = f.applyAsDouble(spectrum.value(k));
            double[] v = spectrum.vector(k);
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
}
