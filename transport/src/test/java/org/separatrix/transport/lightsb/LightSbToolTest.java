package org.separatrix.transport.lightsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tools;
import org.separatrix.lab.data.DataFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

class LightSbToolTest {

    @TempDir private Path folder;

    /// Rows of a Gaussian cloud with deviation `spread` about `(x, y)`.
    private Path file(String name, int rows, double x, double y, double spread) throws IOException {
        var random = new SplittableRandom(rows + name.hashCode());
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < rows; i++) {
            text.append(x + spread * random.nextGaussian())
                    .append(',')
                    .append(y + spread * random.nextGaussian())
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    private Report apply(Path source, Map<String, String> settings) {
        var read = DataFiles.read(source, null, List.of(), null);
        return new LightSbTool()
                .apply(
                        Settings.with(LightSbToolSettings.DEFAULT, settings),
                        Optional.of(read.dataset()),
                        Run.quiet(1, folder));
    }

    @Test
    void toolIsRegistered() {
        assertThat(Tools.named("lightsb")).isPresent();
    }

    @Test
    void rowsOfOneFileAreCarriedToThoseOfAnother() throws IOException {
        var source = file("source.csv", 400, 0, 0, 1);
        var target = file("target.csv", 300, 100, -50, 3);
        var report =
                apply(
                        source,
                        Map.of(
                                "target", target.toString(),
                                "components", "5",
                                "steps", "500",
                                "samples", "2"));
        var lines = Files.readAllLines(folder.resolve("samples.csv"));
        assertThat(lines).hasSize(801);
        assertThat(lines.getFirst()).isEqualTo("row,sample,a,b");
        double mean =
                lines.stream()
                        .skip(1)
                        .mapToDouble(l -> Double.parseDouble(l.split(",", -1)[2]))
                        .average()
                        .orElseThrow();
        // Deviation 3 over 300 rows: four standard errors, and as much for a short training.
        assertThat(mean).isCloseTo(100, within(1.5));
        assertThat(Files.readAllLines(folder.resolve("trajectories.csv"))).hasSize(1 + 20 * 51);
        var file = BridgeFile.read(folder.resolve("model.json"));
        assertThat(file.channels()).containsExactly("a", "b");
        assertThat(file.bridge().build().components()).isEqualTo(5);
        assertThat(report.sections()).noneMatch(s -> s.title().equals("Warning"));
    }

    @Test
    void forgottenStandardisationAndConstantColumnsAreTold() throws IOException {
        var source = file("source.csv", 50, 300, 0, 1);
        var target = Files.writeString(folder.resolve("t.csv"), "a,b\n300,1\n310,1\n305,1\n");
        var report =
                apply(
                        source,
                        Map.of(
                                "target", target.toString(),
                                "components", "2",
                                "steps", "5",
                                "standardise", "false"));
        var texts = report.sections().toString();
        assertThat(texts)
                .contains("t.csv: column 'b' is constant; its variance will be driven to 0")
                .contains("above 10000: weights will be hard; standardise the data");
    }

    @Test
    void badInputIsExplained() throws IOException {
        var source = file("source.csv", 50, 0, 0, 1);
        assertThatThrownBy(() -> apply(source, Map.of()))
                .isInstanceOf(LabException.class)
                .hasMessage("lightsb needs a second file: -s target=FILE");
        var few = Files.writeString(folder.resolve("few.csv"), "a,b\n1,2\n,3\n");
        assertThatThrownBy(() -> apply(source, Map.of("target", few.toString())))
                .hasMessage("few.csv: at least 2 rows without gaps are needed, got 1");
        var target = file("target.csv", 30, 1, 1, 1);
        assertThatThrownBy(() -> apply(source, Map.of("target", target.toString())))
                .hasMessage(
                        "components must be at most the number of different target samples, 30,"
                                + " got 50");
        assertThatThrownBy(
                        () -> apply(source, Map.of("target", target.toString(), "epsilon", "-1")))
                .hasMessageContaining("epsilon must lie in");
    }

    @Test
    void savedBridgesGiveTheSameNumbers() {
        double[][][] matrices = {{{1, 0.3}, {0.3, 0.5}}, {{2, 0}, {0, 0.1}}};
        var bridge =
                LightSchrodingerBridge.full(
                        0.3, new double[] {0.1, -2}, new double[][] {{1, 2}, {0, -1}}, matrices);
        var path = folder.resolve("bridge.json");
        BridgeFile.of(bridge).write(path);
        var again = BridgeFile.read(path).bridge().build();
        double[] x = {0.3, 0.1};
        assertThat(again.drift(x, 0.4)).isEqualTo(bridge.drift(x, 0.4));
        assertThat(again.logPotential(x)).isEqualTo(bridge.logPotential(x));
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        var path = Files.writeString(folder.resolve("no.json"), "{\"format\": 3");
        assertThatThrownBy(() -> BridgeFile.read(path))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no.json is damaged or no bridge");
        assertThatThrownBy(() -> BridgeFile.read(folder.resolve("absent.json")))
                .hasMessageContaining("no file");
    }
}
