package org.separatrix.analysis.clustering;

import java.util.random.RandomGenerator;

/// k-means by Lloyd's iteration from k-means++ seeds.
///
/// Source: D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA
/// (2007); S. Lloyd, IEEE Trans. Inf. Theory 28 (1982).
///
/// @param centres `[k][d]`
/// @param labels index of the nearest centre of each point
/// @param inertia sum of squared distances to the nearest centre
public record KMeans(double[][] centres, int[] labels, double inertia) {

    private static final int ROUNDS = 100;

    /// Clusters `points` into `k` groups.
    ///
    /// @param points `[n][d]`, at least k of them different
    public static KMeans of(double[][] points, int k, RandomGenerator random) {
        if (k < 1 || k > points.length) {
            throw new IllegalArgumentException(
                    "k must lie in 1..%d, the number of points, got %d"
                            .formatted(points.length, k));
        }
        double[][] centres = seeds(points, k, random);
        var labels = new int[points.length];
        double inertia = assign(points, centres, labels);
        for (int round = 0; round < ROUNDS; round++) {
            move(points, centres, labels);
            double next = assign(points, centres, labels);
            if (!(next < inertia)) {
                break;
            }
            inertia = next;
        }
        return new KMeans(centres, labels, inertia);
    }

    private static double[][] seeds(double[][] points, int k, RandomGenerator random) {
        var centres = new double[k][];
        var squares = new double[points.length];
        java.util.Arrays.fill(squares, Double.POSITIVE_INFINITY);
        centres[0] = points[random.nextInt(points.length)].clone();
        for (int c = 1; c < k; c++) {
            double total = 0;
            for (int i = 0; i < points.length; i++) {
                squares[i] = Math.min(squares[i], square(points[i], centres[c - 1]));
                total += squares[i];
            }
            if (total == 0) {
                throw new IllegalArgumentException(
                        "k = %d is more than the %d different points".formatted(k, c));
            }
            double left = random.nextDouble() * total;
            int chosen = 0;
            for (int i = 0; i < points.length; i++) {
                if (squares[i] > 0) {
                    chosen = i;
                    left -= squares[i];
                    if (left < 0) {
                        break;
                    }
                }
            }
            centres[c] = points[chosen].clone();
        }
        return centres;
    }

    private static double assign(double[][] points, double[][] centres, int[] labels) {
        double inertia = 0;
        for (int i = 0; i < points.length; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length; c++) {
                double square = square(points[i], centres[c]);
                if (square < nearest) {
                    nearest = square;
                    labels[i] = c;
                }
            }
            inertia += nearest;
        }
        return inertia;
    }

    /// Moves each centre to the mean of its points; a centre without points stays.
    private static void move(double[][] points, double[][] centres, int[] labels) {
        var sums = new double[centres.length][points[0].length];
        var counts = new int[centres.length];
        for (int i = 0; i < points.length; i++) {
            counts[labels[i]]++;
            for (int j = 0; j < points[i].length; j++) {
                sums[labels[i]][j] += points[i][j];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            for (int j = 0; counts[c] > 0 && j < centres[c].length; j++) {
                centres[c][j] = sums[c][j] / counts[c];
            }
        }
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }
}
