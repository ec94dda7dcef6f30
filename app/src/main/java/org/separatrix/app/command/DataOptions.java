package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.lab.LabException;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.lab.data.Dataset;
import org.separatrix.lab.data.Resampling;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A user's file and how to read it.
final class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Your data: .csv, .tsv, .npz, .parquet or .h5.")
    private @Nullable Path data;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description =
                    "Column of times (default: t, time or date if there is one, otherwise the row"
                            + " number).")
    private @Nullable String time;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Columns to use, with commas between (default: all).")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Column whose value separates trajectories.")
    private @Nullable String group;

    @Option(
            names = "--resample",
            paramLabel = "DT",
            description =
                    "Bring the data onto an even grid of this step first, filling gaps of up to"
                            + " three steps (default: the data as they are).")
    private @Nullable Double resample;

    /// Whether there is a file.
    ///
    /// @throws LabException if there is none, but something is said about it
    boolean given() {
        boolean described = time != null || !columns.isEmpty() || group != null || resample != null;
        if (data == null && described) {
            throw new LabException("--time, --columns, --group and --resample need --data FILE");
        }
        return data != null;
    }

    Path file() {
        if (data == null) {
            throw new LabException("--data FILE is needed");
        }
        return data;
    }

    /// The data set, with warnings printed.
    Dataset read(Main main) {
        var read = DataFiles.read(file(), time, columns, group);
        for (String warning : read.warnings()) {
            main.terminal().err().println("separatrix: " + warning);
        }
        if (resample == null) {
            return read.dataset();
        }
        if (!(resample > 0) || Double.isInfinite(resample)) {
            throw new LabException("--resample must be positive, got " + resample);
        }
        return Resampling.even(read.dataset(), resample, Resampling.Method.CUBIC);
    }

    /// The words that give the same data again, from whatever folder.
    void words(List<String> command) {
        if (data == null) {
            return;
        }
        command.addAll(List.of("--data", data.toAbsolutePath().normalize().toString()));
        if (time != null) {
            command.addAll(List.of("--time", time));
        }
        if (!columns.isEmpty()) {
            command.addAll(List.of("--columns", String.join(",", columns)));
        }
        if (group != null) {
            command.addAll(List.of("--group", group));
        }
        if (resample != null) {
            command.addAll(List.of("--resample", resample.toString()));
        }
    }
}
