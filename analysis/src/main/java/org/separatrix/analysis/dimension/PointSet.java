package org.separatrix.analysis.dimension;

import org.separatrix.dynamics.Trajectory;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Points in time order, arranged so that close pairs are found without looking at all pairs.
///
/// The points are sorted along the coordinate of largest spread; pairs closer than r lie within r
/// of each other there. Every coordinate is divided by its standard deviation first, so that units
/// do not matter. Cost: n log n, then the share of pairs within r along one coordinate.
final class PointSet {

    private final int n;
    private final int d;
    private final double[] sorted;
    private final int[] times;

    /// Receives a pair of points.
    @FunctionalInterface
    interface PairVisitor {

        /// @param first time index of one point
        /// @param second time index of the other
        /// @param squared squared distance
        void pair(int first, int second, double squared);
    }

    private PointSet(double[] points, int n, int d) {
        this.n = n;
        this.d = d;
        int widest = 0;
        double width = 0;
        for (int j = 0; j < d; j++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                least = Math.min(least, points[i * d + j]);
                most = Math.max(most, points[i * d + j]);
            }
            if (most - least > width) {
                width = most - least;
                widest = j;
            }
        }
        int along = widest;
        times =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> points[i * d + along]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        sorted = new double[n * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                // The sorted coordinate comes first.
                int from = j == 0 ? along : j == along ? 0 : j;
                sorted[i * d + j] = points[times[i] * d + from];
            }
        }
    }

    /// The states of a trajectory; coordinates that never change are left out.
    static PointSet of(Trajectory trajectory) {
        int n = trajectory.size();
        int d = trajectory.dimension();
        var columns = new double[d][];
        int kept = 0;
        for (int j = 0; j < d; j++) {
            var column = trajectory.column(j);
            if (standardise(column)) {
                columns[kept++] = column;
            }
        }
        if (kept == 0) {
            throw new IllegalArgumentException(
                    "all %d points are the same: they have no dimension".formatted(n));
        }
        var points = new double[n * kept];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < kept; j++) {
                points[i * kept + j] = columns[j][i];
            }
        }
        return new PointSet(points, n, kept);
    }

    private static boolean standardise(double[] column) {
        double mean = 0;
        for (double x : column) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("points must be finite, got " + x);
            }
            mean += x / column.length;
        }
        double variance = 0;
        for (double x : column) {
            variance += (x - mean) * (x - mean) / column.length;
        }
        double deviation = Math.sqrt(variance);
        if (!(deviation > 1e-12 * Math.abs(mean))) {
            return false;
        }
        for (int i = 0; i < column.length; i++) {
            column[i] = (column[i] - mean) / deviation;
        }
        return true;
    }

    int size() {
        return n;
    }

    /// Visits all pairs closer than `radius` whose times differ by more than `theiler`.
    void pairsWithin(double radius, int theiler, PairVisitor visitor) {
        double limit = radius * radius;
        for (int i = 0; i < n; i++) {
            double at = sorted[i * d];
            int time = times[i];
            for (int j = i + 1; j < n; j++) {
                double along = sorted[j * d] - at;
                if (along >= radius) {
                    break;
                }
                double squared = along * along;
                for (int c = 1; c < d && squared < limit; c++) {
                    double difference = sorted[j * d + c] - sorted[i * d + c];
                    squared += difference * difference;
                }
                if (squared < limit && Math.abs(times[j] - time) > theiler) {
                    visitor.pair(time, times[j], squared);
                }
            }
        }
    }

    /// Squared distance of the points of rank `i` and `j` along the sorted coordinate.
    double squaredDistance(int i, int j) {
        double squared = 0;
        for (int c = 0; c < d; c++) {
            double difference = sorted[j * d + c] - sorted[i * d + c];
            squared += difference * difference;
        }
        return squared;
    }
}
