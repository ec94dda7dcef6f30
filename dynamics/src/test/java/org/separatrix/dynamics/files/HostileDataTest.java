package org.separatrix.dynamics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.Deflater;

/// Small files that claim or unpack to enormous ones: each is refused in one line that names the
/// file, before memory is taken for it.
class HostileDataTest {

    private static final long LITTLE = 100L << 20;

    @TempDir private Path folder = Path.of("");

    private void refused(Path file, String message) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> TrajectoryFiles.read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(file.getFileName() + ": " + message)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(LITTLE);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /// Zeros packed to a thousandth: a block that ends on a byte is repeated.
    private static byte[] packedZeros(int mebibytes) {
        var deflater = new Deflater(9, true);
        deflater.setInput(new byte[1 << 20]);
        var block = new byte[1 << 16];
        int length = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
        deflater.end();
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < mebibytes; i++) {
            all.write(block, 0, length);
        }
        // An empty last block.
        all.write(3);
        all.write(0);
        return all.toByteArray();
    }

    /// An archive of one deflated array `states`, whose length is said to be `size`.
    private static byte[] archive(byte[] packed, long size) {
        byte[] name = "states.npy".getBytes(StandardCharsets.US_ASCII);
        var zip =
                ByteBuffer.allocate(packed.length + 2 * name.length + 98)
                        .order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 8);
        zip.putInt(0).putInt(0).putInt(packed.length).putInt((int) size);
        zip.putShort((short) name.length).putShort((short) 0).put(name).put(packed);
        int directory = zip.position();
        zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 0);
        zip.putShort((short) 8).putInt(0).putInt(0).putInt(packed.length).putInt((int) size);
        zip.putShort((short) name.length).putShort((short) 0).putShort((short) 0);
        zip.putShort((short) 0).putShort((short) 0).putInt(0).putInt(0).put(name);
        int length = zip.position() - directory;
        zip.putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort((short) 1);
        zip.putShort((short) 1).putInt(length).putInt(directory).putShort((short) 0);
        return zip.array();
    }

    @Test
    void anArchiveThatUnpacksBeyondHalfOfTheMemoryIsRefused() throws IOException {
        long size = Math.min(0xffff_ffffL, Runtime.getRuntime().maxMemory() / 2 + (64L << 20));
        byte[] bomb = archive(packedZeros((int) (size >> 20)), size);
        assertThat(bomb.length).isLessThan(8 << 20);
        refused(file("bomb.npz", bomb), "array 'states': is too large, it would take the arrays");
    }

    @Test
    void anArchiveThatPromisesMoreThanItsBytesCanHoldIsRefused() throws IOException {
        refused(
                file("liar.npz", archive(packedZeros(1), 1_000_000_000)),
                "array 'states': is damaged, ");
    }

    @Test
    void anArchiveThatUnpacksToAnotherArrayThanItSaysIsRefused() throws IOException {
        refused(
                file("zeros.npz", archive(packedZeros(64), 64 << 20)),
                "array 'states': is no NumPy array");
    }

    @Test
    void anArrayLongerThanItsFileIsRefused() throws IOException {
        for (String shape : new String[] {"(190000000, 1)", "(65536, 16000)"}) {
            refused(file("short.npy", header(shape)), "is cut short, an array of shape");
        }
        for (String shape : new String[] {"(65536, 65536)", "(2147483647, 2147483647, 4)"}) {
            refused(file("wide.npy", header(shape)), "array of shape");
        }
    }

    private static byte[] header(String shape) {
        String text = "{'descr': '<f8', 'fortran_order': True, 'shape': " + shape + ", }\n";
        var bytes = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) text.length());
        return bytes.put(text.getBytes(StandardCharsets.US_ASCII)).array();
    }

    @Test
    void aFieldWithoutEndIsRefused() throws IOException {
        var file = folder.resolve("field.csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("t,x\n0,\"".getBytes(StandardCharsets.US_ASCII));
            var lines = new byte[1 << 20];
            java.util.Arrays.fill(lines, (byte) '\n');
            for (int i = 0; i < 40; i++) {
                out.write(lines);
            }
        }
        refused(file, "row 2 is longer than 16777216 bytes");
    }

    /// A bound below half of the memory stands for it: such a table takes seconds to write.
    @Test
    void aTableThatUnpacksBeyondItsBoundIsRefused() throws SQLException, IOException {
        var file = folder.resolve("table.parquet");
        try (var connection = Parquet.connect("");
                var statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT 0.5::double AS x FROM range(5000000)) TO %s (FORMAT parquet)"
                            .formatted(Parquet.literal(file.toString())));
        }
        assertThat(Files.size(file)).isLessThan(1 << 20);
        assertThatThrownBy(() -> Parquet.read(file, ReadOptions.DEFAULT, 1 << 25))
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "table.parquet: is too large, 5000000 rows of 2 columns take more than 32"
                                + " MiB, half of the memory; choose fewer columns");
        assertThat(Parquet.read(file, ReadOptions.DEFAULT, 1 << 27).only().size())
                .isEqualTo(5_000_000);
    }
}
