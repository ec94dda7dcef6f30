package org.separatrix.lab.data.images;

import org.separatrix.lab.LabException;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Images and labels in the IDX format of the MNIST files, plain or compressed by gzip.
public final class IdxFiles {

    private static final int LARGEST_SIDE = 1024;
    private static final int LARGEST_COUNT = 10_000_000;

    private IdxFiles() {}

    /// Reads at most `limit` images with their labels.
    ///
    /// @param images file of unsigned bytes with three dimensions
    /// @param labels file of unsigned bytes with one dimension
    /// @param limit number of images to read, at least 1
    /// @throws LabException if a file is no such file, is cut short or does not match the other
    public static LabelledImages read(Path images, Path labels, int limit) {
        if (limit < 1) {
            throw new LabException("limit must be at least 1, got " + limit);
        }
        try (var pictures = open(images);
                var names = open(labels)) {
            int[] shape = header(images, pictures, 3);
            int[] count = header(labels, names, 1);
            if (shape[0] != count[0]) {
                throw new LabException(
                        "%s holds %d images, %s %d labels"
                                .formatted(images, shape[0], labels, count[0]));
            }
            if (shape[1] > LARGEST_SIDE || shape[2] > LARGEST_SIDE) {
                throw new LabException(
                        "%s: images must have at most %d pixels a side, got %d x %d"
                                .formatted(images, LARGEST_SIDE, shape[1], shape[2]));
            }
            int n = Math.min(limit, shape[0]);
            var pixels = new double[n][shape[1] * shape[2]];
            var classes = new int[n];
            int largest = 0;
            var bytes = new byte[shape[1] * shape[2]];
            for (int i = 0; i < n; i++) {
                read(images, pictures, bytes);
                for (int p = 0; p < bytes.length; p++) {
                    pixels[i][p] = (bytes[p] & 0xff) / 255.0;
                }
                classes[i] = label(labels, names);
                largest = Math.max(largest, classes[i]);
            }
            return new LabelledImages(shape[1], shape[2], largest + 1, pixels, classes);
        } catch (IOException e) {
            throw new LabException("cannot read %s: %s".formatted(images, e.getMessage()), e);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return new DataInputStream(
                compressed ? new BufferedInputStream(new GZIPInputStream(raw)) : raw);
    }

    private static int[] header(Path file, DataInputStream in, int dimensions) throws IOException {
        try {
            int magic = in.readInt();
            if (magic != (0x0800 | dimensions)) {
                throw new LabException(
                        "%s is not an IDX file of bytes with %d %s: it starts with %08x"
                                .formatted(
                                        file,
                                        dimensions,
                                        dimensions == 1 ? "dimension" : "dimensions",
                                        magic));
            }
            var shape = new int[dimensions];
            for (int i = 0; i < dimensions; i++) {
                shape[i] = in.readInt();
                if (shape[i] < 1 || shape[i] > LARGEST_COUNT) {
                    throw new LabException(
                            "%s: dimension %d must lie in 1 to %d, got %d"
                                    .formatted(file, i, LARGEST_COUNT, shape[i]));
                }
            }
            return shape;
        } catch (EOFException e) {
            throw new LabException(file + " ends within its header", e);
        }
    }

    private static void read(Path file, DataInputStream in, byte[] bytes) throws IOException {
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw new LabException(file + " ends before its last image", e);
        }
    }

    private static int label(Path file, DataInputStream in) throws IOException {
        int label = in.read();
        if (label < 0) {
            throw new LabException(file + " ends before its last label");
        }
        return label;
    }
}
