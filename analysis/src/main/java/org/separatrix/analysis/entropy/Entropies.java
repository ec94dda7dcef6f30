package org.separatrix.analysis.entropy;

import java.util.Arrays;
import java.util.HashMap;

/// Entropies of a series, in nats: how little its past says about its next value.
///
/// Fuzzy, sample and approximate entropy ask how often stretches of m values that resemble each
/// other still do with one more value; r is the tolerance of resemblance in standard deviations of
/// the series. Cost: n² comparisons.
public final class Entropies {

    private Entropies() {}

    /// Sample entropy `-ln(A/B)`: B pairs of stretches of length m within r, A of them within r at
    /// length m + 1; a stretch is not compared with itself.
    ///
    /// Infinite if no pair stays close. Source: J. S. Richman and J. R. Moorman, Am. J. Physiol.
    /// 278 (2000), H2039.
    public static double sample(double[] series, int m, double r) {
        Templates.check(series, m, r);
        double deviation = Templates.deviation(series);
        if (deviation == 0) {
            return 0;
        }
        double limit = r * deviation;
        var templates = new Templates(series);
        long close = 0;
        long stay = 0;
        int count = series.length - m;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (templates.distance(i, j, m, limit) <= limit) {
                    close++;
                    if (Math.abs(series[i + m] - series[j + m]) <= limit) {
                        stay++;
                    }
                }
            }
        }
        return close == 0 ? Double.NaN : Math.log((double) close / stay);
    }

    /// Approximate entropy: the fall of the mean logarithm of the share of similar stretches, self
    /// comparison included.
    ///
    /// Source: S. M. Pincus, PNAS 88 (1991), 2297.
    public static double approximate(double[] series, int m, double r) {
        Templates.check(series, m, r);
        double deviation = Templates.deviation(series);
        return deviation == 0
                ? 0
                : meanLogShare(series, m, r * deviation)
                        - meanLogShare(series, m + 1, r * deviation);
    }

    private static double meanLogShare(double[] series, int m, double limit) {
        var templates = new Templates(series);
        int count = series.length - m + 1;
        var similar = new int[count];
        for (int i = 0; i < count; i++) {
            similar[i]++;
            for (int j = i + 1; j < count; j++) {
                if (templates.distance(i, j, m, limit) <= limit) {
                    similar[i]++;
                    similar[j]++;
                }
            }
        }
        double sum = 0;
        for (int one : similar) {
            sum += Math.log((double) one / count);
        }
        return sum / count;
    }

    /// Fuzzy entropy: as sample entropy, but every pair counts with the weight `exp(-(d/r)²)` of
    /// its distance, and each stretch is taken about its own mean.
    ///
    /// Source: W. Chen, Z. Wang, H. Xie and W. Yu, IEEE Trans. Neural Syst. Rehabil. Eng. 15
    /// (2007), 266.
    public static double fuzzy(double[] series, int m, double r) {
        Templates.check(series, m, r);
        return fuzzyWithin(series, m, r * Templates.deviation(series));
    }

    /// The same with a tolerance in units of the series; 0 for a constant series.
    static double fuzzyWithin(double[] series, int m, double limit) {
        if (limit == 0 || Templates.deviation(series) == 0) {
            return 0;
        }
        var templates = new Templates(series);
        var means = templates.means(m);
        var longerMeans = templates.means(m + 1);
        // exp(-6.25) is where a weight stops to matter: a distance of two and a half tolerances.
        double reach = 2.5 * limit;
        double close = 0;
        double stay = 0;
        int count = series.length - m;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                double shift = means[i] - means[j];
                double largest = 0;
                for (int k = 0; k < m && largest < reach; k++) {
                    largest = Math.max(largest, Math.abs(series[i + k] - series[j + k] - shift));
                }
                if (largest < reach) {
                    close += weight(largest / limit);
                }
                double longerShift = longerMeans[i] - longerMeans[j];
                double longest = 0;
                for (int k = 0; k <= m && longest < reach; k++) {
                    longest =
                            Math.max(
                                    longest, Math.abs(series[i + k] - series[j + k] - longerShift));
                }
                if (longest < reach) {
                    stay += weight(longest / limit);
                }
            }
        }
        return close == 0 ? Double.NaN : Math.log(close / stay);
    }

    private static double weight(double scaled) {
        return Math.exp(-scaled * scaled);
    }

    /// Permutation entropy of the order patterns of `m` values `delay` apart, divided by its
    /// largest value ln m!: 0 for a monotone series, 1 for independent values.
    ///
    /// Equal values count in the order of time. Source: C. Bandt and B. Pompe, Phys. Rev. Lett. 88
    /// (2002), 174102.
    public static double permutation(double[] series, int m, int delay) {
        if (m < 2 || m > 10) {
            throw new IllegalArgumentException("m must lie in 2..10, got " + m);
        }
        int count = series.length - (m - 1) * delay;
        if (delay < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "%d values are too few for m = %d at a delay of %d"
                            .formatted(series.length, m, delay));
        }
        var patterns = new HashMap<Integer, Integer>();
        for (int i = 0; i < count; i++) {
            patterns.merge(pattern(series, i, m, delay), 1, Integer::sum);
        }
        // Sorted, so that the sum does not depend on the order of a hash table.
        var counts = patterns.values().stream().mapToInt(Integer::intValue).sorted().toArray();
        double entropy = 0;
        for (int one : counts) {
            double share = (double) one / count;
            entropy -= share * Math.log(share);
        }
        double largest = 0;
        for (int k = 2; k <= m; k++) {
            largest += Math.log(k);
        }
        return entropy / largest;
    }

    /// The Lehmer code of the pattern as one number.
    private static int pattern(double[] series, int at, int m, int delay) {
        int code = 0;
        for (int a = 0; a < m; a++) {
            int smaller = 0;
            for (int b = a + 1; b < m; b++) {
                smaller += series[at + b * delay] < series[at + a * delay] ? 1 : 0;
            }
            code = code * (m - a) + smaller;
        }
        return code;
    }

    /// Lempel–Ziv complexity of the series cut at its median: number of new words times log2(n)/n,
    /// which tends to 1 for independent values and to 0 for a periodic series.
    ///
    /// Source: A. Lempel and J. Ziv, IEEE Trans. Inf. Theory 22 (1976), 75; counting after F.
    /// Kaspar and H. G. Schuster, Phys. Rev. A 36 (1987), 842.
    public static double lempelZiv(double[] series) {
        int n = series.length;
        if (n < 10) {
            throw new IllegalArgumentException("a complexity needs 10 values, got " + n);
        }
        var sorted = series.clone();
        Arrays.sort(sorted);
        double median = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
        var bits = new boolean[n];
        for (int i = 0; i < n; i++) {
            bits[i] = series[i] > median;
        }
        int words = 0;
        int start = 0;
        while (start < n) {
            int longest = 0;
            for (int from = 0; from < start; from++) {
                int length = 0;
                while (start + length < n && bits[from + length] == bits[start + length]) {
                    length++;
                }
                longest = Math.max(longest, length);
            }
            words++;
            start += longest + 1;
        }
        return words * (Math.log(n) / Math.log(2)) / n;
    }
}
