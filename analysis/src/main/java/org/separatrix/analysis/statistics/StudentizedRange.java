package org.separatrix.analysis.statistics;

import org.separatrix.analysis.special.ErrorFunction;

/// Range of `k` independent standard normal numbers: Tukey's studentised range with infinitely many
/// degrees of freedom.
///
/// The distribution is `k` times the integral of `phi(z) (Phi(z + r) - Phi(z))^(k-1)`, `z` being
/// the least of them. The integrand is smooth and dies out at both ends, so that the trapezoidal
/// rule converges faster than any power of its step.
public final class StudentizedRange {

    private static final double END = 9;
    private static final int PANELS = 360;
    private static final double LARGEST = 40;

    private StudentizedRange() {}

    /// Chance of a range of at most `r`.
    ///
    /// @param k numbers, at least 2
    public static double distribution(double r, int k) {
        if (k < 2) {
            throw new IllegalArgumentException("k must be at least 2, got " + k);
        }
        if (r <= 0) {
            return 0;
        }
        double h = 2 * END / PANELS;
        double sum = 0;
        for (int i = 0; i <= PANELS; i++) {
            double z = -END + i * h;
            double between = ErrorFunction.normal(z + r) - ErrorFunction.normal(z);
            sum += ErrorFunction.density(z) * Math.pow(between, k - 1);
        }
        return Math.min(1, k * h * sum);
    }

    /// The range that is not exceeded with chance `p`.
    ///
    /// @param p in (0, 1)
    public static double quantile(double p, int k) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must lie in (0, 1), got " + p);
        }
        double low = 0;
        double high = LARGEST;
        while (high - low > 1e-12 * high) {
            double middle = 0.5 * (low + high);
            if (distribution(middle, k) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
