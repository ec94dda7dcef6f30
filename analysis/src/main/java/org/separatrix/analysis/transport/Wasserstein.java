package org.separatrix.analysis.transport;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Wasserstein distances of order p with Euclidean cost: `(inf E|x - y|^p)^(1/p)` over couplings.
///
/// Source: C. Villani, "Optimal Transport: Old and New" (2009), definition 6.1; N. Bonneel et al.,
/// J. Math. Imaging Vis. 51 (2015) for slices.
public final class Wasserstein {

    private Wasserstein() {}

    /// Exact distance of two clouds of the same number of points, by optimal assignment, O(n^3).
    ///
    /// @param x `[n][d]`
    /// @param y `[n][d]`
    /// @param p order, at least 1
    public static double exact(double[][] x, double[][] y, double p) {
        Clouds.check(x, y);
        order(p);
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    ("exact transport needs clouds of equal size, got %d and %d points; draw as"
                                    + " many of each, or use sliced distances")
                            .formatted(x.length, y.length));
        }
        var costs = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                costs[i][j] = Math.pow(Clouds.square(x[i], y[j]), p / 2);
            }
        }
        int[] assigned = OptimalAssignment.of(costs);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += costs[i][assigned[i]];
        }
        return Math.pow(sum / x.length, 1 / p);
    }

    /// Exact distance on the line, for clouds of any sizes, O(n log n).
    public static double onLine(double[] x, double[] y, double p) {
        order(p);
        if (x.length == 0 || y.length == 0) {
            throw new IllegalArgumentException(
                    "both clouds need points, got %d and %d".formatted(x.length, y.length));
        }
        double[] a = x.clone();
        double[] b = y.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        return Math.pow(sorted(a, b, p), 1 / p);
    }

    /// `E|F^-1 - G^-1|^p` of two sorted clouds: both quantile functions are steps.
    private static double sorted(double[] a, double[] b, double p) {
        double sum = 0;
        if (a.length == b.length) {
            for (int i = 0; i < a.length; i++) {
                sum += power(a[i] - b[i], p);
            }
            return sum / a.length;
        }
        int i = 0;
        int j = 0;
        double level = 0;
        while (i < a.length && j < b.length) {
            double endA = (i + 1.0) / a.length;
            double endB = (j + 1.0) / b.length;
            double end = Math.min(endA, endB);
            sum += (end - level) * power(a[i] - b[j], p);
            level = end;
            i += endA <= end ? 1 : 0;
            j += endB <= end ? 1 : 0;
        }
        return sum;
    }

    private static double power(double difference, double p) {
        double size = Math.abs(difference);
        return p == 1 ? size : p == 2 ? size * size : Math.pow(size, p);
    }

    /// Sliced distance: `(mean over random directions of W_p^p of the projections)^(1/p)`.
    ///
    /// @param directions number of directions; the error falls as its square root
    public static double sliced(
            double[][] x, double[][] y, double p, int directions, RandomGenerator random) {
        Clouds.check(x, y);
        order(p);
        if (directions < 1) {
            throw new IllegalArgumentException("directions must be at least 1, got " + directions);
        }
        int d = x[0].length;
        var direction = new double[d];
        double sum = 0;
        for (int k = 0; k < directions; k++) {
            double square = 0;
            for (int j = 0; j < d; j++) {
                direction[j] = random.nextGaussian();
                square += direction[j] * direction[j];
            }
            double norm = Math.sqrt(square);
            sum += sorted(projected(x, direction, norm), projected(y, direction, norm), p);
        }
        return Math.pow(sum / directions, 1 / p);
    }

    private static double[] projected(double[][] points, double[] direction, double norm) {
        var line = new double[points.length];
        for (int i = 0; i < line.length; i++) {
            double dot = 0;
            for (int j = 0; j < direction.length; j++) {
                dot += direction[j] * points[i][j];
            }
            line[i] = dot / norm;
        }
        Arrays.sort(line);
        return line;
    }

    private static void order(double p) {
        if (!(p >= 1) || Double.isInfinite(p)) {
            throw new IllegalArgumentException("order p must be at least 1 and finite, got " + p);
        }
    }
}
