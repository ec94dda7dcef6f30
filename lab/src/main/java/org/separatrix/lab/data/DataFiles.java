package org.separatrix.lab.data;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.files.DataFileException;
import org.separatrix.dynamics.files.ReadOptions;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.lab.LabException;

import java.nio.file.Path;
import java.util.List;

/// A user's files as data sets.
public final class DataFiles {

    private DataFiles() {}

    /// A data set and what its owner should know about it.
    ///
    /// @param warnings one line each, such as `my.csv: 3 gaps, the first in row 17`
    public record Read(Dataset dataset, List<String> warnings) {

        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /// Reads a file; its suffix tells the format.
    ///
    /// @param time name or index of the column of times; null for the default
    /// @param columns columns to take, empty for all
    /// @param group column that tells trajectories apart, or null
    /// @throws LabException if it cannot be read, naming the row and the column
    public static Read read(
            Path file, @Nullable String time, List<String> columns, @Nullable String group) {
        try {
            var contents = TrajectoryFiles.read(file, new ReadOptions(time, columns, group, false));
            return new Read(
                    new Dataset(String.valueOf(file.getFileName()), contents.trajectories()),
                    contents.warnings());
        } catch (DataFileException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }
}
