package org.separatrix.analysis.entropy;

/// Stretches of m consecutive values of a series, compared by their largest difference.
final class Templates {

    private final double[] series;

    Templates(double[] series) {
        this.series = series;
    }

    /// Largest difference of the stretches of length `m` at `i` and `j`, or infinity once it
    /// exceeds `limit`.
    double distance(int i, int j, int m, double limit) {
        double largest = 0;
        for (int k = 0; k < m; k++) {
            double difference = Math.abs(series[i + k] - series[j + k]);
            if (difference > limit) {
                return Double.POSITIVE_INFINITY;
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /// Means of all stretches of length `m`.
    double[] means(int m) {
        var means = new double[series.length - m + 1];
        for (int i = 0; i < means.length; i++) {
            for (int k = 0; k < m; k++) {
                means[i] += series[i + k] / m;
            }
        }
        return means;
    }

    /// Standard deviation of a series.
    static double deviation(double[] series) {
        double mean = 0;
        for (double x : series) {
            mean += x / series.length;
        }
        double variance = 0;
        for (double x : series) {
            variance += (x - mean) * (x - mean) / series.length;
        }
        double deviation = Math.sqrt(variance);
        // What is left of a constant after rounding is no variation.
        return deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
    }

    static void check(double[] series, int m, double r) {
        if (m < 1) {
            throw new IllegalArgumentException("m must be at least 1, got " + m);
        }
        if (!(r > 0)) {
            throw new IllegalArgumentException("r must be positive, got " + r);
        }
        if (series.length < 10 * m) {
            throw new IllegalArgumentException(
                    "an entropy with m = %d needs %d values, got %d"
                            .formatted(m, 10 * m, series.length));
        }
        for (double x : series) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("series must be finite, got " + x);
            }
        }
    }
}
