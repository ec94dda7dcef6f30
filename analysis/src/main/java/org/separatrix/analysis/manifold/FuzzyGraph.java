package org.separatrix.analysis.manifold;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The fuzzy simplicial set of points: for each pair of near points how surely they are neighbours.
///
/// Each point measures distances in units of its own: the nearest neighbour is at 0, and the sum of
/// the memberships `exp(-(d - rho)/sigma)` of its k neighbours is log2 k. The two views of a pair
/// are joined as probabilities, `a + b - ab`, so memberships are symmetric.
///
/// Source: L. McInnes, J. Healy and J. Melville, "UMAP: uniform manifold approximation and
/// projection for dimension reduction", arXiv:1802.03426, section 3.1.
///
/// @param size number of points
/// @param heads first point of each edge, smaller than its tail
/// @param tails second point of each edge
/// @param memberships in (0, 1]
record FuzzyGraph(int size, int[] heads, int[] tails, double[] memberships) {

    private static final int HALVINGS = 64;

    /// Smallest scale as a share of the mean distance to the neighbours.
    private static final double LEAST_SCALE = 1e-3;

    /// @param points `[n][d]`, at least two
    /// @param neighbours k, at least 2, the point itself counted as in the paper's program
    static FuzzyGraph of(double[][] points, int neighbours) {
        int n = points.length;
        int k = Math.min(neighbours - 1, n - 1);
        var directed = new double[n][n];
        for (int i = 0; i < n; i++) {
            int[] near = nearest(points, i, k);
            var distances = new double[k];
            for (int m = 0; m < k; m++) {
                distances[m] = distance(points, i, near[m]);
            }
            double[] memberships = memberships(distances, neighbours);
            for (int m = 0; m < k; m++) {
                directed[i][near[m]] = memberships[m];
            }
        }
        var heads = new int[n * k];
        var tails = new int[n * k];
        var values = new double[n * k];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double a = directed[i][j];
                double b = directed[j][i];
                double joined = a + b - a * b;
                if (joined > 0) {
                    heads[count] = i;
                    tails[count] = j;
                    values[count++] = joined;
                }
            }
        }
        return new FuzzyGraph(
                n,
                Arrays.copyOf(heads, count),
                Arrays.copyOf(tails, count),
                Arrays.copyOf(values, count));
    }

    /// Memberships of neighbours at rising distances.
    ///
    /// @param neighbours whose binary logarithm they sum to
    static double[] memberships(double[] distances, int neighbours) {
        double target = Math.log(neighbours) / Math.log(2);
        double nearest = Arrays.stream(distances).filter(d -> d > 0).min().orElse(0);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double scale = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double sum = 0;
            for (double d : distances) {
                sum += membership(d, nearest, scale);
            }
            if (Math.abs(sum - target) < 1e-10) {
                break;
            }
            if (sum > target) {
                high = scale;
                scale = 0.5 * (low + high);
            } else {
                low = scale;
                scale = Double.isInfinite(high) ? 2 * scale : 0.5 * (low + high);
            }
        }
        double mean = Arrays.stream(distances).average().orElse(0);
        double kept = Math.max(scale, LEAST_SCALE * mean);
        return Arrays.stream(distances).map(d -> membership(d, nearest, kept)).toArray();
    }

    private static double membership(double distance, double nearest, double scale) {
        double beyond = distance - nearest;
        return beyond <= 0 || scale == 0 ? 1 : Math.exp(-beyond / scale);
    }

    private static int[] nearest(double[][] points, int i, int k) {
        return IntStream.range(0, points.length)
                .filter(j -> j != i)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> distance(points, i, j)))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double distance(double[][] points, int i, int j) {
        double square = 0;
        for (int k = 0; k < points[i].length; k++) {
            square += (points[i][k] - points[j][k]) * (points[i][k] - points[j][k]);
        }
        return Math.sqrt(square);
    }
}
