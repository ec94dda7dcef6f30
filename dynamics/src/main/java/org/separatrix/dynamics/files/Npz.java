package org.separatrix.dynamics.files;

import org.separatrix.dynamics.Trajectory;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Reads and writes archives of NumPy arrays.
///
/// A trajectory is the arrays `times` (n), `states` (n × d) and `names`, and `units` if it has any;
/// several trajectories are `a/times`, `a/states` and so on.
public final class Npz {

    private static final int MOST_ARRAYS = 100_000;

    /// Deflate makes at most 1032 bytes of one.
    private static final long MOST_INFLATION = 1032;

    private Npz() {}

    /// All arrays of an archive, by name.
    ///
    /// @throws DataFileException if it is no such archive, or needs more memory than there is
    public static Map<String, NpyArray> read(Path path) {
        String file = String.valueOf(path.getFileName());
        var arrays = new LinkedHashMap<String, NpyArray>();
        long budget = Runtime.getRuntime().maxMemory() / 2;
        try (var zip = new ZipFile(path.toFile())) {
            if (zip.size() > MOST_ARRAYS) {
                throw new DataFileException(
                        "%s: holds %d arrays, at most %d are read"
                                .formatted(file, zip.size(), MOST_ARRAYS));
            }
            for (var entry : zip.stream().toList()) {
                String name = entry.getName();
                if (!name.endsWith(".npy")) {
                    continue;
                }
                String source = file + ": array '" + name.substring(0, name.length() - 4) + "'";
                requirePossible(entry, source);
                budget -= Math.max(0, entry.getSize());
                if (budget < 0) {
                    throw new DataFileException(
                            "%s: is too large, it would take the arrays beyond half of the memory (%d MiB)"
                                    .formatted(source, Runtime.getRuntime().maxMemory() >> 21));
                }
                try (var in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
                    arrays.put(
                            name.substring(0, name.length() - 4),
                            Npy.read(in, source, entry.getSize()));
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new DataFileException(
                    "%s: is no readable npz archive: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new DataFileException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
        return arrays;
    }

    /// Refuses a length that the packed bytes cannot have, before memory is taken for it.
    private static void requirePossible(ZipEntry entry, String source) {
        long packed = entry.getCompressedSize();
        if (packed >= 0 && entry.getSize() > MOST_INFLATION * (packed + 1)) {
            throw new DataFileException(
                    "%s: is damaged, %d bytes cannot hold the %d that they are said to hold"
                            .formatted(source, packed, entry.getSize()));
        }
    }

    /// Writes an archive of arrays, deflated as `numpy.savez_compressed` does.
    public static void write(Path path, Map<String, NpyArray> arrays) {
        try (var file = new AtomicFile(path)) {
            try (var zip =
                    new ZipOutputStream(
                            new BufferedOutputStream(
                                    Files.newOutputStream(file.aside()), 1 << 16))) {
                zip.setLevel(1);
                for (var array : arrays.entrySet()) {
                    zip.putNextEntry(entry(array.getKey()));
                    Npy.write(zip, array.getValue());
                    zip.closeEntry();
                }
            }
            file.commit();
        } catch (IOException e) {
            throw new DataFileException("cannot write %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /// An entry with a constant date, so that the same arrays give the same bytes.
    static ZipEntry entry(String array) {
        var entry = new ZipEntry(array + ".npy");
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    /// The arrays that a trajectory is saved as.
    ///
    /// @param prefix set before each name, such as `Lorenz/`, or empty
    public static Map<String, NpyArray> arrays(String prefix, Trajectory trajectory) {
        var arrays = new LinkedHashMap<String, NpyArray>();
        int n = trajectory.size();
        int d = trajectory.dimension();
        arrays.put(prefix + "times", new NpyArray.Doubles(new int[] {n}, trajectory.times()));
        arrays.put(prefix + "states", new NpyArray.Doubles(new int[] {n, d}, trajectory.states()));
        arrays.put(prefix + "names", texts(trajectory.names()));
        if (!trajectory.units().isEmpty()) {
            arrays.put(prefix + "units", texts(trajectory.units()));
        }
        return arrays;
    }

    static NpyArray texts(List<String> texts) {
        return new NpyArray.Texts(new int[] {texts.size()}, texts.toArray(String[]::new));
    }

    /// The trajectories of an archive.
    static FileContents trajectories(Path path, ReadOptions options) {
        String file = String.valueOf(path.getFileName());
        var arrays = read(path);
        var prefixes =
                arrays.keySet().stream()
                        .filter(name -> name.equals("states") || name.endsWith("/states"))
                        .map(name -> name.substring(0, name.length() - "states".length()))
                        .toList();
        if (prefixes.isEmpty()) {
            throw new DataFileException(
                    "%s: expected an array 'states' and, if times are known, 'times'; it has %s"
                            .formatted(file, String.join(", ", arrays.keySet())));
        }
        TrajectoryBuilder builder = null;
        List<String> units = List.of();
        for (String prefix : prefixes) {
            var matrix = matrix(file, arrays, prefix);
            var columns = Columns.ofValues(file, matrix.names(), options);
            if (builder == null) {
                builder = new TrajectoryBuilder(file, columns.names(), options.refuseConstant());
                units =
                        arrays.get(prefix + "units") instanceof NpyArray.Texts(_, String[] values)
                                        && values.length == matrix.names().size()
                                ? IntStream.of(columns.values()).mapToObj(j -> values[j]).toList()
                                : List.of();
            }
            builder.requireNames(columns.names(), prefix);
            builder.group(prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1));
            matrix.addTo(builder, columns);
        }
        return java.util.Objects.requireNonNull(builder).build(units);
    }

    private static Matrix matrix(String file, Map<String, NpyArray> arrays, String prefix) {
        var states = java.util.Objects.requireNonNull(arrays.get(prefix + "states"));
        int[] shape = states.shape();
        if (shape.length != 1 && shape.length != 2) {
            throw new DataFileException(
                    "%s: array '%sstates' must have shape (n) or (n, d), got %s"
                            .formatted(file, prefix, java.util.Arrays.toString(shape)));
        }
        int n = shape[0];
        int d = shape.length == 1 ? 1 : shape[1];
        var times = arrays.get(prefix + "times");
        if (times != null && (times.shape().length != 1 || times.shape()[0] != n)) {
            throw new DataFileException(
                    "%s: array '%stimes' must have shape (%d) as 'states' has rows, got %s"
                            .formatted(file, prefix, n, java.util.Arrays.toString(times.shape())));
        }
        if (d == 0) {
            throw new DataFileException(file + ": holds no columns");
        }
        var names = new ArrayList<String>();
        if (arrays.get(prefix + "names") instanceof NpyArray.Texts(_, String[] given)
                && given.length == d) {
            names.addAll(List.of(given));
        } else {
            for (int j = 0; j < d; j++) {
                names.add("c" + j);
            }
        }
        double[] clock =
                times == null
                        ? IntStream.range(0, n).asDoubleStream().toArray()
                        : times.toDoubles();
        return new Matrix(clock, states.toDoubles(), names);
    }

    /// Rows of a trajectory before columns are chosen.
    record Matrix(double[] times, double[] states, List<String> names) {

        void addTo(TrajectoryBuilder builder, Columns columns) {
            int d = names.size();
            var row = new double[columns.values().length];
            for (int i = 0; i < times.length; i++) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = states[i * d + columns.values()[k]];
                }
                builder.add(i + 1L, times[i], row);
            }
        }
    }
}
