package org.separatrix.analysis.embedding;

import java.util.stream.IntStream;

/// How many delays a state space needs.
///
/// Neighbours in too few coordinates may be so by projection alone; one coordinate more drives them
/// apart. Cost: n² distances for each number of coordinates; a few thousand points are enough.
public final class EmbeddingDimension {

    /// A neighbour is false if its distance grows by more than this factor (Kennel and others,
    /// 1992).
    private static final double GROWTH = 15;

    /// ... or beyond this many standard deviations of the series.
    private static final double ATTRACTOR_SIZES = 2;

    private EmbeddingDimension() {}

    /// Share of false nearest neighbours in 1 to `most` coordinates.
    ///
    /// Source: M. B. Kennel, R. Brown and H. D. I. Abarbanel, Phys. Rev. A 45 (1992), 3403.
    ///
    /// @param tau delay in samples
    public static double[] falseNeighbours(double[] series, int tau, int most) {
        double deviation = deviation(series);
        return IntStream.rangeClosed(1, most)
                .mapToDouble(m -> {
                    var nearest = nearest(series, m, tau);
                    int wrong = 0;
                    for (int i = 0; i < nearest.length; i++) {
                        int j = nearest[i];
                        double distance = euclidean(series, i, j, m, tau);
                        double added = Math.abs(series[i + m * tau] - series[j + m * tau]);
                        boolean apart =
                                added > GROWTH * distance
                                        || Math.hypot(distance, added)
                                                > ATTRACTOR_SIZES * deviation;
                        wrong += apart ? 1 : 0;
                    }
                    return (double) wrong / nearest.length;
                })
                .toArray();
    }

    /// Cao's E1 for 1 to `most` coordinates: near 1 once there are enough of them.
    ///
    /// Source: L. Cao, Physica D 110 (1997), 43.
    ///
    /// @param tau delay in samples
    public static double[] cao(double[] series, int tau, int most) {
        var growth =
                IntStream.rangeClosed(1, most + 1)
                        .mapToDouble(m -> meanGrowth(series, tau, m))
                        .toArray();
        return IntStream.range(0, most).mapToDouble(m -> growth[m + 1] / growth[m]).toArray();
    }

    private static double meanGrowth(double[] series, int tau, int m) {
        var nearest = nearest(series, m, tau);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < nearest.length; i++) {
            double before = maximum(series, i, nearest[i], m, tau);
            if (before > 0) {
                sum += maximum(series, i, nearest[i], m + 1, tau) / before;
                count++;
            }
        }
        return sum / count;
    }

    /// Index of the nearest other point, by the largest difference of coordinates, for all points
    /// that have one coordinate more.
    private static int[] nearest(double[] series, int m, int tau) {
        int n = series.length - m * tau;
        if (n < 10) {
            throw new IllegalArgumentException(
                    "%d values are too few for %d coordinates at a delay of %d"
                            .formatted(series.length, m + 1, tau));
        }
        var nearest = new int[n];
        for (int i = 0; i < n; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                if (j == i) {
                    continue;
                }
                double distance = 0;
                for (int k = 0; k < m && distance < least; k++) {
                    distance =
                            Math.max(distance, Math.abs(series[i + k * tau] - series[j + k * tau]));
                }
                if (distance < least && distance > 0) {
                    least = distance;
                    nearest[i] = j;
                }
            }
        }
        return nearest;
    }

    private static double maximum(double[] series, int i, int j, int m, int tau) {
        double largest = 0;
        for (int k = 0; k < m; k++) {
            largest = Math.max(largest, Math.abs(series[i + k * tau] - series[j + k * tau]));
        }
        return largest;
    }

    private static double euclidean(double[] series, int i, int j, int m, int tau) {
        double sum = 0;
        for (int k = 0; k < m; k++) {
            double difference = series[i + k * tau] - series[j + k * tau];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double deviation(double[] series) {
        double mean = 0;
        for (double x : series) {
            mean += x / series.length;
        }
        double variance = 0;
        for (double x : series) {
            variance += (x - mean) * (x - mean) / series.length;
        }
        return Math.sqrt(variance);
    }
}
