package org.separatrix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class FinishedPartsTest {

    record Found(double value, double[] series, Optional<String> failure) {}

    @TempDir private Path temporary = Path.of("");
    private Path folder = Path.of("");

    @BeforeEach
    void place() {
        folder = temporary.resolve("parts");
    }

    private FinishedParts<Found> parts(String asked) {
        return FinishedParts.in(folder, asked, Found.class);
    }

    @Test
    void aPartComesBackToTheBitWithItsGaps() {
        var series = new double[] {Math.PI, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        parts("seed 1").put("Lorenz", new Found(1.0 / 3, series, Optional.of("slow")));
        var read = parts("seed 1").find("Lorenz").orElseThrow();
        assertThat(read.value()).isEqualTo(1.0 / 3);
        assertThat(read.series()).containsExactly(series);
        assertThat(read.failure()).contains("slow");
    }

    @Test
    void aPartThatWasAskedForOtherwiseIsNotThere() {
        parts("seed 1").put("Lorenz", new Found(1, new double[0], Optional.empty()));
        assertThat(parts("seed 2").find("Lorenz")).isEmpty();
        assertThat(parts("seed 1").find("Rossler")).isEmpty();
    }

    @Test
    void aTornFileCountsAsUnfinished() throws IOException {
        parts("").put("Lorenz", new Found(1, new double[0], Optional.empty()));
        Files.writeString(folder.resolve("Lorenz.json"), "{\"asked\":\"\",\"pa");
        assertThat(parts("").find("Lorenz")).isEmpty();
    }

    @Test
    void whatAKilledWriterLeftIsRemoved() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Lorenz.json.part"), "{");
        parts("");
        assertThat(folder).isEmptyDirectory();
        parts("").clear();
        assertThat(folder).doesNotExist();
    }
}
