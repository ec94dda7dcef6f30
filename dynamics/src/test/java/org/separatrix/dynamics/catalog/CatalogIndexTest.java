package org.separatrix.dynamics.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The index is a digest of the system files; `-Dseparatrix.update` writes it anew.
class CatalogIndexTest {

    private static final Path FOLDER = Path.of("src/main/resources/catalog");

    @Test
    void indexIsTheDigestOfTheFiles() throws IOException {
        String digest;
        try (var files = Files.list(FOLDER)) {
            digest =
                    files.filter(f -> f.toString().endsWith(".yaml"))
                            .sorted(Comparator.comparing(f -> f.getFileName().toString()))
                            .map(CatalogIndexTest::line)
                            .collect(Collectors.joining());
        }
        var index = FOLDER.resolve("index.tsv");
        if (Boolean.getBoolean("separatrix.update")) {
            Files.writeString(index, digest);
        }
        assertThat(Files.readString(index)).isEqualTo(digest);
    }

    private static String line(Path file) {
        try {
            var system = SystemFile.read(Files.readString(file), file.getFileName().toString());
            assertThat(file.getFileName()).hasToString(system.name() + ".yaml");
            return "%s\t%s\t%d\t%s\n"
                    .formatted(
                            system.name(), system.kind().text(), dimension(system), system.field());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int dimension(SystemDescription system) {
        return switch (system.kind()) {
            case FLOW, MAP, DELAY, STOCHASTIC -> system.system().dimension();
            case JUMP -> ((List<?>) extra(system, "states")).size();
            case PDE ->
                    ((Number) extra(system, "points")).intValue()
                            * ((List<?>) extra(system, "start")).size();
        };
    }

    private static Object extra(SystemDescription system, String key) {
        return Objects.requireNonNull(system.extra().get(key), key);
    }
}
