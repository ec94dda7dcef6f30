package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.learn.SafeTensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class CdeToolTest {

    @TempDir private Path folder;

    private final CdeTool tool = new CdeTool();

    /// Rising and falling lines at uneven times, with gaps.
    private Path lines(String label) throws IOException {
        var text = new StringBuilder("series,t,x," + label + "\n");
        for (int s = 0; s < 24; s++) {
            for (int i = 0; i < 8; i++) {
                double t = i + 0.25 * ((s + i) % 3);
                double x = (s % 2 == 0 ? t : -t) + 0.01 * s;
                text.append("%d,%s,%s,%d\n".formatted(s, t, i == 3 ? "" : x, s % 2));
            }
        }
        return Files.writeString(folder.resolve("lines.csv"), text.toString());
    }

    private Optional<org.separatrix.lab.data.Dataset> read(Path file) {
        return Optional.of(DataFiles.read(file, "t", java.util.List.of(), "series").dataset());
    }

    @Test
    void risingAndFallingLinesAreToldApart() throws IOException {
        var settings =
                Settings.with(
                        tool.defaults(),
                        Map.of("label", "kind", "updates", "40", "steps", "10", "width", "16"));
        var report = tool.apply(settings, read(lines("kind")), Run.quiet(1, folder));
        assertThat(report.summary()).contains("24 series").contains("1 on 6 held out");
        var predictions = Files.readAllLines(folder.resolve("predictions.csv"));
        assertThat(predictions).hasSize(25);
        assertThat(predictions.getFirst()).isEqualTo("series,label,held_out,p0,p1");
    }

    private CdeTool.Settings brief() {
        return Settings.with(
                tool.defaults(),
                Map.of("label", "kind", "updates", "40", "steps", "10", "width", "16"));
    }

    /// Trains and keeps the model.
    private Path model() throws IOException {
        tool.apply(brief(), read(lines("kind")), Run.quiet(1, folder));
        return Files.move(folder.resolve("model.safetensors"), folder.resolve("kept.safetensors"));
    }

    @Test
    void aSavedClassifierGivesTheSameProbabilities() throws IOException {
        var model = model();
        var first = Files.readAllLines(folder.resolve("predictions.csv"));
        var again = Settings.with(brief(), Map.of("model", model.toString()));
        var report = tool.apply(again, read(lines("kind")), Run.quiet(2, folder));
        assertThat(report.summary()).contains("24 series").contains("Accuracy 1.");
        var second = Files.readAllLines(folder.resolve("predictions.csv"));
        assertThat(second.getFirst()).isEqualTo("series,label,p0,p1");
        for (int i = 1; i < first.size(); i++) {
            assertThat(second.get(i).split(",", 3)[2]).isEqualTo(first.get(i).split(",", 4)[3]);
        }
    }

    @Test
    void aSavedClassifierReadsAFileWithoutClassesAtOtherTimes() throws IOException {
        var model = model();
        var text = new StringBuilder("series,t,x\n");
        for (int s = 0; s < 2; s++) {
            for (int i = 0; i < 11; i++) {
                text.append("%d,%s,%s\n".formatted(s, 0.5 * i, (s == 0 ? 0.5 : -0.5) * i));
            }
        }
        var other = Files.writeString(folder.resolve("other.csv"), text.toString());
        var use = Settings.with(tool.defaults(), Map.of("model", model.toString()));
        var report = tool.apply(use, read(other), Run.quiet(3, folder));
        assertThat(report.summary()).contains("not measured: no column 'label'");
        var rows = Files.readAllLines(folder.resolve("predictions.csv"));
        assertThat(rows.getFirst()).isEqualTo("series,p0,p1");
        assertThat(Double.parseDouble(rows.get(1).split(",")[1])).isGreaterThan(0.5);
        assertThat(Double.parseDouble(rows.get(2).split(",")[2])).isGreaterThan(0.5);
    }

    @Test
    void aModelOfOtherChannelsIsRefused() throws IOException {
        var model = model();
        var use = Settings.with(tool.defaults(), Map.of("model", model.toString()));
        var data = read(lines("kind"));
        assertThatThrownBy(() -> tool.apply(use, data, Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        model
                                + " reads 1 channels, the data have 2; a column with the class is"
                                + " named with -s label=COLUMN");
    }

    @Test
    void aDamagedModelIsRefused() throws IOException {
        var file = folder.resolve("huge.safetensors");
        var one = SafeTensors.Entry.of(1.0);
        SafeTensors.write(
                file,
                Map.of("format", "separatrix-neural-de-1", "method", "neural-cde"),
                Map.of(
                        "model/mean",
                        one,
                        "model/deviation",
                        one,
                        "model/sizes",
                        SafeTensors.Entry.of(100_000, 5000, 1, 0, 3, 2),
                        "model/clock",
                        SafeTensors.Entry.of(1, 0.1)));
        var use = Settings.with(tool.defaults(), Map.of("model", file.toString()));
        var data = read(lines("label"));
        assertThatThrownBy(() -> tool.apply(use, data, Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("fewer than the");
    }

    @Test
    void aMissingLabelNamesTheColumns() throws IOException {
        var data = read(lines("kind"));
        assertThatThrownBy(() -> tool.apply(tool.defaults(), data, Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "no column 'label' with the class; there are x, kind. Name it with -s"
                                + " label=COLUMN");
    }
}
