package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.Trajectory;

/// Distances from points to a long orbit, in standard deviations of the orbit.
///
/// The orbit of a flow is the broken line through its states, so that a distance does not depend on
/// how densely it was sampled; that of a map is the set of its states.
final class Neighbours {

    /// A coordinate that does not vary more than this part of its size has this extent.
    private static final double SMALLEST = 1e-9;

    private final double[] points;
    private final double[] scale;
    private final int d;
    private final boolean line;

    /// @param orbit states, at least two
    /// @param line whether neighbouring states are joined
    Neighbours(Trajectory orbit, boolean line) {
        this.line = line;
        d = orbit.dimension();
        scale = new double[d];
        var deviations = LongRun.deviations(orbit);
        var means = LongRun.means(orbit);
        for (int j = 0; j < d; j++) {
            scale[j] =
                    Math.max(deviations.get(j), SMALLEST * Math.max(1e-3, Math.abs(means.get(j))));
        }
        points = new double[orbit.size() * d];
        for (int i = 0; i < orbit.size(); i++) {
            for (int j = 0; j < d; j++) {
                points[i * d + j] = orbit.state(i, j) / scale[j];
            }
        }
    }

    /// Distance from `x` (length d) to the orbit.
    double distance(double[] x) {
        var q = new double[d];
        for (int j = 0; j < d; j++) {
            q[j] = x[j] / scale[j];
        }
        double least = Double.POSITIVE_INFINITY;
        int last = points.length / d - (line ? 1 : 0);
        for (int i = 0; i < last; i++) {
            least = Math.min(least, line ? toSegment(i, q) : toPoint(i, q));
        }
        return Math.sqrt(least);
    }

    /// Distance between two points of length d.
    double between(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double gap = (x[j] - y[j]) / scale[j];
            sum += gap * gap;
        }
        return Math.sqrt(sum);
    }

    private double toPoint(int i, double[] q) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double gap = q[j] - points[i * d + j];
            sum += gap * gap;
        }
        return sum;
    }

    private double toSegment(int i, double[] q) {
        double along = 0;
        double length = 0;
        double square = 0;
        for (int j = 0; j < d; j++) {
            double from = points[i * d + j];
            double side = points[(i + 1) * d + j] - from;
            double gap = q[j] - from;
            along += gap * side;
            length += side * side;
            square += gap * gap;
        }
        double share = length > 0 ? Math.clamp(along / length, 0, 1) : 0;
        return Math.max(0, square - share * (2 * along - share * length));
    }
}
