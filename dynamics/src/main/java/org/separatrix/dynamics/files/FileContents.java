package org.separatrix.dynamics.files;

import org.separatrix.dynamics.Trajectory;

import java.util.List;

/// What a file holds.
///
/// @param trajectories at least one, all with the same names
/// @param groups what each trajectory is called in the file, same length; empty strings without a
///   group column
/// @param warnings what a user should know, one line each, such as `my.csv: 3 gaps, the first in
///   row 17`
public record FileContents(
        List<Trajectory> trajectories, List<String> groups, List<String> warnings) {

    public FileContents {
        trajectories = List.copyOf(trajectories);
        groups = List.copyOf(groups);
        warnings = List.copyOf(warnings);
    }

    /// The only trajectory.
    ///
    /// @throws IllegalStateException if there are several
    public Trajectory only() {
        if (trajectories.size() != 1) {
            throw new IllegalStateException(
                    "expected one trajectory, got %d: %s".formatted(trajectories.size(), groups));
        }
        return trajectories.getFirst();
    }
}
