package org.separatrix.analysis.clustering;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// How well two clusterings of the same points agree, chance taken out: 1 for the same groups
/// whatever their names, 0 on average for independent ones.
///
/// Source: L. Hubert and P. Arabie, "Comparing partitions", J. Classification 2 (1985), 193.
public final class AdjustedRand {

    private AdjustedRand() {}

    /// The index of two labellings; 1 if both put all points into one group, or each into its own.
    public static double index(int[] first, int[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(
                    "expected two labellings of the same points, got %d and %d labels"
                            .formatted(first.length, second.length));
        }
        int[] a = compact(first);
        int[] b = compact(second);
        int rows = Arrays.stream(a).max().orElseThrow() + 1;
        int columns = Arrays.stream(b).max().orElseThrow() + 1;
        var cells = new long[rows][columns];
        var left = new long[rows];
        var right = new long[columns];
        for (int i = 0; i < a.length; i++) {
            cells[a[i]][b[i]]++;
            left[a[i]]++;
            right[b[i]]++;
        }
        double together =
                Arrays.stream(cells)
                        .flatMapToLong(Arrays::stream)
                        .mapToDouble(AdjustedRand::pairs)
                        .sum();
        double inFirst = Arrays.stream(left).mapToDouble(AdjustedRand::pairs).sum();
        double inSecond = Arrays.stream(right).mapToDouble(AdjustedRand::pairs).sum();
        double expected = a.length == 1 ? 0 : inFirst * inSecond / pairs(a.length);
        double most = 0.5 * (inFirst + inSecond);
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double pairs(long n) {
        return 0.5 * n * (n - 1);
    }

    private static int[] compact(int[] labels) {
        Map<Integer, Integer> places = new HashMap<>();
        var compact = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            var place = places.putIfAbsent(labels[i], places.size());
            compact[i] = place == null ? places.size() - 1 : place;
        }
        return compact;
    }
}
