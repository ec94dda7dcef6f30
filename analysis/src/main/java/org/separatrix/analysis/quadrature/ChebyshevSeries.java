package org.separatrix.analysis.quadrature;

import java.util.function.DoubleUnaryOperator;

/// The polynomial through a function's values at the Chebyshev points of [-1, 1].
///
/// Source: L. N. Trefethen, "Approximation Theory and Approximation Practice" (2013), chapters 3
/// and 4.
public final class ChebyshevSeries {

    private final double[] coefficients;

    private ChebyshevSeries(double[] coefficients) {
        this.coefficients = coefficients;
    }

    /// Interpolates `f` at the `points` points `cos(pi j/(points - 1))`, both ends included.
    ///
    /// @param points at least 2
    public static ChebyshevSeries of(DoubleUnaryOperator f, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("points must be at least 2, got " + points);
        }
        int n = points - 1;
        var values = new double[points];
        for (int j = 0; j <= n; j++) {
            // As a sine, so that the points are symmetric to the last bit.
            values[j] = f.applyAsDouble(Math.sin(Math.PI * (n - 2 * j) / (2.0 * n)));
        }
        var a = new double[points];
        for (int k = 0; k <= n; k++) {
            double sum = 0.5 * (values[0] + (k % 2 == 0 ? values[n] : -values[n]));
            for (int j = 1; j < n; j++) {
                sum += values[j] * Math.cos(Math.PI * j * k / n);
            }
            a[k] = (k == 0 || k == n ? 1.0 : 2.0) * sum / n;
        }
        return new ChebyshevSeries(a);
    }

    /// The value at `x` in [-1, 1], by Clenshaw's recurrence.
    public double at(double x) {
        double b1 = 0;
        double b2 = 0;
        for (int k = coefficients.length - 1; k > 0; k--) {
            double b = coefficients[k] + 2 * x * b1 - b2;
            b2 = b1;
            b1 = b;
        }
        return coefficients[0] + x * b1 - b2;
    }
}
