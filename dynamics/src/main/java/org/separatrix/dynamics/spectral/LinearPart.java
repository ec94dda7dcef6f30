package org.separatrix.dynamics.spectral;

import java.util.function.UnaryOperator;

/// The constant-coefficient linear part of an equation: for each mode a matrix over the fields.
///
/// Functions of the matrices are exact for one and for two fields that are coupled: with
/// eigenvalues a and b, `f(L) = f(a) + f[a, b] (L - a)`, the divided difference taken as a mean
/// over a circle where a and b lie close together. With more fields the matrices are diagonal;
/// [LinearSplit] leaves couplings between three or more fields to the nonlinear part.
final class LinearPart {

    private static final double CLOSE = 0.5;

    private final int fields;
    private final Complex[][][] symbol;

    /// @param symbol matrix entry from field j to field i of mode q at `[q][i][j]`
    LinearPart(Complex[][][] symbol) {
        this.symbol = symbol;
        fields = symbol[0].length;
    }

    /// `f(h L)` of each mode, entry (i, j) of mode q at `2*((q*m + i)*m + j)`, real and imaginary
    /// part.
    double[] function(double h, UnaryOperator<Complex> f) {
        int m = fields;
        var values = new double[2 * symbol.length * m * m];
        for (int q = 0; q < symbol.length; q++) {
            var matrix = apply(symbol[q], h, f);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    values[2 * ((q * m + i) * m + j)] = matrix[i][j].re();
                    values[2 * ((q * m + i) * m + j) + 1] = matrix[i][j].im();
                }
            }
        }
        return values;
    }

    private Complex[][] apply(Complex[][] matrix, double h, UnaryOperator<Complex> f) {
        var result = new Complex[fields][fields];
        if (fields != 2 || (matrix[0][1].abs() == 0 && matrix[1][0].abs() == 0)) {
            for (int i = 0; i < fields; i++) {
                for (int j = 0; j < fields; j++) {
                    result[i][j] = i == j ? matrix[i][i].times(h).mean(f) : Complex.ZERO;
                }
            }
            return result;
        }
        var middle = matrix[0][0].plus(matrix[1][1]).times(0.5 * h);
        var half = matrix[0][0].minus(matrix[1][1]).times(0.5 * h);
        var root = half.times(half).plus(matrix[0][1].times(matrix[1][0]).times(h * h)).sqrt();
        var a = middle.plus(root);
        var b = middle.minus(root);
        Complex fa = a.mean(f);
        Complex slope =
                a.minus(b).abs() > CLOSE
                        ? fa.minus(b.mean(f)).over(a.minus(b))
                        // f[a, b] is the circle integral of f(z)/((z - a)(z - b)).
                        : middle.mean(z ->
                                f.apply(z)
                                        .times(z.minus(middle))
                                        .over(z.minus(a).times(z.minus(b))));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                var entry = matrix[i][j].times(h).minus(i == j ? a : Complex.ZERO);
                result[i][j] = slope.times(entry).plus(i == j ? fa : Complex.ZERO);
            }
        }
        return result;
    }
}
