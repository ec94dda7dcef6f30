package org.separatrix.analysis.transport;

/// Energy distance of two clouds: `E|x - y| - E|x - x'|/2 - E|y - y'|/2`, 0 for equal laws.
///
/// Pairs of a point with itself are counted, so that it is never negative and 0 for equal clouds
/// (the V-statistic). Some authors take twice this value. Cost O(n m d).
///
/// Source: G. J. Székely and M. L. Rizzo, J. Stat. Plan. Inference 143 (2013).
public final class EnergyDistance {

    private EnergyDistance() {}

    /// @param x `[n][d]`
    /// @param y `[m][d]`
    public static double of(double[][] x, double[][] y) {
        Clouds.check(x, y);
        return mean(x, y) - 0.5 * mean(x, x) - 0.5 * mean(y, y);
    }

    private static double mean(double[][] x, double[][] y) {
        double sum = 0;
        for (double[] a : x) {
            double row = 0;
            for (double[] b : y) {
                row += Math.sqrt(Clouds.square(a, b));
            }
            sum += row;
        }
        return sum / ((double) x.length * y.length);
    }
}
