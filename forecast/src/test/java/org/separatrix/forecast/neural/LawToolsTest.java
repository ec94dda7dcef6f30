package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LawToolsTest {

    @TempDir private Path folder;

    /// Lines of random slope, some samples missing.
    private Optional<Dataset> lines(boolean gaps) throws IOException {
        var text = new StringBuilder("series,t,x\n");
        for (int s = 0; s < 24; s++) {
            for (int i = 0; i < 6; i++) {
                double x = (s - 12) * 0.1 * i + 0.01 * ((7 * s + 3 * i) % 5);
                boolean lost = gaps && (s + i) % 7 == 3;
                text.append("%d,%d,%s\n".formatted(s, i, lost ? "" : x));
            }
        }
        var file = Files.writeString(folder.resolve("lines.csv"), text.toString());
        return Optional.of(DataFiles.read(file, "t", List.of(), "series").dataset());
    }

    private <C extends Record> void drawsAndLoads(Tool<C> tool) throws IOException {
        var few = Map.of("updates", "3", "batch", "8", "samples", "5");
        var settings = Settings.with(tool.defaults(), few);
        var report = tool.apply(settings, lines(true), Run.quiet(1, folder));
        assertThat(report.summary()).contains("24 series at 6 times, 6 held out; 5 paths");
        var drawn = Files.readAllLines(folder.resolve("samples.csv"));
        assertThat(drawn).hasSize(1 + 5 * 6).startsWith("series,t,x");
        var model = folder.resolve("kept.safetensors");
        Files.copy(folder.resolve("model.safetensors"), model);
        var again = Settings.with(settings, Map.of("model", model.toString()));
        tool.apply(again, lines(true), Run.quiet(1, folder));
        assertThat(Files.readAllLines(folder.resolve("samples.csv"))).isEqualTo(drawn);
    }

    @Test
    void aLawByInferenceIsFittedSavedAndDrawnFrom() throws IOException {
        drawsAndLoads(new LatentSdeTool());
    }

    @Test
    void aLawByContestIsFittedSavedAndDrawnFrom() throws IOException {
        drawsAndLoads(new SdeGanTool());
    }

    @Test
    void aLawByMatchingIsFittedSavedAndDrawnFrom() throws IOException {
        drawsAndLoads(new MatchedSdeTool());
    }

    @Test
    void aLatentEquationIsFittedAndDrawnFrom() throws IOException {
        var tool = new LatentOdeTool();
        var settings = Settings.with(tool.defaults(), Map.of("updates", "3", "samples", "5"));
        var report = tool.apply(settings, lines(false), Run.quiet(1, folder));
        assertThat(report.summary()).contains("24 series of 6 samples");
        assertThat(Files.readAllLines(folder.resolve("samples.csv"))).hasSize(31);
    }

    @Test
    void aDensityIsFittedAndDrawnFrom() throws IOException {
        var tool = new FlowTool();
        var settings =
                Settings.with(
                        tool.defaults(), Map.of("updates", "3", "samples", "5", "width", "8"));
        var report = tool.apply(settings, lines(true), Run.quiet(1, folder));
        assertThat(report.summary()).contains("nats on those trained on");
        assertThat(Files.readAllLines(folder.resolve("samples.csv"))).hasSize(6);
    }

    @Test
    void oneSeriesIsNoLaw() throws IOException {
        var file = Files.writeString(folder.resolve("one.csv"), "t,x\n0,1\n1,2\n2,3\n");
        var data = Optional.of(DataFiles.read(file, "t", List.of(), null).dataset());
        var tool = new MatchedSdeTool();
        assertThatThrownBy(() -> tool.apply(tool.defaults(), data, Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("holds one series; tell series apart with --group COLUMN");
    }
}
