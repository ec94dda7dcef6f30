package org.separatrix.dynamics.files;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads and writes single NumPy arrays.
///
/// Values are read as they come: memory grows with the bytes that are there, not with the shape
/// that a header claims.
final class Npy {

    private static final int CHUNK = 1 << 16;

    private Npy() {}

    /// The array in a stream.
    ///
    /// @param source name of the array, for messages
    /// @param available bytes that the stream has; a header that claims more is refused at once
    static NpyArray read(InputStream stream, String source, long available) throws IOException {
        var in = new DataInputStream(stream);
        var header = NpyHeader.read(in, source);
        if ((long) header.count() * header.width() > available) {
            throw new DataFileException(
                    "%s: is cut short, an array of shape %s needs %d bytes and the file has %d"
                            .formatted(
                                    source,
                                    Arrays.toString(header.shape()),
                                    (long) header.count() * header.width(),
                                    available));
        }
        int count = header.count();
        int[] shape = header.shape();
        var body = new Body(in, source, header);
        NpyArray array =
                switch (header.type().charAt(1)) {
                    case 'f' ->
                            header.width() == 8
                                    ? new NpyArray.Doubles(shape, body.doubles(count))
                                    : new NpyArray.Floats(shape, body.floats(count));
                    case 'i' ->
                            header.width() == 8
                                    ? new NpyArray.Longs(shape, body.longs(count))
                                    : new NpyArray.Ints(shape, body.ints(count));
                    case 'b' -> new NpyArray.Booleans(shape, body.booleans(count));
                    default -> new NpyArray.Texts(shape, body.texts(count));
                };
        return header.fortran() && shape.length > 1 ? rowMajor(array) : array;
    }

    /// Writes an array, little-endian and in C order.
    static void write(OutputStream out, NpyArray array) throws IOException {
        out.write(new NpyHeader(type(array), false, array.shape()).bytes());
        var buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        switch (array) {
            case NpyArray.Doubles(_, double[] values) -> {
                for (double v : values) {
                    room(buffer, out).putDouble(v);
                }
            }
            case NpyArray.Floats(_, float[] values) -> {
                for (float v : values) {
                    room(buffer, out).putFloat(v);
                }
            }
            case NpyArray.Ints(_, int[] values) -> {
                for (int v : values) {
                    room(buffer, out).putInt(v);
                }
            }
            case NpyArray.Longs(_, long[] values) -> {
                for (long v : values) {
                    room(buffer, out).putLong(v);
                }
            }
            case NpyArray.Booleans(_, boolean[] values) -> {
                for (boolean v : values) {
                    room(buffer, out).put((byte) (v ? 1 : 0));
                }
            }
            case NpyArray.Texts(_, String[] values) -> {
                int width = longest(values);
                for (String v : values) {
                    int[] points = Arrays.copyOf(v.codePoints().toArray(), width);
                    for (int point : points) {
                        room(buffer, out).putInt(point);
                    }
                }
            }
        }
        flush(buffer, out);
    }

    private static ByteBuffer room(ByteBuffer buffer, OutputStream out) throws IOException {
        if (buffer.remaining() < 8) {
            flush(buffer, out);
        }
        return buffer;
    }

    private static void flush(ByteBuffer buffer, OutputStream out) throws IOException {
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        out.write(bytes);
        buffer.clear();
    }

    private static String type(NpyArray array) {
        return switch (array) {
            case NpyArray.Doubles _ -> "<f8";
            case NpyArray.Floats _ -> "<f4";
            case NpyArray.Ints _ -> "<i4";
            case NpyArray.Longs _ -> "<i8";
            case NpyArray.Booleans _ -> "|b1";
            case NpyArray.Texts(_, String[] values) -> "<U" + longest(values);
        };
    }

    private static int longest(String[] values) {
        return Arrays.stream(values).mapToInt(v -> v.codePointCount(0, v.length())).max().orElse(1);
    }

    /// The same array with the last axis running fastest.
    private static NpyArray rowMajor(NpyArray array) {
        int[] from = sources(array.shape());
        return switch (array) {
            case NpyArray.Doubles(int[] shape, double[] values) -> {
                var moved = new double[values.length];
                Arrays.setAll(moved, i -> values[from[i]]);
                yield new NpyArray.Doubles(shape, moved);
            }
            case NpyArray.Floats(int[] shape, float[] values) -> {
                var moved = new float[values.length];
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = values[from[i]];
                }
                yield new NpyArray.Floats(shape, moved);
            }
            case NpyArray.Ints(int[] shape, int[] values) -> {
                var moved = new int[values.length];
                Arrays.setAll(moved, i -> values[from[i]]);
                yield new NpyArray.Ints(shape, moved);
            }
            case NpyArray.Longs(int[] shape, long[] values) -> {
                var moved = new long[values.length];
                Arrays.setAll(moved, i -> values[from[i]]);
                yield new NpyArray.Longs(shape, moved);
            }
            case NpyArray.Booleans(int[] shape, boolean[] values) -> {
                var moved = new boolean[values.length];
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = values[from[i]];
                }
                yield new NpyArray.Booleans(shape, moved);
            }
            case NpyArray.Texts(int[] shape, String[] values) -> {
                var moved = new String[values.length];
                Arrays.setAll(moved, i -> values[from[i]]);
                yield new NpyArray.Texts(shape, moved);
            }
        };
    }

    /// For each place in C order its place in Fortran order.
    private static int[] sources(int[] shape) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var from = new int[count];
        for (int i = 0; i < count; i++) {
            int rest = i;
            int place = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                int stride = 1;
                for (int k = 0; k < axis; k++) {
                    stride *= shape[k];
                }
                place += rest % shape[axis] * stride;
                rest /= shape[axis];
            }
            from[i] = place;
        }
        return from;
    }

    /// The values behind a header.
    private static final class Body {
        private final DataInputStream in;
        private final String source;
        private final NpyHeader header;
        private final ByteBuffer buffer =
                ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN).limit(0);
        private long left;

        Body(DataInputStream in, String source, NpyHeader header) {
            this.in = in;
            this.source = source;
            this.header = header;
            this.left = (long) header.count() * header.width();
        }

        double[] doubles(int count) throws IOException {
            var values = new double[Math.min(count, CHUNK)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
                }
                values[i] = filled().getDouble();
            }
            return values;
        }

        float[] floats(int count) throws IOException {
            var values = new float[Math.min(count, CHUNK)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
                }
                values[i] = filled().getFloat();
            }
            return values;
        }

        int[] ints(int count) throws IOException {
            var values = new int[Math.min(count, CHUNK)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
                }
                values[i] = filled().getInt();
            }
            return values;
        }

        long[] longs(int count) throws IOException {
            var values = new long[Math.min(count, CHUNK)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
                }
                values[i] = filled().getLong();
            }
            return values;
        }

        boolean[] booleans(int count) throws IOException {
            var values = new boolean[Math.min(count, CHUNK)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
                }
                values[i] = filled().get() != 0;
            }
            return values;
        }

        String[] texts(int count) throws IOException {
            int width = header.width() / 4;
            if (count > CHUNK || width > CHUNK) {
                throw new DataFileException(
                        "%s: at most %d texts of %d letters are read"
                                .formatted(source, CHUNK, CHUNK));
            }
            var values = new String[count];
            for (int i = 0; i < count; i++) {
                var text = new StringBuilder();
                for (int k = 0; k < width; k++) {
                    int point = filled().getInt();
                    if (point != 0 && Character.isValidCodePoint(point)) {
                        text.appendCodePoint(point);
                    }
                }
                values[i] = text.toString();
            }
            return values;
        }

        private ByteBuffer filled() throws IOException {
            if (!buffer.hasRemaining()) {
                int wanted = (int) Math.min(CHUNK, left);
                int got = in.readNBytes(buffer.array(), 0, wanted);
                if (got < wanted) {
                    throw new DataFileException(
                            "%s: is cut short, %d bytes are missing of an array of shape %s"
                                    .formatted(
                                            source, left - got, Arrays.toString(header.shape())));
                }
                left -= got;
                buffer.clear().limit(got);
            }
            return buffer;
        }
    }
}
