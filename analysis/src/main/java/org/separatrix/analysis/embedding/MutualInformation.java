package org.separatrix.analysis.embedding;

import java.util.Arrays;

/// Average mutual information of a series and its delayed self, in nats: what one value says about
/// a later one, linear or not.
///
/// Values are put into bins of equal counts, so that the result does not change under a monotone
/// function of the series. The estimate is too high by about `(bins - 1)²/(2n)`, which is taken
/// off.
///
/// Source: A. M. Fraser and H. L. Swinney, Phys. Rev. A 33 (1986), 1134.
public final class MutualInformation {

    private static final int BINS = 16;

    private MutualInformation() {}

    /// The information at lags 0 to `longest`.
    public static double[] of(double[] series, int longest) {
        if (longest < 0 || series.length < longest + 2 * BINS) {
            throw new IllegalArgumentException(
                    "lags up to %d need %d values, got %d"
                            .formatted(longest, longest + 2 * BINS, series.length));
        }
        var bins = bins(series);
        var information = new double[longest + 1];
        for (int lag = 0; lag <= longest; lag++) {
            information[lag] = at(bins, lag);
        }
        return information;
    }

    /// The first lag at which the information is lower than at its neighbours: the delay to embed
    /// with; `longest` if there is none.
    public static int firstMinimum(double[] series, int longest) {
        var information = of(series, longest);
        for (int lag = 1; lag < longest; lag++) {
            if (information[lag] < information[lag - 1]
                    && information[lag] <= information[lag + 1]) {
                return lag;
            }
        }
        return longest;
    }

    private static int[] bins(double[] series) {
        var sorted = series.clone();
        Arrays.sort(sorted);
        var edges = new double[BINS - 1];
        for (int b = 1; b < BINS; b++) {
            edges[b - 1] = sorted[(int) ((long) b * series.length / BINS)];
        }
        var bins = new int[series.length];
        for (int i = 0; i < series.length; i++) {
            int b = 0;
            while (b < BINS - 1 && series[i] >= edges[b]) {
                b++;
            }
            bins[i] = b;
        }
        return bins;
    }

    private static double at(int[] bins, int lag) {
        int n = bins.length - lag;
        var joint = new double[BINS][BINS];
        var first = new double[BINS];
        var second = new double[BINS];
        for (int i = 0; i < n; i++) {
            joint[bins[i]][bins[i + lag]] += 1.0 / n;
            first[bins[i]] += 1.0 / n;
            second[bins[i + lag]] += 1.0 / n;
        }
        double sum = 0;
        for (int a = 0; a < BINS; a++) {
            for (int b = 0; b < BINS; b++) {
                if (joint[a][b] > 0) {
                    sum += joint[a][b] * Math.log(joint[a][b] / (first[a] * second[b]));
                }
            }
        }
        return sum - (BINS - 1.0) * (BINS - 1.0) / (2.0 * n);
    }
}
