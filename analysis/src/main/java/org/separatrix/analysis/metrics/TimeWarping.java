package org.separatrix.analysis.metrics;

import java.util.Arrays;

/// Dynamic time warping: the least cost of matching two series by stretching time.
///
/// Source: H. Sakoe, S. Chiba, "Dynamic programming algorithm optimization for spoken word
/// recognition", IEEE Trans. ASSP 26 (1978).
public final class TimeWarping {

    private TimeWarping() {}

    /// Least sum of Euclidean distances along a monotone path from both starts to both ends.
    ///
    /// @param a shape (n, channels)
    /// @param b shape (m, channels)
    /// @param band largest difference of the two times along the path; widened to `|n - m|` if less
    public static double cost(double[][] a, double[][] b, int band) {
        if (a.length == 0 || b.length == 0 || a[0].length != b[0].length) {
            throw new IllegalArgumentException(
                    "expected two series with rows of equal width, got %d and %d rows"
                            .formatted(a.length, b.length));
        }
        int m = b.length;
        int width = Math.max(band, Math.abs(a.length - m));
        var above = new double[m + 1];
        var here = new double[m + 1];
        Arrays.fill(above, Double.POSITIVE_INFINITY);
        above[0] = 0;
        for (int i = 1; i <= a.length; i++) {
            Arrays.fill(here, Double.POSITIVE_INFINITY);
            int from = Math.max(1, i - width);
            int to = Math.min(m, (int) Math.min(Integer.MAX_VALUE, (long) i + width));
            for (int j = from; j <= to; j++) {
                double before = Math.min(above[j - 1], Math.min(above[j], here[j - 1]));
                here[j] = before + distance(a[i - 1], b[j - 1]);
            }
            var swap = above;
            above = here;
            here = swap;
        }
        return above[m];
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }
}
