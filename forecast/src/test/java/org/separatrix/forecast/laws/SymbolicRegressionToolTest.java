package org.separatrix.forecast.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tools;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SymbolicRegressionToolTest {

    @TempDir private Path folder = Path.of("");

    private final SymbolicRegressionTool tool = new SymbolicRegressionTool();

    private SymbolicRegressionSettings with(String... pairs) {
        var changes = new HashMap<>(Map.of("trees", "100000"));
        for (int i = 0; i < pairs.length; i += 2) {
            changes.put(pairs[i], pairs[i + 1]);
        }
        return Settings.with(tool.defaults(), changes);
    }

    /// A damped oscillator, x' = v, v' = -4 x - 0.2 v, whose solution is known.
    private Optional<Dataset> oscillator() throws IOException {
        var text = new StringBuilder("time,x,v\n");
        double w = Math.sqrt(4 - 0.01);
        for (int i = 0; i < 400; i++) {
            double t = 0.02 * i;
            double decay = Math.exp(-0.1 * t);
            double x = decay * Math.cos(w * t);
            double v = decay * (-0.1 * Math.cos(w * t) - w * Math.sin(w * t));
            text.append("%s,%s,%s\n".formatted(t, x, v));
        }
        var file = Files.writeString(folder.resolve("oscillator.csv"), text.toString());
        return Optional.of(DataFiles.read(file, "time", List.of(), null).dataset());
    }

    @Test
    void isFoundByItsName() {
        assertThat(Tools.named("symbolic-regression")).isPresent();
    }

    @Test
    void theLawOfAnOscillatorIsFoundAndCanBeSimulated() throws IOException {
        var report = tool.apply(with("functions", ""), oscillator(), Run.quiet(1, folder));
        assertThat(report.summary()).startsWith("x' = ").contains("law.yaml");
        var found = Catalog.resolve(folder.resolve("law.yaml").toString());
        var slope = new double[2];
        found.flow().derivative(0, new double[] {0.5, -0.7}, slope);
        // The true initial derivative; slopes by a filter are good to a few digits.
        assertThat(slope[0]).isCloseTo(-0.7, within(1e-3));
        assertThat(slope[1]).isCloseTo(-4 * 0.5 + 0.2 * 0.7, within(2e-3));
        assertThat(Files.readAllLines(folder.resolve("front.csv")).getFirst())
                .isEqualTo("target,complexity,rms,formula");
    }

    @Test
    void aColumnIsExplainedByTheOthers() throws IOException {
        var text = new StringBuilder("row,mass,speed,energy\n");
        for (int i = 0; i < 60; i++) {
            double m = 1 + i % 7;
            double v = 0.3 * (1 + i % 11);
            text.append("%d,%s,%s,%s\n".formatted(i, m, v, 0.5 * m * v * v));
        }
        var file = Files.writeString(folder.resolve("energy.csv"), text.toString());
        var data = Optional.of(DataFiles.read(file, "row", List.of(), null).dataset());
        var report =
                tool.apply(with("target", "energy", "functions", ""), data, Run.quiet(1, folder));
        assertThat(report.summary()).contains("energy = ").contains("mass").contains("speed");
        var last = Files.readAllLines(folder.resolve("front.csv")).getLast().split(",", -1);
        assertThat(Double.parseDouble(last[2])).isLessThan(1e-9);
        assertThat(folder.resolve("law.yaml")).doesNotExist();
    }

    @Test
    void theNetworkSearchesToo() throws IOException {
        var report =
                tool.apply(
                        with("search", "NETWORK", "updates", "6", "batch", "60", "rows", "50"),
                        oscillator(),
                        Run.quiet(2, folder));
        assertThat(report.summary()).contains("a network that writes formulas");
    }

    @Test
    void mistakesAreToldInOneLine() throws IOException {
        var data = oscillator();
        var run = Run.quiet(1, folder);
        assertThatThrownBy(() -> tool.apply(with("target", "q"), data, run))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "no column 'q' to explain; there are x, v. Name it with -s target=COLUMN");
        assertThatThrownBy(() -> tool.apply(with("functions", "sine"), data, run))
                .hasMessageStartingWith("functions: there is no 'sine'; choose among sin, cos");
        assertThatThrownBy(() -> tool.apply(with("smoothing", "8"), data, run))
                .hasMessage("smoothing must be odd, got 8");
        assertThatThrownBy(() -> tool.apply(with("smoothing", "9999"), data, run))
                .hasMessageContaining("needs at least 10001 evenly spaced rows");
    }
}
