package org.separatrix.analysis.lyapunov;

import org.separatrix.analysis.statistics.Line;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Estimate;

/// How the nearest neighbours of a trajectory move apart, from data alone.
///
/// Every point is paired with its nearest neighbour that is not close in time, and the mean
/// logarithm of their distance is followed. Where it rises in a straight line its slope is the
/// largest Lyapunov exponent. The line must be chosen: first the pairs turn into the growing
/// direction, at last they are as far apart as the attractor is wide. Cost: n² distances.
///
/// Source: M. T. Rosenstein, J. J. Collins and C. J. De Luca, Physica D 65 (1993), 117.
///
/// @param times time since the points were neighbours, in the units of the trajectory
/// @param logDistances mean logarithm of the distance, by stretch of the trajectory and time
public record NeighbourDivergence(double[] times, double[][] logDistances) {

    private static final int STRETCHES = 8;

    /// Follows the neighbours of an evenly sampled trajectory.
    ///
    /// @param theiler neighbours are more samples apart than this; a mean period is right
    /// @param horizon samples to follow them
    public static NeighbourDivergence of(Trajectory points, int theiler, int horizon) {
        int n = points.size() - horizon;
        if (horizon < 2 || theiler < 0 || n < 2 * theiler + 2 * STRETCHES) {
            throw new IllegalArgumentException(
                    "%d points are too few to follow for %d samples at a Theiler window of %d"
                            .formatted(points.size(), horizon, theiler));
        }
        int d = points.dimension();
        var states = points.states();
        var logs = new double[STRETCHES][horizon + 1];
        var counts = new int[STRETCHES][horizon + 1];
        for (int i = 0; i < n; i++) {
            int neighbour = nearest(states, d, n, i, theiler);
            int stretch = (int) ((long) i * STRETCHES / n);
            for (int k = 0; k <= horizon; k++) {
                double squared = squared(states, d, i + k, neighbour + k);
                if (squared > 0) {
                    logs[stretch][k] += 0.5 * Math.log(squared);
                    counts[stretch][k]++;
                }
            }
        }
        var times = new double[horizon + 1];
        for (int k = 0; k <= horizon; k++) {
            times[k] = points.time(k) - points.time(0);
            for (int s = 0; s < STRETCHES; s++) {
                logs[s][k] /= counts[s][k];
            }
        }
        return new NeighbourDivergence(times, logs);
    }

    private static int nearest(double[] states, int d, int n, int i, int theiler) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if (Math.abs(i - j) > theiler) {
                double squared = 0;
                for (int k = 0; k < d && squared < least; k++) {
                    double difference = states[i * d + k] - states[j * d + k];
                    squared += difference * difference;
                }
                if (squared < least) {
                    least = squared;
                    nearest = j;
                }
            }
        }
        return nearest;
    }

    private static double squared(double[] states, int d, int i, int j) {
        double squared = 0;
        for (int k = 0; k < d; k++) {
            double difference = states[i * d + k] - states[j * d + k];
            squared += difference * difference;
        }
        return squared;
    }

    /// The slope between two samples, the mean over stretches of the trajectory; the error is that
    /// of this mean.
    ///
    /// @param from first sample of the line
    /// @param to sample after its last
    public Estimate exponent(int from, int to) {
        var slopes = new double[STRETCHES];
        double mean = 0;
        for (int s = 0; s < STRETCHES; s++) {
            slopes[s] = Line.through(times, logDistances[s], from, to).slope();
            mean += slopes[s] / STRETCHES;
        }
        double squares = 0;
        for (double slope : slopes) {
            squares += (slope - mean) * (slope - mean);
        }
        return new Estimate(mean, Math.sqrt(squares / (STRETCHES - 1) / STRETCHES));
    }
}
