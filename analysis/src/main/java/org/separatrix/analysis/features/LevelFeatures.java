package org.separatrix.analysis.features;

/// Where a series lies, in its own units; defined for a constant one too.
final class LevelFeatures {

    private LevelFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        int n = s.size();
        double squares = 0;
        double changes = 0;
        for (int i = 0; i < n; i++) {
            squares += s.values[i] * s.values[i];
            changes += i > 0 ? Math.abs(s.values[i] - s.values[i - 1]) : 0;
        }
        out.put("mean", s.mean);
        out.put("median", s.quantile(0.5));
        out.put("minimum", s.sorted[0]);
        out.put("maximum", s.sorted[n - 1]);
        out.put("standard_deviation", s.deviation);
        out.put("root_mean_square", Math.sqrt(squares / n));
        out.put("mean_absolute_change", changes / (n - 1));
        out.put("mean_change", (s.values[n - 1] - s.values[0]) / (n - 1));
    }
}
