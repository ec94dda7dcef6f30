package org.separatrix.dynamics.files;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes rows as an npz archive.
///
/// Times and states grow in two files aside, whose headers get their length at the end; then both
/// are copied into the archive, stored without compression.
final class NpzSink implements TrajectorySink {

    private final Path target;
    private final List<String> names;
    private final List<String> units;
    private final AtomicFile archive;
    private final Column times;
    private final Column states;
    private int rows;

    NpzSink(Path target, List<String> names, List<String> units) {
        this.target = target;
        this.names = List.copyOf(names);
        this.units = List.copyOf(units);
        try {
            archive = new AtomicFile(target);
            times = new Column(target, names.size());
            states = new Column(target, names.size());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// One array that grows in a file.
    private static final class Column {
        private final AtomicFile file;
        private final OutputStream out;
        private final ByteBuffer buffer;

        Column(Path target, int width) throws IOException {
            file = new AtomicFile(target);
            out = new BufferedOutputStream(Files.newOutputStream(file.aside()), 1 << 16);
            out.write(new byte[NpyHeader.FIXED_LENGTH]);
            buffer = ByteBuffer.allocate(8 * width).order(ByteOrder.LITTLE_ENDIAN);
        }

        void add(double... values) throws IOException {
            buffer.clear();
            for (double v : values) {
                buffer.putDouble(v);
            }
            out.write(buffer.array(), 0, buffer.position());
        }

        void copyTo(ZipOutputStream zip, String name, int... shape) throws IOException {
            out.close();
            try (var access = new RandomAccessFile(file.aside().toFile(), "rw")) {
                access.write(new NpyHeader("<f8", false, shape).bytes());
            }
            stored(zip, name, file.aside());
        }

        void close() throws IOException {
            try (file) {
                out.close();
            }
        }
    }

    private static void stored(ZipOutputStream zip, String name, Path file) throws IOException {
        var crc = new CRC32();
        var buffer = new byte[1 << 16];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        var entry = Npz.entry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(file));
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
    }

    @Override
    public void row(double t, double[] x) {
        try {
            times.add(t);
            states.add(x);
            rows = Math.incrementExact(rows);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void finish() {
        try {
            try (var zip =
                    new ZipOutputStream(
                            new BufferedOutputStream(
                                    Files.newOutputStream(archive.aside()), 1 << 16))) {
                times.copyTo(zip, "times", rows);
                states.copyTo(zip, "states", rows, names.size());
                texts(zip, "names", names);
                if (!units.isEmpty()) {
                    texts(zip, "units", units);
                }
            }
            archive.commit();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static void texts(ZipOutputStream zip, String name, List<String> texts)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        Npy.write(bytes, Npz.texts(texts));
        zip.putNextEntry(Npz.entry(name));
        bytes.writeTo(zip);
        zip.closeEntry();
    }

    @Override
    public void close() {
        try (archive) {
            times.close();
            states.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private DataFileException failure(IOException e) {
        return new DataFileException("cannot write %s: %s".formatted(target, e.getMessage()), e);
    }
}
