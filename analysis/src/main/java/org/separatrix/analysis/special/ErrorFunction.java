package org.separatrix.analysis.special;

/// The error function and the normal law's distribution function, to about 2 units in the last
/// place.
///
/// A table of erf at multiples of 1/16, filled once from the series with positive terms, is
/// continued to the argument by Taylor's formula: the derivatives of erf are Hermite polynomials
/// times a Gaussian. One evaluation costs an exponential and about twenty multiplications.
public final class ErrorFunction {

    private static final double END = 6;
    private static final int PER_UNIT = 16;
    private static final int TERMS = 10;
    private static final double[] TABLE = table();

    private ErrorFunction() {}

    private static double[] table() {
        var table = new double[(int) (END * PER_UNIT) + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = series((double) i / PER_UNIT);
        }
        return table;
    }

    /// `2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1)/(1*3*..*(2n+1))`.
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > 1e-18 * sum; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return Math.min(1, 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum);
    }

    /// `erf(x) = 2/sqrt(pi) * integral of exp(-s^2) from 0 to x`.
    public static double erf(double x) {
        double size = Math.abs(x);
        if (!(size < END)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        int index = (int) Math.rint(size * PER_UNIT);
        double x0 = (double) index / PER_UNIT;
        double h = size - x0;
        // d^(k+1) erf = d * (-1)^k H_k(x0): H_{k+1} = 2 x H_k - 2 k H_{k-1}.
        double before = 0;
        double hermite = 1;
        double power = h;
        double sum = h;
        for (int k = 0; k < TERMS; k++) {
            double next = 2 * x0 * hermite - 2 * k * before;
            before = hermite;
            hermite = next;
            power *= -h / (k + 2);
            sum += power * hermite;
        }
        double value = TABLE[index] + 2 / Math.sqrt(Math.PI) * Math.exp(-x0 * x0) * sum;
        return x < 0 ? -value : value;
    }

    /// Distribution function of the standard normal law.
    public static double normal(double x) {
        return 0.5 * (1 + erf(x * Math.sqrt(0.5)));
    }

    /// Density of the standard normal law.
    public static double density(double x) {
        return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    /// The value that a standard normal variable stays below with probability `p`.
    ///
    /// @param p in (0, 1)
    public static double normalQuantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a probability must lie in (0, 1), got " + p);
        }
        double low = -40;
        double high = 40;
        for (int i = 0; i < 100 && high - low > 1e-15 * Math.abs(low); i++) {
            double middle = 0.5 * (low + high);
            if (normal(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
