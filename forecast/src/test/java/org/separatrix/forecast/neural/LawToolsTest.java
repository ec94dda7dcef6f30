package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        var report = drawsTwice(tool, settings, true, 1 + 5 * 6);
        assertThat(report.summary()).contains("24 series at 6 times, 6 held out; 5 paths");
    }

    /// Draws from a trained model and again from the file of it: the same samples.
    private <C extends Record> Report drawsTwice(Tool<C> tool, C settings, boolean gaps, int rows)
            throws IOException {
        var report = tool.apply(settings, lines(gaps), Run.quiet(1, folder));
        var drawn = Files.readAllLines(folder.resolve("samples.csv"));
        assertThat(drawn).hasSize(rows);
        var model = folder.resolve("kept.safetensors");
        Files.copy(folder.resolve("model.safetensors"), model, StandardCopyOption.REPLACE_EXISTING);
        var again = Settings.with(settings, Map.of("model", model.toString()));
        tool.apply(again, lines(gaps), Run.quiet(1, folder));
        assertThat(Files.readAllLines(folder.resolve("samples.csv"))).isEqualTo(drawn);
        return report;
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
    void aLatentEquationIsFittedSavedAndDrawnFrom() throws IOException {
        var tool = new LatentOdeTool();
        for (var decoder : LatentOde.Decoder.values()) {
            var few = Map.of("updates", "3", "samples", "5", "decoder", decoder.name());
            var settings = Settings.with(tool.defaults(), few);
            var report = drawsTwice(tool, settings, false, 31);
            assertThat(report.summary()).contains("24 series of 6 samples");
        }
    }

    @Test
    void aDensityIsFittedSavedAndDrawnFrom() throws IOException {
        var tool = new FlowTool();
        var few = Map.of("updates", "3", "samples", "5", "width", "8");
        var report = drawsTwice(tool, Settings.with(tool.defaults(), few), true, 6);
        assertThat(report.summary()).contains("nats on those trained on");
    }

    @Test
    void aModelOfAnotherMethodIsRefused() throws IOException {
        var flow = new FlowTool();
        var few = Map.of("updates", "1", "width", "4");
        flow.apply(Settings.with(flow.defaults(), few), lines(true), Run.quiet(1, folder));
        var latent = new LatentOdeTool();
        var file = folder.resolve("model.safetensors").toString();
        var settings = Settings.with(latent.defaults(), Map.of("model", file));
        assertThatThrownBy(() -> latent.apply(settings, lines(false), Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("holds flow, not a model of latent-ode");
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
