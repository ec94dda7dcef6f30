package org.separatrix.lab.data;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.List;

/// What a method may learn from and what it is tested on.
///
/// @param train comes first in time, or other trajectories
/// @param test never seen while learning
public record Split(Dataset train, Dataset test) {

    /// Ten periods of history and two of target: the share of the benchmark's data that is known.
    public static final double DEFAULT_SHARE = 5.0 / 6;

    /// Cuts every trajectory in time: the first `share` of its rows is for training.
    ///
    /// @param share in (0, 1)
    /// @throws LabException if a trajectory is too short to be cut
    public static Split byTime(Dataset data, double share) {
        check(share);
        var train = new ArrayList<Trajectory>();
        var test = new ArrayList<Trajectory>();
        for (var trajectory : data.trajectories()) {
            int cut = (int) Math.round(share * trajectory.size());
            if (cut == 0 || cut == trajectory.size()) {
                throw new LabException(
                        "%s: a trajectory of %d rows cannot be split at %.3f of them"
                                .formatted(data.name(), trajectory.size(), share));
            }
            train.add(trajectory.slice(0, cut));
            test.add(trajectory.slice(cut, trajectory.size()));
        }
        return new Split(new Dataset(data.name(), train), new Dataset(data.name(), test));
    }

    /// Takes whole trajectories: the first `share` of them, at least one, is for training.
    ///
    /// @param share in (0, 1)
    /// @throws LabException if there is only one trajectory
    public static Split byTrajectory(Dataset data, double share) {
        check(share);
        int count = data.trajectories().size();
        if (count < 2) {
            throw new LabException(
                    data.name()
                            + ": needs at least two trajectories to split between them, got one;"
                            + " split by time");
        }
        int cut = Math.clamp(Math.round(share * count), 1, count - 1);
        List<Trajectory> all = data.trajectories();
        return new Split(
                new Dataset(data.name(), all.subList(0, cut)),
                new Dataset(data.name(), all.subList(cut, count)));
    }

    /// Windows of `length` rows, each `stride` rows after the one before, none across a gap.
    ///
    /// @param length rows of a window, at least 1
    /// @param stride rows between the starts of two windows, at least 1
    public static List<Segment> windows(Dataset data, int length, int stride) {
        if (length < 1 || stride < 1) {
            throw new LabException(
                    "length and stride must be at least 1, got %d and %d"
                            .formatted(length, stride));
        }
        var windows = new ArrayList<Segment>();
        for (var piece : data.regular(length)) {
            for (int from = 0; from + length <= piece.size(); from += stride) {
                windows.add(piece.slice(from, from + length));
            }
        }
        return windows;
    }

    private static void check(double share) {
        if (!(share > 0 && share < 1)) {
            throw new LabException("share must lie in (0, 1), got " + share);
        }
    }
}
