package org.separatrix.analysis.features;

/// What the eye counts in a plot: peaks, crossings, strikes, runs, and how rough the line is.
final class ShapeFeatures {

    private static final int[] SUPPORTS = {1, 3, 5, 10, 25, 50};
    private static final double[] LEVELS = {-1, -0.5, 0, 0.5, 1};
    private static final double[] MASS = {0.1, 0.25, 0.5, 0.75, 0.9};

    private ShapeFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        double[] z = s.z;
        int n = z.length;
        for (int support : SUPPORTS) {
            boolean enough = n > 2 * support;
            out.put(
                    "peaks_with_support",
                    support,
                    enough ? (double) peaks(z, support) / n : Double.NaN);
        }
        for (double level : LEVELS) {
            int crossings = 0;
            for (int i = 1; i < n; i++) {
                crossings += z[i] > level != z[i - 1] > level ? 1 : 0;
            }
            out.put("crossings_of_level", level, (double) crossings / (n - 1));
        }
        strikes(z, out);
        steps(z, out);
        out.put("first_place_of_maximum", (double) first(s, s.sorted[n - 1]) / n);
        out.put("first_place_of_minimum", (double) first(s, s.sorted[0]) / n);
        mass(s, out);
    }

    /// Values larger than all within so many samples on both sides.
    private static int peaks(double[] z, int support) {
        int count = 0;
        for (int i = support; i + support < z.length; i++) {
            boolean summit = true;
            for (int k = 1; k <= support && summit; k++) {
                summit = z[i] > z[i - k] && z[i] > z[i + k];
            }
            count += summit ? 1 : 0;
        }
        return count;
    }

    private static void strikes(double[] z, FeatureRow out) {
        int above = 0;
        int below = 0;
        int longestAbove = 0;
        int longestBelow = 0;
        for (double v : z) {
            above = v > 0 ? above + 1 : 0;
            below = v < 0 ? below + 1 : 0;
            longestAbove = Math.max(longestAbove, above);
            longestBelow = Math.max(longestBelow, below);
        }
        out.put("longest_strike_above_mean", (double) longestAbove / z.length);
        out.put("longest_strike_below_mean", (double) longestBelow / z.length);
    }

    private static void steps(double[] z, FeatureRow out) {
        int n = z.length;
        double absolute = 0;
        double squares = 0;
        double bends = 0;
        double bendSquares = 0;
        int rises = 0;
        int turns = 0;
        int run = 0;
        int longestRise = 0;
        double largest = 0;
        for (int i = 1; i < n; i++) {
            double step = z[i] - z[i - 1];
            absolute += Math.abs(step);
            squares += step * step;
            rises += step > 0 ? 1 : 0;
            run = step > 0 ? run + 1 : 0;
            longestRise = Math.max(longestRise, run);
            largest = Math.max(largest, Math.abs(step));
            if (i + 1 < n) {
                double bend = z[i + 1] - 2 * z[i] + z[i - 1];
                bends += bend / 2;
                bendSquares += bend * bend;
                turns += step * (z[i + 1] - z[i]) < 0 ? 1 : 0;
            }
        }
        out.put("scaled_mean_absolute_change", absolute / (n - 1));
        out.put("complexity_estimate", Math.sqrt(squares));
        out.put("mean_second_derivative", bends / (n - 2));
        out.put("share_of_rises", (double) rises / (n - 1));
        out.put("turning_points", (double) turns / (n - 2));
        out.put("longest_rise", (double) longestRise / n);
        out.put("largest_step", largest);
        out.put("crest_of_steps", largest / Math.sqrt(squares / (n - 1)));
        double mobility = Math.sqrt(squares / (n - 1));
        out.put("hjorth_mobility", mobility);
        out.put("hjorth_complexity", Math.sqrt(bendSquares / squares) / mobility);
        out.put("line_length_per_range", absolute / Math.max(1e-300, range(z)));
    }

    private static double range(double[] z) {
        double low = z[0];
        double high = z[0];
        for (double v : z) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        return high - low;
    }

    private static int first(Sample s, double value) {
        int i = 0;
        while (s.values[i] != value) {
            i++;
        }
        return i;
    }

    /// Share of the record after which a share of the summed distance from the mean has passed.
    private static void mass(Sample s, FeatureRow out) {
        double total = 0;
        for (double v : s.z) {
            total += Math.abs(v);
        }
        double sum = 0;
        int next = 0;
        for (int i = 0; i < s.size(); i++) {
            sum += Math.abs(s.z[i]);
            while (next < MASS.length && (sum >= MASS[next] * total || i == s.size() - 1)) {
                out.put("mass_quantile", MASS[next++], (i + 1.0) / s.size());
            }
        }
    }
}
