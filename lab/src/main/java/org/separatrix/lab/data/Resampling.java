package org.separatrix.lab.data;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.Locale;

/// Brings irregular data onto an even grid.
///
/// Each channel is interpolated between its own known values. Where two known values lie further
/// apart than the longest gap that may be bridged, the grid points between them stay gaps.
public final class Resampling {

    private static final int MOST_POINTS = 100_000_000;

    private Resampling() {}

    /// What happens between two known values.
    public enum Method {
        /// A straight line.
        LINEAR,
        /// The cubic that keeps the data's monotonicity: no overshoot, once differentiable.
        ///
        /// Source: F. N. Fritsch and J. Butland, "A method for constructing local monotone
        /// piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5 (1984).
        CUBIC,
        /// The value before holds until the next one comes.
        PREVIOUS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The data on an even grid; gaps longer than three steps, or three usual time differences if
    /// that is more, stay.
    ///
    /// @param step distance of the grid, positive, in time units
    public static Dataset even(Dataset data, double step, Method method) {
        return even(data, step, method, 3.001 * Math.max(step, data.step()));
    }

    /// The data on an even grid that starts at the first time of each trajectory.
    ///
    /// @param longestGap gaps longer than this stay, in time units
    public static Dataset even(Dataset data, double step, Method method, double longestGap) {
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new LabException("step must be positive, got " + step);
        }
        if (!(longestGap > 0)) {
            throw new LabException("longestGap must be positive, got " + longestGap);
        }
        var even = new ArrayList<Trajectory>();
        for (var trajectory : data.trajectories()) {
            even.add(even(data.name(), trajectory, step, method, longestGap));
        }
        return new Dataset(data.name(), even);
    }

    private static Trajectory even(
            String name, Trajectory trajectory, double step, Method method, double longestGap) {
        double start = trajectory.time(0);
        double span = trajectory.time(trajectory.size() - 1) - start;
        if (span / step >= MOST_POINTS) {
            throw new LabException(
                    "%s: step %s would make %.0f rows, at most %d are made; take a longer step"
                            .formatted(name, step, span / step, MOST_POINTS));
        }
        // A grid that ends on the last time keeps it in spite of rounding.
        int points = (int) Math.floor(span / step + 1e-9) + 1;
        int d = trajectory.dimension();
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = start + i * step;
        }
        var states = new double[points * d];
        for (int j = 0; j < d; j++) {
            channel(Knots.of(trajectory, j), times, method, longestGap, states, j, d);
        }
        return new Trajectory(times, states, trajectory.names(), trajectory.units());
    }

    private static void channel(
            Knots knots,
            double[] times,
            Method method,
            double longestGap,
            double[] states,
            int j,
            int d) {
        int k = 0;
        double tolerance = 1e-9 * (times.length > 1 ? times[1] - times[0] : 1);
        for (int i = 0; i < times.length; i++) {
            double t = times[i];
            while (k + 1 < knots.size() && knots.time(k + 1) <= t + tolerance) {
                k++;
            }
            states[i * d + j] = knots.value(k, t, tolerance, method, longestGap);
        }
    }
}
