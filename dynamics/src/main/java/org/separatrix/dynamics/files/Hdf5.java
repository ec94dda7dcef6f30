package org.separatrix.dynamics.files;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;

import org.separatrix.dynamics.Trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads and writes trajectories as HDF5: data sets `times` (n) and `states` (n × d); the names and
/// units of the states are attributes of `states`.
///
/// The whole trajectory is in memory twice while it is written.
final class Hdf5 {

    /// The eight bytes that such a file starts with.
    private static final long SIGNATURE = 0x0a1a0a0d46444889L;

    private Hdf5() {}

    static void write(Path path, Trajectory trajectory) {
        try (var file = new AtomicFile(path)) {
            try (var hdf = HdfFile.write(file.aside())) {
                hdf.putDataset("times", trajectory.times());
                var rows = new double[trajectory.size()][];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = trajectory.state(i);
                }
                var states = hdf.putDataset("states", rows);
                states.putAttribute("names", trajectory.names().toArray(String[]::new));
                if (!trajectory.units().isEmpty()) {
                    states.putAttribute("units", trajectory.units().toArray(String[]::new));
                }
            }
            file.commit();
        } catch (IOException e) {
            throw new DataFileException("cannot write %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    static FileContents read(Path path, ReadOptions options) {
        String file = String.valueOf(path.getFileName());
        try {
            requireWhole(path, file);
        } catch (IOException e) {
            throw new DataFileException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
        try (var hdf = new HdfFile(path)) {
            var states = dataset(hdf, file, "states");
            int[] shape = states.getDimensions();
            if (shape.length != 1 && shape.length != 2) {
                throw new DataFileException(
                        "%s: data set 'states' must have shape (n) or (n, d), got %s"
                                .formatted(file, java.util.Arrays.toString(shape)));
            }
            int d = shape.length == 1 ? 1 : shape[1];
            double[] values = numbers(states, file, "states");
            double[] times =
                    hdf.getChild("times") == null
                            ? IntStream.range(0, shape[0]).asDoubleStream().toArray()
                            : numbers(dataset(hdf, file, "times"), file, "times");
            if (times.length != shape[0]) {
                throw new DataFileException(
                        "%s: data set 'times' must have %d values as 'states' has rows, got %d"
                                .formatted(file, shape[0], times.length));
            }
            var names = texts(states, "names");
            var all = names.size() == d ? names : numbered(d);
            var columns = Columns.ofValues(file, all, options);
            var units = texts(states, "units");
            var builder = new TrajectoryBuilder(file, columns.names(), options.refuseConstant());
            new Npz.Matrix(times, values, all).addTo(builder, columns);
            return builder.build(
                    units.size() == d
                            ? IntStream.of(columns.values()).mapToObj(units::get).toList()
                            : List.of());
        } catch (DataFileException e) {
            throw e;
        } catch (RuntimeException e) {
            // The HDF5 reader meets damaged files with many kinds of exception.
            throw new DataFileException(
                    "%s: is no readable HDF5 file: %s".formatted(file, Parquet.firstLine(e)), e);
        }
    }

    /// Compares the length of the file with the one in its first block, which the reader believes.
    ///
    /// Source: HDF5 file format specification, version 3.0, II.A.
    private static void requireWhole(Path path, String file) throws IOException {
        var block = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        try (var channel = FileChannel.open(path)) {
            channel.read(block);
            if (block.position() < block.limit() || block.getLong(0) != SIGNATURE) {
                return;
            }
            int version = block.get(8);
            int offsetSize = block.get(version < 2 ? 13 : 9);
            long length = version < 2 ? block.getLong(40) : block.getLong(28);
            if (offsetSize == 8 && length > channel.size()) {
                throw new DataFileException(
                        "%s: is cut short, it says it has %d bytes and has %d"
                                .formatted(file, length, channel.size()));
            }
        }
    }

    private static List<String> numbered(int d) {
        return IntStream.range(0, d).mapToObj(j -> "c" + j).toList();
    }

    private static Dataset dataset(HdfFile hdf, String file, String name) {
        if (hdf.getChild(name) instanceof Dataset dataset) {
            return dataset;
        }
        throw new DataFileException(
                "%s: expected a data set '%s'; it has %s"
                        .formatted(file, name, String.join(", ", hdf.getChildren().keySet())));
    }

    private static double[] numbers(Dataset dataset, String file, String name) {
        double bytes = 8;
        for (int length : dataset.getDimensions()) {
            bytes *= length;
        }
        if (bytes > Runtime.getRuntime().maxMemory() / 2.0) {
            throw new DataFileException(
                    "%s: data set '%s' of shape %s is larger than half of the memory"
                            .formatted(
                                    file,
                                    name,
                                    java.util.Arrays.toString(dataset.getDimensions())));
        }
        return switch (dataset.getDataFlat()) {
            case double[] values -> values;
            case float[] values -> new NpyArray.Floats(new int[0], values).toDoubles();
            case int[] values -> new NpyArray.Ints(new int[0], values).toDoubles();
            case long[] values -> new NpyArray.Longs(new int[0], values).toDoubles();
            default ->
                    throw new DataFileException(
                            "%s: data set '%s' must hold numbers".formatted(file, name));
        };
    }

    private static List<String> texts(Dataset dataset, String attribute) {
        var found = dataset.getAttribute(attribute);
        var texts = new ArrayList<String>();
        if (found != null) {
            if (found.getData() instanceof String[] several) {
                texts.addAll(List.of(several));
            } else if (found.getData() instanceof String one) {
                texts.add(one);
            }
        }
        return texts;
    }
}
