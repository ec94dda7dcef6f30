package org.separatrix.analysis.transport;

/// Checks and distances that the measures of this package share.
final class Clouds {

    private Clouds() {}

    static void check(double[][] x, double[][] y) {
        if (x.length < 1 || y.length < 1) {
            throw new IllegalArgumentException(
                    "both clouds need points, got %d and %d".formatted(x.length, y.length));
        }
        int d = x[0].length;
        check("first", x, d);
        check("second", y, d);
    }

    private static void check(String which, double[][] points, int d) {
        for (int i = 0; i < points.length; i++) {
            if (points[i].length != d) {
                throw new IllegalArgumentException(
                        "%s cloud: expected %d coordinates in row %d, got %d"
                                .formatted(which, d, i, points[i].length));
            }
            for (double v : points[i]) {
                if (!Double.isFinite(v)) {
                    throw new IllegalArgumentException(
                            "%s cloud: row %d holds %s; remove it".formatted(which, i, v));
                }
            }
        }
    }

    /// Squared Euclidean distance.
    static double square(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = a[j] - b[j];
            sum += difference * difference;
        }
        return sum;
    }
}
