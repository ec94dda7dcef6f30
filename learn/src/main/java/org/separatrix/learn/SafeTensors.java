package org.separatrix.learn;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Named arrays in one file, in the SafeTensors format: a JSON header and raw little-endian
/// numbers.
///
/// Numbers keep every bit of their precision. A file is written whole or not at all. Reading trusts
/// nothing: header size, offsets and shapes are checked against the length of the file.
///
/// Source: the format's description, https://github.com/huggingface/safetensors.
public final class SafeTensors {

    private static final int LONGEST_HEADER = 16 << 20;

    private SafeTensors() {}

    /// A named array.
    ///
    /// @param values in row-major order; single precision numbers are widened
    public record Entry(Precision precision, long[] shape, double[] values) {

        /// The array of a tensor.
        public static Entry of(Tensor tensor) {
            return new Entry(
                    Tensors.kindOf(tensor).precision(), tensor.shape(), Tensors.toArray(tensor));
        }

        /// A vector in double precision.
        public static Entry of(double... values) {
            return new Entry(Precision.DOUBLE, new long[] {values.length}, values);
        }

        /// The tensor on a device.
        public Tensor tensor(String device) {
            return Tensors.of(values, new Kind(precision, device), shape);
        }
    }

    /// What a file holds.
    ///
    /// @param metadata text under text names
    /// @param entries in the order of the file
    public record Content(Map<String, String> metadata, Map<String, Entry> entries) {

        /// The array of that name.
        ///
        /// @throws LearnException if there is none
        public Entry entry(String name) {
            var entry = entries.get(name);
            if (entry == null) {
                throw new LearnException(
                        "no array '%s'; there are %s".formatted(name, entries.keySet()));
            }
            return entry;
        }
    }

    /// Writes a file.
    public static void write(Path file, Map<String, String> metadata, Map<String, Entry> entries) {
        var header = new StringBuilder("{\"__metadata__\":{");
        String comma = "";
        for (var pair : metadata.entrySet()) {
            header.append(comma);
            quote(header, pair.getKey());
            header.append(':');
            quote(header, pair.getValue());
            comma = ",";
        }
        header.append('}');
        long offset = 0;
        for (var pair : entries.entrySet()) {
            var entry = pair.getValue();
            long bytes = (long) entry.values().length * bytes(entry.precision());
            header.append(',');
            quote(header, pair.getKey());
            header.append(":{\"dtype\":\"")
                    .append(entry.precision() == Precision.DOUBLE ? "F64" : "F32")
                    .append("\",\"shape\":")
                    .append(Arrays.toString(entry.shape()).replace(" ", ""))
                    .append(",\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(offset + bytes)
                    .append("]}");
            offset += bytes;
        }
        header.append('}');
        // The numbers begin at a multiple of eight.
        while (header.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
            header.append(' ');
        }
        var text = header.toString().getBytes(StandardCharsets.UTF_8);
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".part");
            try {
                try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    write(channel, buffer(8).putLong(text.length).flip());
                    write(channel, ByteBuffer.wrap(text));
                    for (var entry : entries.values()) {
                        write(channel, numbers(entry));
                    }
                    channel.force(true);
                }
                Files.move(
                        draft,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new LearnException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Reads a file.
    ///
    /// @throws LearnException if it cannot be read or is damaged, saying where
    public static Content read(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 8) {
                throw damaged(file, "it has only " + size + " bytes");
            }
            long length = fill(channel, buffer(8)).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
                throw damaged(file, "its header claims " + length + " bytes");
            }
            var text = fill(channel, buffer((int) length)).array();
            var header = header(file, new String(text, StandardCharsets.UTF_8));
            var metadata = new LinkedHashMap<String, String>();
            var entries = new LinkedHashMap<String, Entry>();
            long start = 8 + length;
            for (var pair : header.entrySet()) {
                if (pair.getKey().equals("__metadata__")) {
                    map(file, pair.getValue())
                            .forEach((k, v) -> metadata.put(k, String.valueOf(v)));
                } else {
                    entries.put(
                            pair.getKey(),
                            entry(file, channel, pair.getKey(), pair.getValue(), start, size));
                }
            }
            return new Content(metadata, entries);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new LearnException("no file " + file, e);
        } catch (IOException e) {
            throw new LearnException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Entry entry(
            Path file, FileChannel channel, String name, Object json, long start, long size)
            throws IOException {
        var map = map(file, json);
        var precision =
                switch (String.valueOf(map.get("dtype"))) {
                    case "F64" -> Precision.DOUBLE;
                    case "F32" -> Precision.SINGLE;
                    default ->
                            throw damaged(
                                    file,
                                    "'%s' has the type %s; F32 and F64 are read"
                                            .formatted(name, map.get("dtype")));
                };
        var shape = longs(file, map.get("shape"));
        var offsets = longs(file, map.get("data_offsets"));
        long count;
        try {
            count = Tensors.count(shape);
        } catch (ArithmeticException e) {
            throw damaged(file, "'%s' is too large".formatted(name));
        }
        if (Arrays.stream(shape).anyMatch(n -> n < 0)
                || offsets.length != 2
                || offsets[0] < 0
                || count > Integer.MAX_VALUE - 8
                || offsets[1] - offsets[0] != count * bytes(precision)
                || offsets[1] > size - start) {
            throw damaged(
                    file,
                    "'%s' of shape %s does not fit its place %s"
                            .formatted(name, Arrays.toString(shape), Arrays.toString(offsets)));
        }
        channel.position(start + offsets[0]);
        var values = new double[(int) count];
        var chunk = buffer(1 << 16);
        for (int i = 0; i < count; ) {
            int n = (int) Math.min(count - i, chunk.capacity() / bytes(precision));
            chunk.clear().limit(n * bytes(precision));
            fill(channel, chunk);
            for (int k = 0; k < n; k++) {
                values[i + k] =
                        precision == Precision.DOUBLE ? chunk.getDouble() : chunk.getFloat();
            }
            i += n;
        }
        return new Entry(precision, shape, values);
    }

    private static LearnException damaged(Path file, String why) {
        return new LearnException("%s is no SafeTensors file: %s".formatted(file, why));
    }

    private static int bytes(Precision precision) {
        return precision == Precision.DOUBLE ? 8 : 4;
    }

    private static ByteBuffer numbers(Entry entry) {
        var buffer = buffer(Math.multiplyExact(entry.values().length, bytes(entry.precision())));
        for (double value : entry.values()) {
            if (entry.precision() == Precision.DOUBLE) {
                buffer.putDouble(value);
            } else {
                buffer.putFloat((float) value);
            }
        }
        return buffer.flip();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return buffer.flip();
    }

    /// A header is JSON, and so is YAML: the reader of the catalogue reads it too.
    private static Map<String, Object> header(Path file, String text) {
        try {
            var settings = LoadSettings.builder().setCodePointLimit(LONGEST_HEADER).build();
            return map(file, new Load(settings).loadFromString(text));
        } catch (YamlEngineException e) {
            throw damaged(file, "its header is no JSON");
        }
    }

    private static Map<String, Object> map(Path file, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var result = new LinkedHashMap<String, Object>();
            map.forEach((k, v) -> result.put(String.valueOf(k), v));
            return result;
        }
        throw damaged(file, "its header is no object");
    }

    private static long[] longs(Path file, @Nullable Object value) {
        if (value instanceof List<?> list
                && list.stream().allMatch(n -> n instanceof Integer || n instanceof Long)) {
            return list.stream().mapToLong(n -> ((Number) n).longValue()).toArray();
        }
        throw damaged(file, "a shape or place is no list of whole numbers");
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
