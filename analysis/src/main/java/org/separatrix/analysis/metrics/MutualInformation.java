package org.separatrix.analysis.metrics;

import java.util.Arrays;

/// Mutual information of two samples by nearest neighbours.
///
/// Source: A. Kraskov, H. Stögbauer, P. Grassberger, "Estimating mutual information", Physical
/// Review E 69 (2004), first estimator, with values in units of their standard deviation.
public final class MutualInformation {

    private static final double EULER = 0.5772156649015329;

    private MutualInformation() {}

    /// Estimate in nats; small samples of independent values may come out slightly below 0.
    ///
    /// @param x at least `k + 2` values
    /// @param y as many
    /// @param k neighbours, at least 1; 3 is usual
    public static double nearestNeighbours(double[] x, double[] y, int k) {
        int n = x.length;
        if (n != y.length || k < 1 || n < k + 2) {
            throw new IllegalArgumentException(
                    "expected two samples of equal length above k + 1, got %d, %d and k = %d"
                            .formatted(n, y.length, k));
        }
        double[] u = scaled(x);
        double[] v = scaled(y);
        double[] sortedU = u.clone();
        double[] sortedV = v.clone();
        Arrays.sort(sortedU);
        Arrays.sort(sortedV);
        var nearest = new double[k];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int j = 0; j < n; j++) {
                double distance = Math.max(Math.abs(u[i] - u[j]), Math.abs(v[i] - v[j]));
                if (j != i && distance < nearest[k - 1]) {
                    insert(nearest, distance);
                }
            }
            double radius = nearest[k - 1];
            sum += digamma(within(sortedU, u[i], radius)) + digamma(within(sortedV, v[i], radius));
        }
        return digamma(k) + digamma(n) - sum / n;
    }

    private static void insert(double[] nearest, double distance) {
        int at = nearest.length - 1;
        while (at > 0 && nearest[at - 1] > distance) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = distance;
    }

    /// One more than the number of other values nearer than `radius`, at least 1.
    private static int within(double[] sorted, double centre, double radius) {
        int low = first(sorted, centre - radius, false);
        int high = first(sorted, centre + radius, true);
        return Math.max(1, high - low);
    }

    /// Index of the first value above `bound`, or not below it if `orEqual`.
    private static int first(double[] sorted, double bound, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = orEqual ? sorted[middle] < bound : sorted[middle] <= bound;
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[] scaled(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
    }

    /// Digamma of a whole number, `H(n - 1) - gamma`.
    private static double digamma(int n) {
        if (n > 40) {
            double inverse = 1.0 / n;
            return Math.log(n)
                    - inverse / 2
                    - inverse * inverse / 12
                    + Math.pow(inverse, 4) / 120
                    - Math.pow(inverse, 6) / 252;
        }
        double sum = -EULER;
        for (int i = 1; i < n; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }
}
