package org.separatrix.analysis.metrics;

import java.util.Arrays;
import java.util.Comparator;

/// Correlations of two samples of equal length.
public final class RankCorrelation {

    private RankCorrelation() {}

    /// Pearson's linear correlation, in `[-1, 1]`; NaN if either sample is constant.
    public static double pearson(double[] x, double[] y) {
        check(x, y);
        double mx = Arrays.stream(x).average().orElse(Double.NaN);
        double my = Arrays.stream(y).average().orElse(Double.NaN);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
            xy += (x[i] - mx) * (y[i] - my);
        }
        return xx > 0 && yy > 0 ? Math.clamp(xy / Math.sqrt(xx * yy), -1, 1) : Double.NaN;
    }

    /// Spearman's rho: Pearson's correlation of the ranks, equal values sharing their mean rank.
    public static double spearman(double[] x, double[] y) {
        check(x, y);
        return pearson(ranks(x), ranks(y));
    }

    /// Kendall's tau-b, in `[-1, 1]`, in `n log n` time (Knight 1966); NaN if either sample is
    /// constant.
    public static double kendall(double[] x, double[] y) {
        check(x, y);
        int n = x.length;
        var order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingDouble(i -> x[i]).thenComparingDouble(i -> y[i]));
        var sorted = new double[n];
        long tiesX = 0;
        long tiesBoth = 0;
        long runX = 1;
        long runBoth = 1;
        for (int i = 0; i < n; i++) {
            sorted[i] = y[order[i]];
            boolean sameX = i > 0 && x[order[i]] == x[order[i - 1]];
            boolean same = sameX && sorted[i] == sorted[i - 1];
            runX = sameX ? runX + 1 : 1;
            runBoth = same ? runBoth + 1 : 1;
            tiesX += runX - 1;
            tiesBoth += runBoth - 1;
        }
        long discordant = exchanges(sorted, new double[n], 0, n);
        long tiesY = 0;
        long run = 1;
        for (int i = 1; i < n; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            tiesY += run - 1;
        }
        double pairs = 0.5 * n * (n - 1.0);
        double difference = pairs - tiesX - tiesY + tiesBoth - 2.0 * discordant;
        double size = Math.sqrt((pairs - tiesX) * (pairs - tiesY));
        return size > 0 ? difference / size : Double.NaN;
    }

    /// Ranks from 1, equal values sharing their mean rank.
    public static double[] ranks(double[] values) {
        var order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        var ranks = new double[values.length];
        for (int i = 0; i < order.length; ) {
            int end = i + 1;
            while (end < order.length && values[order[end]] == values[order[i]]) {
                end++;
            }
            for (int k = i; k < end; k++) {
                ranks[order[k]] = 0.5 * (i + 1 + end);
            }
            i = end;
        }
        return ranks;
    }

    /// Sorts a range by merging; counts pairs out of order.
    private static long exchanges(double[] values, double[] spare, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = exchanges(values, spare, from, middle) + exchanges(values, spare, middle, to);
        int left = from;
        int right = middle;
        for (int k = from; k < to; k++) {
            if (right >= to || (left < middle && values[left] <= values[right])) {
                spare[k] = values[left++];
            } else {
                count += middle - left;
                spare[k] = values[right++];
            }
        }
        System.arraycopy(spare, from, values, from, to - from);
        return count;
    }

    private static void check(double[] x, double[] y) {
        if (x.length < 2 || x.length != y.length) {
            throw new IllegalArgumentException(
                    "expected two samples of equal length of at least 2, got %d and %d"
                            .formatted(x.length, y.length));
        }
    }
}
