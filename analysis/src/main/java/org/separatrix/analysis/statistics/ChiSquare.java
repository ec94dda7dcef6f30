package org.separatrix.analysis.statistics;

import org.separatrix.analysis.special.ErrorFunction;

/// The chi-squared distribution with a whole number of degrees of freedom, by its finite sum.
final class ChiSquare {

    private ChiSquare() {}

    /// Chance of a value above `x`.
    static double survival(double x, int degreesOfFreedom) {
        if (x <= 0) {
            return 1;
        }
        double half = 0.5 * x;
        boolean odd = degreesOfFreedom % 2 == 1;
        // Q(a + 1, h) = Q(a, h) + h^a e^-h / Gamma(a + 1), from Q(1/2, h) = erfc(sqrt h) or Q(1,
        // h).
        double sum = odd ? 2 * ErrorFunction.normal(-Math.sqrt(x)) : Math.exp(-half);
        double a = odd ? 0.5 : 1;
        double term =
                odd ? 2 * Math.sqrt(half / Math.PI) * Math.exp(-half) : half * Math.exp(-half);
        for (; 2 * a < degreesOfFreedom; a++) {
            sum += term;
            term *= half / (a + 1);
        }
        return Math.min(1, sum);
    }
}
