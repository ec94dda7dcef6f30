package org.separatrix.analysis.filter;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Smooths a series, or takes its slope, by the polynomial that fits the points around each point
/// best.
///
/// Polynomials up to the order are left as they are. Near the ends the polynomial of the first or
/// last full window is used, so that nothing is invented beyond the series. Cost: O(n window).
///
/// Source: A. Savitzky, M. J. E. Golay, "Smoothing and differentiation of data by simplified least
/// squares procedures", Analytical Chemistry 36 (1964).
public final class SavitzkyGolay {

    private final int window;
    private final int order;

    /// Half a window: in this unit powers stay near 1, and the fit keeps its digits.
    private final double unit;

    /// Coefficients of the polynomial from the points of a window, `(order + 1) x window`.
    private final DMatrixRMaj fit;

    /// @param window points of the polynomial's fit, odd
    /// @param order degree of the polynomial, 0 to 10 and below `window`
    public SavitzkyGolay(int window, int order) {
        if (window < 1 || window % 2 == 0) {
            throw new IllegalArgumentException("the window must be odd, got " + window);
        }
        if (order < 0 || order > 10 || order >= window) {
            throw new IllegalArgumentException(
                    "the order must lie between 0 and 10 and below the window, got %d with a window of %d"
                            .formatted(order, window));
        }
        this.window = window;
        this.order = order;
        int half = window / 2;
        unit = Math.max(1, half);
        var powers = new DMatrixRMaj(window, order + 1);
        for (int i = 0; i < window; i++) {
            for (int p = 0; p <= order; p++) {
                powers.set(i, p, Math.pow((i - half) / unit, p));
            }
        }
        fit = new DMatrixRMaj(order + 1, window);
        var solver = LinearSolverFactory_DDRM.qr(window, order + 1);
        if (!solver.setA(powers.copy())) {
            throw new ArithmeticException("the polynomial of the filter cannot be fitted");
        }
        solver.solve(CommonOps_DDRM.identity(window), fit);
    }

    /// Weights of the points of a window for the value, or the slope a point, at one of them.
    private double[] weights(int at, boolean slope) {
        double t = (at - window / 2) / unit;
        var weights = new double[window];
        for (int i = 0; i < window; i++) {
            for (int p = slope ? 1 : 0; p <= order; p++) {
                double power = slope ? p * Math.pow(t, p - 1) / unit : Math.pow(t, p);
                weights[i] += power * fit.get(p, i);
            }
        }
        return weights;
    }

    /// The smoothed series.
    ///
    /// @param series at least as long as the window
    public double[] smoothed(double[] series) {
        return filtered(series, false, 1);
    }

    /// The slope of the series at each point.
    ///
    /// @param series at least as long as the window
    /// @param step time between points
    public double[] slopes(double[] series, double step) {
        return filtered(series, true, 1 / step);
    }

    private double[] filtered(double[] series, boolean slope, double factor) {
        int n = series.length;
        if (n < window) {
            throw new IllegalArgumentException(
                    "a filter over %d points needs a series at least as long, got %d"
                            .formatted(window, n));
        }
        int half = window / 2;
        double[] central = weights(half, slope);
        var result = new double[n];
        for (int i = 0; i < n; i++) {
            int first = Math.clamp((long) i - half, 0, n - window);
            double[] own = i - first == half ? central : weights(i - first, slope);
            double sum = 0;
            for (int k = 0; k < window; k++) {
                sum += own[k] * series[first + k];
            }
            result[i] = factor * sum;
        }
        return result;
    }
}
