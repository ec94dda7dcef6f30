package org.separatrix.lab.data;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trajectories of the same channels: of unequal length, at irregular times, with gaps, as the
/// normal case.
///
/// A gap is a NaN in a channel, or a longer pause between two times. [#regular] cuts the data into
/// the pieces that a method for evenly spaced data can use.
///
/// @param name where the data come from, for messages and reports
/// @param trajectories at least one, all with the same channel names
public record Dataset(String name, List<Trajectory> trajectories) {

    /// Times may differ from an even grid by this share of a step.
    private static final double JITTER = 1e-3;

    public Dataset {
        trajectories = List.copyOf(trajectories);
        if (trajectories.isEmpty()) {
            throw new LabException(name + " holds no trajectory");
        }
        var names = trajectories.getFirst().names();
        for (var trajectory : trajectories) {
            if (!trajectory.names().equals(names)) {
                throw new LabException(
                        "%s: trajectories must have the same channels, got %s and %s"
                                .formatted(name, names, trajectory.names()));
            }
        }
    }

    /// A single trajectory.
    public static Dataset of(String name, Trajectory trajectory) {
        return new Dataset(name, List.of(trajectory));
    }

    /// Names of the channels.
    public List<String> channels() {
        return trajectories.getFirst().names();
    }

    /// Number of rows in all.
    public int rows() {
        return trajectories.stream().mapToInt(Trajectory::size).sum();
    }

    /// Refuses data with fewer rows than a method needs.
    ///
    /// @throws LabException if the longest trajectory has fewer than `shortest` rows
    public void requireRows(int shortest) {
        int longest = trajectories.stream().mapToInt(Trajectory::size).max().orElse(0);
        if (longest < shortest) {
            throw new LabException(
                    "%s: needs at least %d rows, the longest trajectory has %d"
                            .formatted(name, shortest, longest));
        }
    }

    /// Refuses channels that never change.
    ///
    /// @throws LabException with the names of all constant channels
    public void requireVarying() {
        var constant = new ArrayList<String>();
        for (int j = 0; j < channels().size(); j++) {
            if (!varies(j)) {
                constant.add("'" + channels().get(j) + "'");
            }
        }
        if (!constant.isEmpty()) {
            throw new LabException(
                    "%s: %s constant; leave %s out"
                            .formatted(
                                    name,
                                    constant.size() == 1
                                            ? "column " + constant.getFirst() + " is"
                                            : "columns " + String.join(", ", constant) + " are",
                                    constant.size() == 1 ? "it" : "them"));
        }
    }

    private boolean varies(int j) {
        double first = Double.NaN;
        for (var trajectory : trajectories) {
            for (int i = 0; i < trajectory.size(); i++) {
                double v = trajectory.state(i, j);
                if (Double.isNaN(first)) {
                    first = v;
                } else if (!Double.isNaN(v) && v != first) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The evenly spaced, gap-free pieces, in order.
    ///
    /// The step is the median of the time differences. A piece ends where a value is missing or the
    /// next time is off the grid.
    ///
    /// @param shortest pieces with fewer rows are dropped
    /// @throws LabException if no piece is left, saying why
    public List<Segment> regular(int shortest) {
        double step = step();
        var pieces = new ArrayList<Segment>();
        int longest = 0;
        for (var trajectory : trajectories) {
            int from = 0;
            for (int i = 0; i <= trajectory.size(); i++) {
                boolean missing = i < trajectory.size() && hasGap(trajectory, i);
                boolean jump =
                        i > from
                                && i < trajectory.size()
                                && Math.abs(trajectory.time(i) - trajectory.time(i - 1) - step)
                                        > JITTER * step;
                if (i == trajectory.size() || missing || jump) {
                    longest = Math.max(longest, i - from);
                    if (i - from >= shortest && i > from) {
                        pieces.add(Segment.of(trajectory.slice(from, i), step));
                    }
                    from = missing ? i + 1 : i;
                }
            }
        }
        if (pieces.isEmpty()) {
            throw new LabException(
                    ("%s: needs at least %d evenly spaced rows without gaps, the longest such piece"
                         + " has %d. Fill the gaps or resample first (--resample), or lower the"
                         + " number of lags")
                            .formatted(name, shortest, longest));
        }
        return pieces;
    }

    /// The usual time difference: the median.
    public double step() {
        var steps = new double[rows()];
        int count = 0;
        for (var trajectory : trajectories) {
            for (int i = 1; i < trajectory.size(); i++) {
                steps[count++] = trajectory.time(i) - trajectory.time(i - 1);
            }
        }
        if (count == 0) {
            throw new LabException(name + ": needs at least two rows");
        }
        Arrays.sort(steps, 0, count);
        return steps[count / 2];
    }

    private static boolean hasGap(Trajectory trajectory, int i) {
        for (int j = 0; j < trajectory.dimension(); j++) {
            if (!Double.isFinite(trajectory.state(i, j))) {
                return true;
            }
        }
        return false;
    }
}
