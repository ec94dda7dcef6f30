package org.separatrix.dynamics.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.equations.EquationException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Whatever file a stranger names as a system is refused soon, in one line, within bounded memory.
final class HostileFileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir Path folder;

    private void refused(String name, String text, String reason) throws IOException {
        refused(Files.writeString(folder.resolve(name), text), reason);
    }

    private static void refused(Path file, String reason) {
        Assertions.assertTimeout(
                PATIENCE,
                () ->
                        assertThatThrownBy(() -> Catalog.resolve(file.toString()))
                                .isInstanceOf(SystemFileException.class)
                                .message()
                                .hasSizeLessThan(500)
                                .contains(String.valueOf(file.getFileName()))
                                .contains(reason)
                                .doesNotContain("\n"));
    }

    @Test
    void aFileLargerThanTheMemoryIsNotRead() throws IOException {
        for (String name : new String[] {"giant.yaml", "giant.ode"}) {
            var file = folder.resolve(name);
            try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(1L << 36);
            }
            refused(file, "at most");
        }
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        for (int depth : new int[] {200, 5_000, 400_000}) {
            refused("deep.yaml", "initial: " + "[".repeat(depth), "");
            refused("closed.yaml", "initial: " + "[".repeat(depth) + "]".repeat(depth), "nested");
            refused("maps.yaml", "parameters: " + "{a: ".repeat(depth / 2) + "1", "");
        }
        refused("dashes.yaml", "initial:\n" + "- ".repeat(400_000) + "1", "");
    }

    @Test
    void aliasesAreRefused() throws IOException {
        var text = new StringBuilder("a: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            text.append("b%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        refused("laughs.yaml", text.toString(), "alias");
        refused("itself.yaml", "parameters: &p {a: *p}\n", "");
    }

    @Test
    void tagsMakeNoObjects() throws IOException {
        refused("tag.yaml", "name: !!javax.script.ScriptEngineManager [1]\n", "");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        refused(Files.write(folder.resolve("noise.yaml"), new byte[] {(byte) 0xff, 0, 1}), "UTF-8");
    }

    @Test
    void aModelOfAMillionLinesIsRefused() throws IOException {
        refused("lines.ode", "x'=-x\n".repeat(1_000_000), "at most");
        refused("blank.ode", "\n".repeat(900_000), "");
        refused("arrays.ode", "%[1..1000000]\nx[j]'=-x[j]\n%\n", "");
    }

    /// Equations are read when the system is first used.
    @Test
    void aHundredThousandStatesAreRefused() throws IOException {
        var list = new StringBuilder("equations: |\n");
        for (int i = 0; i < 70_000; i++) {
            list.append(" a").append(i).append("'=1\n");
        }
        String family = "equations: \"x[i]' = -x[i] for i in 0..99999\"\ninitial: [1]\n";
        for (String text : new String[] {family, list.toString()}) {
            var file = Files.writeString(folder.resolve("many.yaml"), text);
            Assertions.assertTimeout(
                    PATIENCE,
                    () ->
                            assertThatThrownBy(() -> Catalog.resolve(file.toString()).system())
                                    .isInstanceOf(EquationException.class)
                                    .message()
                                    .hasSizeLessThan(500)
                                    .doesNotContain("\n"));
        }
    }
}
