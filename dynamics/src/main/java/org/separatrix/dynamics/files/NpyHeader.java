package org.separatrix.dynamics.files;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The header of a NumPy array: element type, order of the axes and shape.
///
/// Source: the NumPy enhancement proposal 1, "A simple file format for NumPy arrays", versions 1.0
/// to 3.0.
///
/// @param type such as `<f8`
/// @param fortran whether the first axis runs fastest
/// @param shape lengths along the axes
record NpyHeader(String type, boolean fortran, int[] shape) {

    /// Length of a header whose shape is filled in later.
    static final int FIXED_LENGTH = 128;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_VALUES = Integer.MAX_VALUE - 16;

    /// Number of values.
    int count() {
        long count = 1;
        for (int length : shape) {
            count *= length;
        }
        return (int) count;
    }

    /// Bytes of one value.
    int width() {
        return Integer.parseInt(type, 2, type.length(), 10) * (type.charAt(1) == 'U' ? 4 : 1);
    }

    /// The header as bytes, version 1.0, filled with spaces to [#FIXED_LENGTH] where it fits.
    byte[] bytes() {
        String lengths =
                Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                        + (shape.length == 1 ? "," : "");
        String dictionary =
                "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                        .formatted(type, fortran ? "True" : "False", lengths);
        int length = (10 + dictionary.length() + 1 + 63) / 64 * 64;
        length = Math.max(length, FIXED_LENGTH);
        var bytes = new byte[length];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[6] = 1;
        bytes[8] = (byte) (length - 10);
        bytes[9] = (byte) ((length - 10) >> 8);
        Arrays.fill(bytes, 10, length, (byte) ' ');
        var text = dictionary.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 10, text.length);
        bytes[length - 1] = '\n';
        return bytes;
    }

    /// Reads a header.
    ///
    /// @param source name of the array, for messages
    /// @throws DataFileException if there is none, or one that this reader does not know
    static NpyHeader read(DataInputStream in, String source) throws IOException {
        try {
            for (byte expected : MAGIC) {
                if (in.readByte() != expected) {
                    throw new DataFileException(source + ": is no NumPy array");
                }
            }
            int version = in.readUnsignedByte();
            in.readByte();
            if (version < 1 || version > 3) {
                throw new DataFileException(
                        "%s: NumPy format version must be 1, 2 or 3, got %d"
                                .formatted(source, version));
            }
            long length = Short.toUnsignedLong(Short.reverseBytes(in.readShort()));
            if (version > 1) {
                length |= Short.toUnsignedLong(Short.reverseBytes(in.readShort())) << 16;
            }
            if (length > LONGEST) {
                throw new DataFileException(
                        "%s: header must have at most %d bytes, got %d"
                                .formatted(source, LONGEST, length));
            }
            var bytes = new byte[(int) length];
            in.readFully(bytes);
            return new Dictionary(new String(bytes, StandardCharsets.UTF_8), source).header();
        } catch (EOFException e) {
            throw new DataFileException(source + ": ends inside its header", e);
        }
    }

    /// Reads the one Python dictionary that a header is: three keys, texts, truth values and a
    /// tuple of numbers.
    private static final class Dictionary {
        private final String text;
        private final String source;
        private int position;

        Dictionary(String text, String source) {
            this.text = text;
            this.source = source;
        }

        NpyHeader header() {
            String type = "";
            boolean fortran = false;
            List<Integer> shape = null;
            expect('{');
            while (!accept('}')) {
                String key = quoted();
                expect(':');
                switch (key) {
                    case "descr" -> type = quoted();
                    case "fortran_order" -> fortran = truth();
                    case "shape" -> shape = tuple();
                    default -> throw unreadable();
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            if (shape == null) {
                throw unreadable();
            }
            checkType(type);
            checkCount(shape);
            return new NpyHeader(
                    type, fortran, shape.stream().mapToInt(Integer::intValue).toArray());
        }

        private void checkType(String type) {
            boolean text = type.length() > 2 && type.length() < 8 && type.startsWith("<U");
            boolean digits = text && type.chars().skip(2).allMatch(c -> c >= '0' && c <= '9');
            if (!digits && !List.of("<f8", "<f4", "<i4", "<i8", "|b1").contains(type)) {
                throw new DataFileException(
                        "%s: element type must be <f8, <f4, <i4, <i8, |b1 or <U, got '%s'; convert it with astype"
                                .formatted(source, type));
            }
        }

        private void checkCount(List<Integer> shape) {
            long count = 1;
            for (int length : shape) {
                count *= length;
                if (count > MOST_VALUES) {
                    throw new DataFileException(
                            "%s: array of shape %s has too many values, at most %d are read"
                                    .formatted(source, shape, MOST_VALUES));
                }
            }
        }

        private List<Integer> tuple() {
            var lengths = new ArrayList<Integer>();
            expect('(');
            while (!accept(')')) {
                lengths.add(number());
                if (!accept(',')) {
                    expect(')');
                    break;
                }
            }
            if (lengths.size() > 32) {
                throw unreadable();
            }
            return lengths;
        }

        private int number() {
            spaces();
            int from = position;
            while (position < text.length() && Character.isDigit(text.charAt(position))) {
                position++;
            }
            try {
                return Math.toIntExact(Long.parseLong(text.substring(from, position)));
            } catch (NumberFormatException | ArithmeticException e) {
                throw new DataFileException(
                        "%s: lengths in a shape must be whole numbers below 2^31, got '%s'"
                                .formatted(source, text.substring(from, position)),
                        e);
            }
        }

        private boolean truth() {
            spaces();
            if (text.startsWith("True", position)) {
                position += 4;
                return true;
            }
            if (text.startsWith("False", position)) {
                position += 5;
                return false;
            }
            throw unreadable();
        }

        private String quoted() {
            spaces();
            if (position >= text.length() || "'\"".indexOf(text.charAt(position)) < 0) {
                throw unreadable();
            }
            int close = text.indexOf(text.charAt(position), position + 1);
            if (close < 0) {
                throw unreadable();
            }
            String inside = text.substring(position + 1, close);
            position = close + 1;
            return inside;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw unreadable();
            }
        }

        private boolean accept(char c) {
            spaces();
            if (position < text.length() && text.charAt(position) == c) {
                position++;
                return true;
            }
            return false;
        }

        private void spaces() {
            while (position < text.length() && text.charAt(position) <= ' ') {
                position++;
            }
        }

        private DataFileException unreadable() {
            return new DataFileException(
                    "%s: header cannot be read at character %d; structured arrays are not supported"
                            .formatted(source, position));
        }
    }
}
