package org.separatrix.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

class SafeTensorsTest {

    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsReadBackBitForBit() {
        var entries = new LinkedHashMap<String, SafeTensors.Entry>();
        double[] values = {
            Math.PI, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN, 1
        };
        entries.put(
                "a \"quoted\" name\n",
                new SafeTensors.Entry(Precision.DOUBLE, new long[] {2, 3}, values));
        entries.put(
                "single",
                new SafeTensors.Entry(Precision.SINGLE, new long[] {2}, new double[] {0.1f, 3}));
        entries.put(
                "empty", new SafeTensors.Entry(Precision.DOUBLE, new long[] {0, 4}, new double[0]));
        var file = folder.resolve("x.safetensors");

        SafeTensors.write(file, Map.of("configuration", "Mlp[a=1, b=\"c\"]"), entries);
        var read = SafeTensors.read(file);

        assertThat(read.metadata())
                .containsExactly(Map.entry("configuration", "Mlp[a=1, b=\"c\"]"));
        assertThat(read.entries().keySet()).containsExactlyElementsOf(entries.keySet());
        assertThat(read.entry("a \"quoted\" name\n").values()).containsExactly(values);
        assertThat(read.entry("a \"quoted\" name\n").shape()).containsExactly(2, 3);
        assertThat(read.entry("single").values()).containsExactly(0.1f, 3);
        assertThat(read.entry("empty").shape()).containsExactly(0, 4);
    }

    @Test
    void numbersBeginAtAMultipleOfEight() throws IOException {
        var file = folder.resolve("x.safetensors");
        SafeTensors.write(file, Map.of(), Map.of("v", SafeTensors.Entry.of(1.5)));
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long header = bytes.getLong(0);
        assertThat(header % 8).isZero();
        assertThat(bytes.getDouble((int) (8 + header))).isEqualTo(1.5);
    }

    @Test
    void damagedFilesAreRefusedByName() throws IOException {
        refused(new byte[3], "it has only 3 bytes");
        refused(file(Long.MAX_VALUE, ""), "its header claims 9223372036854775807 bytes");
        refused(file("[1, 2]"), "its header is no object");
        refused(
                file("{\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}"),
                "F32 and F64 are read");
        refused(
                file("{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}"),
                "'a' of shape [2] does not fit its place [0, 16]");
        refused(
                file(
                        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}"),
                "'a' is too large");
        refused(
                file("{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,-8]}}"),
                "does not fit its place");
        refused(file("{\"a\":"), "its header is no JSON");
    }

    @Test
    void aMissingFileSaysSo() {
        assertThatThrownBy(() -> SafeTensors.read(folder.resolve("none")))
                .isInstanceOf(LearnException.class)
                .hasMessageStartingWith("no file ");
    }

    private void refused(byte[] bytes, String why) throws IOException {
        var file = folder.resolve("bad.safetensors");
        Files.write(file, bytes);
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(LearnException.class)
                .hasMessageContaining("bad.safetensors is no SafeTensors file")
                .hasMessageContaining(why);
    }

    private static byte[] file(String header) {
        return file(header.length(), header);
    }

    private static byte[] file(long length, String header) {
        var text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }
}
