package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.DataFiles;

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
