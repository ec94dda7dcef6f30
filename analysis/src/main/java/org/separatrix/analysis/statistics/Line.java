package org.separatrix.analysis.statistics;

/// A straight line through points, by least squares.
///
/// @param slope slope of the line
/// @param intercept value at x = 0
/// @param slopeError standard error of the slope for independent residuals of equal size; NaN for
///   two points
public record Line(double slope, double intercept, double slopeError) {

    /// The line through `y[i]` at `x[i]` for `from <= i < to`.
    ///
    /// @throws IllegalArgumentException if there are fewer than two points or all x are equal
    public static Line through(double[] x, double[] y, int from, int to) {
        int n = to - from;
        if (n < 2) {
            throw new IllegalArgumentException("a line needs 2 points, got " + n);
        }
        double meanX = 0;
        double meanY = 0;
        for (int i = from; i < to; i++) {
            meanX += x[i] / n;
            meanY += y[i] / n;
        }
        double xx = 0;
        double xy = 0;
        for (int i = from; i < to; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (!(xx > 0)) {
            throw new IllegalArgumentException("a line needs two different x, all are " + meanX);
        }
        double slope = xy / xx;
        double intercept = meanY - slope * meanX;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double residual = y[i] - intercept - slope * x[i];
            squares += residual * residual;
        }
        return new Line(slope, intercept, Math.sqrt(squares / (n - 2) / xx));
    }

    /// The line through all points.
    public static Line through(double[] x, double[] y) {
        return through(x, y, 0, x.length);
    }
}
