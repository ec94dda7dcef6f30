package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tools;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.SafeTensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CausalPinnToolTest {

    @TempDir Path folder;
    private Path system;

    @BeforeEach
    void writeOscillator() throws IOException {
        system =
                Files.writeString(
                        folder.resolve("spring.yaml"),
                        """
                        name: Spring
                        kind: flow
                        field: mechanics
                        description: A mass on a spring.
                        citation: none
                        equations: |
                          x' = v
                          v' = -k*x
                        parameters: {k: 4}
                        initial: [1, 0]
                        """);
    }

    private CausalPinnToolSettings settings(Map<String, String> more) {
        var values = new LinkedHashMap<>(more);
        values.putIfAbsent("system", system.toString());
        values.putIfAbsent("end", "1");
        values.putIfAbsent("iterations", "80");
        values.putIfAbsent("width", "10");
        values.putIfAbsent("points", "11");
        return Settings.with(CausalPinnToolSettings.DEFAULT, values);
    }

    private static Dataset cosine(double from) {
        var times = new double[21];
        var x = new double[21];
        for (int i = 0; i < 21; i++) {
            times[i] = from + 0.05 * i;
            x[i] = Math.cos(2 * 0.05 * i);
        }
        return Dataset.of("spring.csv", new Trajectory(times, x, List.of("x")));
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(Tools.named("causal-pinn")).isPresent();
        assertThat(new CausalPinnTool().needsData()).isFalse();
    }

    @Test
    void aFileOfEquationsIsSolvedAndWritten() {
        var report =
                new CausalPinnTool()
                        .apply(settings(Map.of()), Optional.empty(), Run.quiet(1, folder));
        var solution =
                TrajectoryFiles.read(folder.resolve("solution.csv")).trajectories().getFirst();
        for (int i = 0; i < solution.size(); i++) {
            assertThat(solution.state(i, 0))
                    .isCloseTo(Math.cos(2 * solution.time(i)), within(1e-3));
        }
        assertThat(SafeTensors.read(folder.resolve("weights.safetensors")).entries())
                .containsKey("window0.0.weight");
        assertThat(report.sections().getFirst().blocks().getFirst())
                .isInstanceOfSatisfying(
                        Block.Text.class,
                        t -> assertThat(t.text()).startsWith("Relative L2 difference"));
    }

    @Test
    void aParameterIsFoundFromATableThatBeginsLate() {
        // The start of the unseen speed is the system's own.
        var report =
                new CausalPinnTool()
                        .apply(
                                settings(Map.of("unknown", "k", "start", "1,0")),
                                Optional.of(cosine(7)),
                                Run.quiet(1, folder));
        var text = (Block.Text) report.sections().getFirst().blocks().getFirst();
        assertThat(text.text()).startsWith("k = ");
        assertThat(Double.parseDouble(text.text().substring(4))).isCloseTo(4, within(1e-2));
    }

    @Test
    void whatCannotBeSolvedIsSaidInOneLine() {
        var tool = new CausalPinnTool();
        var run = Run.quiet(1, folder);
        assertThatThrownBy(
                        () -> tool.apply(settings(Map.of("unknown", "k")), Optional.empty(), run))
                .isInstanceOf(LabException.class)
                .hasMessage("unknown parameters need --data to be found from");
        assertThatThrownBy(() -> tool.apply(settings(Map.of("start", "1")), Optional.empty(), run))
                .hasMessage("start needs 2 values for x, v, got 1");
        assertThatThrownBy(() ->
                        tool.apply(settings(Map.of("system", "Henon")), Optional.empty(), run))
                .hasMessage("Henon is a map; causal-pinn solves ordinary differential equations");
        assertThatThrownBy(() ->
                        tool.apply(
                                settings(
                                        Map.of(
                                                "system",
                                                "Lorenz",
                                                "iterations",
                                                "2",
                                                "window",
                                                "2",
                                                "end",
                                                "4")),
                                Optional.empty(),
                                run))
                .hasMessageStartingWith("a window of 2 at time 0 did not converge");
    }
}
