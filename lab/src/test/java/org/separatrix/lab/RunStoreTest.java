package org.separatrix.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

class RunStoreTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    record Nothing(int size) {}

    @TempDir private Path temporary = Path.of("");

    private static Report report() {
        return Report.titled("A run")
                .summary("one")
                .section(
                        "Figures",
                        new Block.LinePlot(
                                "line",
                                Block.Axes.linear("t", "x"),
                                List.of(
                                        Block.Series.of(
                                                "s",
                                                new double[] {0, 1},
                                                new double[] {1, Double.NaN})),
                                List.of(new Block.Mark("here", 0.5))),
                        new Block.HeatMap("heat", List.of("a"), List.of("b"), new double[][] {{1}}))
                .claim(Claim.atMost("small", "it is small", "here", 1, 0.5))
                .build();
    }

    @Test
    void storesAReportWholeAndFindsItAgain() {
        var store = new RunStore(temporary.resolve("runs"), NOON);
        var folder = store.open("bench", 7, new Nothing(3), List.of("bench", "--seed", "7"));
        assertThat(folder.getFileName()).hasToString("20261124-120000-bench-7");
        store.finish(folder, report());
        assertThat(folder)
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/run.json");
        assertThat(store.find("last")).isEqualTo(folder);
        assertThat(store.find("bench")).isEqualTo(folder);
        var read = store.report(folder);
        assertThat(read.claims()).isEqualTo(report().claims());
        assertThat(read.provenance())
                .containsEntry("config.size", "3")
                .containsEntry("seed", "7")
                .containsEntry("command", "bench --seed 7");
        assertThat(store.entries()).extracting(RunStore.Entry::state).containsExactly("finished");
    }

    @Test
    void twoRunsOfTheSameSecondDoNotMeet() {
        var store = new RunStore(temporary, NOON);
        var first = store.open("bench", 0, new Nothing(1), List.of("bench"));
        var second = store.open("bench", 0, new Nothing(1), List.of("bench"));
        assertThat(second).isNotEqualTo(first);
        assertThat(store.entries()).hasSize(2).allMatch(e -> e.state().equals("running"));
    }

    @Test
    void reportSurvivesJsonWithItsMissingNumbers() {
        var read = ReportJson.read(ReportJson.write(report()));
        var line = (Block.LinePlot) read.sections().getFirst().blocks().getFirst();
        assertThat(line.series().getFirst().y()).containsExactly(1, Double.NaN);
        assertThat(ReportJson.write(read)).isEqualTo(ReportJson.write(report()));
    }

    @Test
    void saysThatAFolderCannotBeWrittenAndLeavesTheOldFile() throws IOException {
        var file = temporary.resolve("kept.txt");
        RunStore.write(file, "old");
        // A folder in the place of the helper file makes writing fail even for the administrator.
        Files.createDirectory(temporary.resolve("kept.txt.part"));
        assertThatThrownBy(() -> RunStore.write(file, "new"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot write")
                .hasMessageContaining("Earlier results are untouched");
        assertThat(file).hasContent("old");
    }

    @Test
    void namesWhatItDidNotFind() {
        var store = new RunStore(temporary, NOON);
        assertThatThrownBy(() -> store.find("nothing"))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("no run 'nothing' in ");
    }
}
