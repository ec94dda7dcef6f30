package org.separatrix.analysis.features;

/// How the values are distributed, whatever their order; in standard deviations from the mean.
final class DistributionFeatures {

    private static final double[] QUANTILES = {
        0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99
    };
    private static final double[] BEYOND = {0.5, 1, 1.5, 2, 2.5, 3};
    private static final int BINS = 10;

    private DistributionFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        int n = s.size();
        double third = 0;
        double fourth = 0;
        double fifth = 0;
        double absolute = 0;
        var beyond = new int[BEYOND.length];
        int above = 0;
        for (double z : s.z) {
            double square = z * z;
            third += square * z;
            fourth += square * square;
            fifth += square * square * z;
            absolute += Math.abs(z);
            above += z > 0 ? 1 : 0;
            for (int k = 0; k < BEYOND.length; k++) {
                beyond[k] += Math.abs(z) > BEYOND[k] ? 1 : 0;
            }
        }
        out.put("skewness", third / n);
        out.put("kurtosis", fourth / n - 3);
        out.put("fifth_moment", fifth / n);
        out.put("mean_absolute_deviation", absolute / n);
        out.put("share_above_mean", (double) above / n);
        for (int k = 0; k < BEYOND.length; k++) {
            out.put("share_beyond_sigma", BEYOND[k], (double) beyond[k] / n);
        }
        for (double q : QUANTILES) {
            out.put("quantile", q, (s.quantile(q) - s.mean) / s.deviation);
        }
        double range = s.sorted[n - 1] - s.sorted[0];
        out.put("range", range / s.deviation);
        out.put("interquartile_range", (s.quantile(0.75) - s.quantile(0.25)) / s.deviation);
        out.put("mean_minus_median", (s.mean - s.quantile(0.5)) / range);
        out.put("coefficient_of_variation", s.deviation / s.mean);
        histogram(s, range, out);
    }

    private static void histogram(Sample s, double range, FeatureRow out) {
        int n = s.size();
        var counts = new int[BINS];
        int distinct = 1;
        for (int i = 0; i < n; i++) {
            int bin = (int) (BINS * (s.sorted[i] - s.sorted[0]) / range);
            counts[Math.min(bin, BINS - 1)]++;
            distinct += i > 0 && s.sorted[i] != s.sorted[i - 1] ? 1 : 0;
        }
        double entropy = 0;
        for (int k = 0; k < BINS; k++) {
            double share = (double) counts[k] / n;
            out.put("histogram", k, share);
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        out.put("histogram_entropy", entropy);
        out.put("share_of_distinct_values", (double) distinct / n);
    }
}
