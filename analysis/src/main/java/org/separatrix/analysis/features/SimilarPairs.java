package org.separatrix.analysis.features;

import java.util.Arrays;

/// How many stretches of two values resemble each other, and how many still do with a third.
///
/// Only stretches whose first values are neighbours in rising order are compared, which leaves
/// about a tenth of all pairs at the usual tolerance of 0.2 deviations.
///
/// @param pairs pairs of stretches of two within the tolerance, among those that have a third value
/// @param triples pairs that are still within it with the third
/// @param logTwo mean logarithm of the share of stretches of two like each, itself included
/// @param logThree the same for stretches of three
record SimilarPairs(long pairs, long triples, double logTwo, double logThree) {

    /// @param limit tolerance in units of the series
    static SimilarPairs of(double[] x, double limit) {
        int n = x.length;
        int stretches = n - 1;
        var order = order(x, stretches);
        var two = new int[stretches];
        var three = new int[stretches - 1];
        Arrays.fill(two, 1);
        Arrays.fill(three, 1);
        long pairs = 0;
        long triples = 0;
        for (int a = 0; a < stretches; a++) {
            int i = order[a];
            double first = x[i];
            double second = x[i + 1];
            for (int b = a + 1; b < stretches && x[order[b]] - first <= limit; b++) {
                int j = order[b];
                if (Math.abs(x[j + 1] - second) > limit) {
                    continue;
                }
                two[i]++;
                two[j]++;
                if (i + 2 < n && j + 2 < n) {
                    pairs++;
                    if (Math.abs(x[i + 2] - x[j + 2]) <= limit) {
                        triples++;
                        three[i]++;
                        three[j]++;
                    }
                }
            }
        }
        return new SimilarPairs(pairs, triples, meanLog(two), meanLog(three));
    }

    /// Places of the first values in rising order.
    private static int[] order(double[] x, int count) {
        var sorted = new double[count];
        System.arraycopy(x, 0, sorted, 0, count);
        Arrays.sort(sorted);
        // Places by counting: each value's first place, then one further for each equal value.
        var next = new int[count];
        var order = new int[count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(sorted, x[i]);
            while (at > 0 && sorted[at - 1] == x[i]) {
                at--;
            }
            order[at + next[at]++] = i;
        }
        return order;
    }

    private static double meanLog(int[] counts) {
        double sum = 0;
        for (int count : counts) {
            sum += Math.log((double) count / counts.length);
        }
        return sum / counts.length;
    }

    /// `ln(pairs/triples)`: NaN without pairs, infinite without triples.
    double sampleEntropy() {
        return pairs == 0 ? Double.NaN : Math.log((double) pairs / triples);
    }

    double approximateEntropy() {
        return logTwo - logThree;
    }
}
