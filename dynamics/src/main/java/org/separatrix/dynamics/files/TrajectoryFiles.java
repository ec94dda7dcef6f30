package org.separatrix.dynamics.files;

import org.separatrix.dynamics.Trajectory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Trajectories in files, the format chosen by the suffix.
///
/// | suffix | read | write | while integrating |
/// | --- | --- | --- | --- |
/// | `.csv`, `.tsv` | yes | yes | yes |
/// | `.npz` | yes | yes | yes |
/// | `.npy` | a matrix | no | no |
/// | `.parquet` | yes | yes | yes |
/// | `.h5` | yes | yes | no |
///
/// Files are written aside and moved to their place when they are whole.
public final class TrajectoryFiles {

    private static final List<String> SUFFIXES =
            List.of(".csv", ".tsv", ".npz", ".npy", ".parquet", ".h5");

    private TrajectoryFiles() {}

    /// What a file holds, columns understood by default.
    public static FileContents read(Path path) {
        return read(path, ReadOptions.DEFAULT);
    }

    /// What a file holds.
    ///
    /// @throws DataFileException if it cannot be read, in one line with the row and the column
    public static FileContents read(Path path, ReadOptions options) {
        String suffix = suffix(path);
        if (Files.isDirectory(path)) {
            throw new DataFileException("cannot read %s: it is a folder".formatted(path));
        }
        if (!Files.exists(path)) {
            throw new DataFileException("no file %s".formatted(path));
        }
        return switch (suffix) {
            case ".csv", ".tsv" -> CsvReader.read(path, options);
            case ".npz" -> Npz.trajectories(path, options);
            case ".npy" -> matrix(path, options);
            case ".parquet" -> Parquet.read(path, options);
            default -> Hdf5.read(path, options);
        };
    }

    /// Writes a trajectory.
    ///
    /// @throws DataFileException if it cannot be written
    public static void write(Path path, Trajectory trajectory) {
        if (suffix(path).equals(".h5")) {
            Hdf5.write(path, trajectory);
            return;
        }
        try (var sink = sink(path, trajectory.names(), trajectory.units())) {
            for (int i = 0; i < trajectory.size(); i++) {
                sink.row(trajectory.time(i), trajectory.state(i));
            }
            sink.finish();
        }
    }

    /// Writes several trajectories of the same columns to one Parquet file, told apart by a column
    /// `group`; read it with that column as the group.
    ///
    /// @param trajectories by the name of their group, in order, at least one
    public static void writeGroups(Path path, Map<String, Trajectory> trajectories) {
        var names = trajectories.values().iterator().next().names();
        if (!suffix(path).equals(".parquet")) {
            throw new DataFileException("cannot write groups to %s; use .parquet".formatted(path));
        }
        try (var sink = new ParquetSink(path, names, true)) {
            trajectories.forEach((group, trajectory) -> {
                if (!trajectory.names().equals(names)) {
                    throw new DataFileException(
                            "cannot write %s: group '%s' has the columns %s, the first has %s"
                                    .formatted(path, group, trajectory.names(), names));
                }
                sink.group(group);
                for (int i = 0; i < trajectory.size(); i++) {
                    sink.row(trajectory.time(i), trajectory.state(i));
                }
            });
            sink.finish();
        }
    }

    /// Whether [#sink] can write this file, by its suffix.
    public static boolean rowByRow(Path path) {
        return switch (suffix(path)) {
            case ".csv", ".tsv", ".npz", ".parquet" -> true;
            default -> false;
        };
    }

    /// A file that takes a trajectory row by row.
    ///
    /// @param units one a state, or none; CSV and Parquet do not keep them
    public static TrajectorySink sink(Path path, List<String> names, List<String> units) {
        return switch (suffix(path)) {
            case ".csv" -> new CsvSink(path, ',', names);
            case ".tsv" -> new CsvSink(path, '\t', names);
            case ".npz" -> new NpzSink(path, names, units);
            case ".parquet" -> new ParquetSink(path, names);
            default ->
                    throw new DataFileException(
                            "cannot write %s row by row; use .csv, .tsv, .npz or .parquet"
                                    .formatted(path));
        };
    }

    /// `time`, unless a state has that name.
    static String timeName(List<String> names) {
        return !names.contains("time") ? "time" : !names.contains("t") ? "t" : "timestamp";
    }

    private static String suffix(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return SUFFIXES.stream()
                .filter(name::endsWith)
                .findFirst()
                .orElseThrow(() ->
                        new DataFileException(
                                "cannot tell the format of %s: the suffix must be one of %s"
                                        .formatted(path, String.join(", ", SUFFIXES))));
    }

    /// The columns of one NumPy matrix; the rows are counted from 0 as times.
    private static FileContents matrix(Path path, ReadOptions options) {
        String file = String.valueOf(path.getFileName());
        try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            var array = Npy.read(in, file, Files.size(path));
            int[] shape = array.shape();
            if (shape.length < 1 || shape.length > 2 || shape[shape.length - 1] == 0) {
                throw new DataFileException(
                        "%s: expected an array of shape (n) or (n, d), got %s"
                                .formatted(file, Arrays.toString(shape)));
            }
            int d = shape.length == 1 ? 1 : shape[1];
            var names = IntStream.range(0, d).mapToObj(j -> "c" + j).toList();
            var columns = Columns.choose(file, names, options);
            var builder = new TrajectoryBuilder(file, columns.names(), options.refuseConstant());
            double[] values = array.toDoubles();
            var times = new double[shape[0]];
            for (int i = 0; i < times.length; i++) {
                times[i] = columns.time() < 0 ? i : values[i * d + columns.time()];
            }
            new Npz.Matrix(times, values, names).addTo(builder, columns);
            return builder.build(List.of());
        } catch (IOException e) {
            throw new DataFileException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
