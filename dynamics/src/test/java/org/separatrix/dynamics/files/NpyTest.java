package org.separatrix.dynamics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

final class NpyTest {

    @TempDir Path folder;

    private static byte[] bytes(int version, String dictionary, double... values) {
        var text = dictionary.getBytes(StandardCharsets.US_ASCII);
        var buffer =
                ByteBuffer.allocate(12 + text.length + 8 * values.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            buffer.putShort((short) text.length);
        } else {
            buffer.putInt(text.length);
        }
        buffer.put(text);
        for (double v : values) {
            buffer.putDouble(v);
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static NpyArray read(byte[] bytes) throws IOException {
        return Npy.read(new ByteArrayInputStream(bytes), "a", bytes.length);
    }

    @Test
    void everyElementTypeReadsBackBitForBit() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        int[] shape = {3};
        arrays.put(
                "d", new NpyArray.Doubles(shape, new double[] {-0.0, Math.PI, Double.MIN_VALUE}));
        arrays.put("f", new NpyArray.Floats(shape, new float[] {1.5f, Float.MIN_VALUE, -2}));
        arrays.put("i", new NpyArray.Ints(shape, new int[] {1, Integer.MIN_VALUE, 3}));
        arrays.put("l", new NpyArray.Longs(shape, new long[] {1, Long.MAX_VALUE, -3}));
        arrays.put("b", new NpyArray.Booleans(shape, new boolean[] {true, false, true}));
        arrays.put("u", new NpyArray.Texts(shape, new String[] {"x", "größe", "𝜎"}));
        var path = folder.resolve("all.npz");
        Npz.write(path, arrays);
        assertThat(Npz.read(path))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .withComparatorForType(Float::compare, Float.class)
                .isEqualTo(arrays);
    }

    @Test
    void headersOfVersionsOneToThreeAreRead() throws IOException {
        for (int version = 1; version <= 3; version++) {
            var array =
                    read(
                            bytes(
                                    version,
                                    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n",
                                    4,
                                    5));
            assertThat(array.shape()).containsExactly(2);
            assertThat(array.toDoubles()).containsExactly(4, 5);
        }
    }

    @Test
    void fortranOrderIsTurnedIntoRows() throws IOException {
        var array =
                read(
                        bytes(
                                1,
                                "{\"descr\": \"<f8\", 'fortran_order': True, 'shape': (2, 3)}",
                                1,
                                4,
                                2,
                                5,
                                3,
                                6));
        assertThat(array.toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void writtenHeadersAreAligned() throws IOException {
        var out = new ByteArrayOutputStream();
        Npy.write(out, new NpyArray.Doubles(new int[] {1, 2}, new double[] {1, 2}));
        assertThat(out.size()).isEqualTo(128 + 16);
        assertThat(new String(out.toByteArray(), 10, 118, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }")
                .endsWith(" \n");
    }

    @Test
    void hostileHeadersAreRefused() {
        assertThatThrownBy(() -> read(new byte[100])).hasMessage("a: is no NumPy array");
        assertThatThrownBy(() -> read(new byte[3])).hasMessage("a: is no NumPy array");
        assertThatThrownBy(() -> read(bytes(9, "{}")))
                .hasMessage("a: NumPy format version must be 1, 2 or 3, got 9");
        var huge = bytes(2, "");
        huge[11] = 0x7f;
        assertThatThrownBy(() -> read(huge))
                .hasMessage("a: header must have at most 65536 bytes, got 2130706432");
        assertThatThrownBy(() -> read(shape("(200000000,)")))
                .hasMessage(
                        "a: is cut short, an array of shape [200000000] needs 1600000000 bytes and"
                                + " the file has 73");
        assertThatThrownBy(() -> read(shape("(4000000000000, 0)")))
                .hasMessage(
                        "a: lengths in a shape must be whole numbers below 2^31, got"
                                + " '4000000000000'");
        assertThatThrownBy(() -> read(shape("(2000000000, 2)")))
                .hasMessageStartingWith("a: array of shape [2000000000, 2] has too many values");
        assertThatThrownBy(() -> read(shape("(-1,)")))
                .hasMessage("a: lengths in a shape must be whole numbers below 2^31, got ''");
        assertThatThrownBy(() ->
                        read(bytes(1, "{'descr': '>c16', 'fortran_order': False, 'shape': ()}")))
                .hasMessage(
                        "a: element type must be <f8, <f4, <i4, <i8, |b1 or <U, got '>c16'; convert"
                                + " it with astype");
        assertThatThrownBy(() -> read(bytes(1, "{'descr': [('a', '<f8')]}")))
                .hasMessage(
                        "a: header cannot be read at character 10; structured arrays are not"
                                + " supported");
    }

    private static byte[] shape(String shape) {
        return bytes(1, "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}");
    }
}
