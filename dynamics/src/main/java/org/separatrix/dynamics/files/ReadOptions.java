package org.separatrix.dynamics.files;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Which columns of a file mean what.
///
/// @param time name or zero-based index of the column of times; null chooses the first column if it
///   is called `t`, `time`, `date`, `datetime` or `timestamp`, and otherwise counts rows from 0
/// @param columns names or zero-based indices of the columns to take, in this order; empty takes
///   all but the times and the group
/// @param group name or zero-based index of a column whose values tell trajectories apart, or null
/// @param refuseConstant whether a column that never changes is an error rather than a warning
public record ReadOptions(
        @Nullable String time,
        List<String> columns,
        @Nullable String group,
        boolean refuseConstant) {

    /// Everything by default.
    public static final ReadOptions DEFAULT = new ReadOptions(null, List.of(), null, false);

    public ReadOptions {
        columns = List.copyOf(columns);
    }
}
