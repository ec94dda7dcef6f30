package org.separatrix.lab.data;

import org.separatrix.dynamics.Trajectory;

import java.io.Serializable;
import java.util.List;

/// Evenly spaced values without gaps.
///
/// @param start time of the first row
/// @param step time between rows, positive
/// @param values `[n][D]`, not copied: whoever hands them over must not write to them afterwards
/// @param names names of the channels, length D
public record Segment(double start, double step, double[][] values, List<String> names)
        implements Serializable {

    public Segment {
        names = List.copyOf(names);
    }

    /// The rows of a trajectory that is known to be even.
    public static Segment of(Trajectory trajectory, double step) {
        var values = new double[trajectory.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = trajectory.state(i);
        }
        return new Segment(trajectory.time(0), step, values, trajectory.names());
    }

    /// Number of rows, n.
    public int size() {
        return values.length;
    }

    /// Number of channels, D.
    public int dimension() {
        return names.size();
    }

    /// Rows `from` to `to - 1`, sharing the rows.
    public Segment slice(int from, int to) {
        return new Segment(
                start + from * step, step, java.util.Arrays.copyOfRange(values, from, to), names);
    }

    /// Time of row `i`.
    public double time(int i) {
        return start + i * step;
    }

    /// Channel `j`, a copy.
    public double[] column(int j) {
        var column = new double[values.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = values[i][j];
        }
        return column;
    }
}
