package org.separatrix.analysis.statistics;

/// Student's test whether two methods differ, judged by their differences on the same cases.
///
/// @param cases number of pairs n
/// @param mean mean difference, first minus second
/// @param t mean over its standard error, n - 1 degrees of freedom; 0 if all differences vanish
/// @param p chance of a t at least as large in size if there is no difference
public record PairedTest(int cases, double mean, double t, double p) {

    private static final int TERMS = 500;
    private static final double TINY = 1e-300;

    /// Compares two samples, pair by pair.
    ///
    /// @throws IllegalArgumentException for samples of different lengths or fewer than two pairs
    public static PairedTest of(double[] first, double[] second) {
        int n = first.length;
        if (n < 2 || second.length != n) {
            throw new IllegalArgumentException(
                    "expected two samples of equal length of at least 2, got %d and %d"
                            .formatted(n, second.length));
        }
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (first[i] - second[i]) / n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double away = first[i] - second[i] - mean;
            squares += away * away;
        }
        if (mean == 0 && squares == 0) {
            return new PairedTest(n, 0, 0, 1);
        }
        double t = mean / Math.sqrt(squares / (n - 1) / n);
        return new PairedTest(n, mean, t, twoSided(t, n - 1));
    }

    /// Chance that Student's t with so many degrees of freedom is at least this large in size.
    public static double twoSided(double t, int degrees) {
        if (Double.isInfinite(t)) {
            return 0;
        }
        return beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
    }

    /// Regularised incomplete beta function by its continued fraction.
    ///
    /// Source: W. H. Press et al., "Numerical Recipes", 3rd ed., 6.4.
    private static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front =
                Math.exp(
                        logGamma(a + b)
                                - logGamma(a)
                                - logGamma(b)
                                + a * Math.log(x)
                                + b * Math.log1p(-x));
        // The fraction converges fast on one side of the mean only.
        return x < (a + 1) / (a + b + 2)
                ? front * fraction(x, a, b) / a
                : 1 - front * fraction(1 - x, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            double factor = d * c;
            value *= factor;
            if (Math.abs(factor - 1) < 1e-15) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /// For whole and half arguments, by the recursion from 1 and 1/2.
    private static double logGamma(double halves) {
        double x = halves % 1 == 0 ? 1 : 0.5;
        double sum = x == 1 ? 0 : 0.5 * Math.log(Math.PI);
        for (; x < halves - 0.25; x++) {
            sum += Math.log(x);
        }
        return sum;
    }
}
