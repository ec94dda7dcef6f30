package org.separatrix.analysis.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Nemenyi's test after Friedman's: two methods differ if their mean ranks do by at least `value =
/// q sqrt(k (k + 1) / (6 n))`, where `q` is the studentised range over the root of 2.
///
/// The more methods are compared, the larger it is: leave out what is of no interest.
///
/// Source: P. Nemenyi, thesis, Princeton (1963); J. Demšar, "Statistical comparisons of classifiers
/// over multiple data sets", J. Mach. Learn. Res. 7 (2006), 3.2.2.
///
/// @param value least difference of mean ranks that counts
/// @param alpha chance of calling any two different if all are equally good
public record CriticalDifference(double value, double alpha) {

    private static final int MOST_METHODS = 50;

    /// The critical difference of `methods` methods ranked on `blocks` blocks.
    ///
    /// @param methods 2 to 50
    /// @param alpha in (0, 1), such as 0.05
    public static CriticalDifference of(int methods, int blocks, double alpha) {
        if (blocks < 1) {
            throw new IllegalArgumentException("blocks must be at least 1, got " + blocks);
        }
        double q = quantile(methods, alpha);
        return new CriticalDifference(
                q * Math.sqrt(methods * (methods + 1.0) / (6.0 * blocks)), alpha);
    }

    /// Nemenyi's `q`: the upper quantile of the studentised range over the root of 2.
    ///
    /// @param methods 2 to 50
    public static double quantile(int methods, double alpha) {
        if (methods < 2 || methods > MOST_METHODS) {
            throw new IllegalArgumentException(
                    "methods must lie in 2 to %d, got %d".formatted(MOST_METHODS, methods));
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must lie in (0, 1), got " + alpha);
        }
        return StudentizedRange.quantile(1 - alpha, methods) / Math.sqrt(2);
    }

    /// The largest sets of methods within which no two differ, best first, each in order of rank.
    ///
    /// @return indices into `meanRanks`; a method that differs from all others is in none
    public List<List<Integer>> groups(double[] meanRanks) {
        var order = new Integer[meanRanks.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> meanRanks[i]));
        var groups = new ArrayList<List<Integer>>();
        int reached = 0;
        for (int from = 0; from < order.length; from++) {
            int to = from + 1;
            while (to < order.length && meanRanks[order[to]] - meanRanks[order[from]] < value) {
                to++;
            }
            // One that ends where an earlier one did lies inside that.
            if (to > reached && to - from > 1) {
                groups.add(List.of(Arrays.copyOfRange(order, from, to)));
            }
            reached = Math.max(reached, to);
        }
        return groups;
    }
}
