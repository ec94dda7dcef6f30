package org.separatrix.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.files.Npz;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

final class DatasetMakerTest {

    @TempDir Path folder;

    private static final DatasetMaker.Variant COARSE =
            new DatasetMaker.Variant("coarse", 15, 12, 0, false);

    private DatasetMaker maker(String... systems) {
        return new DatasetMaker(
                folder, List.of(systems), Duration.ofSeconds(20), 5, Progress.SILENT);
    }

    @Test
    void bothFilesHoldTheSameTrajectoriesAndTheIndexTheirHashes() throws IOException {
        maker("Lorenz", "HyperRossler").make(List.of(COARSE));
        var parquet = folder.resolve("coarse.parquet");
        var read = DataFiles.read(parquet, "t", List.of(), "group");
        assertThat(read.dataset().trajectories()).hasSize(4);
        assertThat(read.dataset().channels()).containsExactly("c0", "c1", "c2", "c3");
        var arrays = Npz.read(folder.resolve("coarse.npz"));
        var train = read.dataset().trajectories().getFirst();
        assertThat(train.size()).isEqualTo(180);
        var states =
                java.util.Objects.requireNonNull(arrays.get("Lorenz/train/states")).toDoubles();
        for (int i = 0; i < 180; i++) {
            assertThat(train.state(i, 3)).isNaN();
            for (int j = 0; j < 3; j++) {
                assertThat(train.state(i, j)).isEqualTo(states[3 * i + j]);
            }
        }
        var index =
                ReportJson.MAPPER.readValue(
                        Files.readString(folder.resolve("coarse.json")), DatasetMaker.Index.class);
        assertThat(index.parquetHash()).isEqualTo(Provenance.hash(parquet));
        assertThat(index.failures()).isEmpty();
        assertThat(index.systems().getFirst().coordinates()).containsExactly("x", "y", "z");
    }

    @Test
    void whatIsFinishedIsNotMadeAgainAndTheSameSeedGivesTheSameHash() throws IOException {
        maker("Lorenz").make(List.of(COARSE));
        var npz = folder.resolve("coarse.npz");
        String hash = Provenance.hash(npz);
        Files.writeString(npz, "touched");
        maker("Lorenz").make(List.of(COARSE));
        assertThat(Files.readString(npz)).isEqualTo("touched");
        Files.delete(folder.resolve("coarse.json"));
        maker("Lorenz").make(List.of(COARSE));
        assertThat(Provenance.hash(npz)).isEqualTo(hash);
    }

    @Test
    void aSystemThatFailsIsToldInTheIndex() throws IOException {
        maker("Lorenz", "Henon").make(List.of(COARSE));
        assertThat(Files.readString(folder.resolve("coarse.json")))
                .contains("Henon is a map; only flows are sampled this way");
    }

    @Test
    void whatWasMadeOtherwiseIsNotTakenForFinished() {
        maker("Lorenz").make(List.of(COARSE));
        assertThatThrownBy(() -> maker("Lorenz", "Rossler").make(List.of(COARSE)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("was made with the systems [Lorenz], now asked for is")
                .hasMessageEndingWith("take another folder or delete it");
        var otherSeed =
                new DatasetMaker(
                        folder, List.of("Lorenz"), Duration.ofSeconds(20), 6, Progress.SILENT);
        assertThatThrownBy(() -> otherSeed.make(List.of(COARSE)))
                .hasMessageContaining("was made with the seed 5, now asked for is 6");
        var longer = new DatasetMaker.Variant("coarse", 15, 13, 0, false);
        assertThatThrownBy(() -> maker("Lorenz").make(List.of(longer)))
                .hasMessageContaining("was made with the variant");
    }

    @Test
    void delaySystemsAreEmbeddedInTenCoordinates() {
        maker("MackeyGlass").make(List.of(COARSE));
        var read =
                DataFiles.read(folder.resolve("coarse.parquet"), "t", List.of(), "group").dataset();
        assertThat(read.channels()).hasSize(10);
        var train = read.trajectories().get(0);
        var test = read.trajectories().get(1);
        assertThat(train.size()).isEqualTo(180);
        assertThat(test.size()).isEqualTo(180);
        assertThat(test.state(0, 0)).isNotEqualTo(train.state(0, 0));
    }

    @Test
    void noisyRowsAreInTheUnitsOfTheCleanOnes() {
        var noisy = new DatasetMaker.Variant("noisy", 15, 12, 0.01, false);
        maker("Lorenz").make(List.of(COARSE, noisy));
        var clean = DataFiles.read(folder.resolve("coarse.parquet"), "t", List.of(), "group");
        var disturbed = DataFiles.read(folder.resolve("noisy.parquet"), "t", List.of(), "group");
        // Both begin at the stored start; weak noise leaves the first quarter of a period close.
        var x = clean.dataset().trajectories().getFirst();
        var y = disturbed.dataset().trajectories().getFirst();
        assertThat(y.state(0, 2)).isEqualTo(x.state(0, 2));
        assertThat(y.state(4, 2)).isCloseTo(x.state(4, 2), within(1.0));
    }

    @Test
    void anInterruptedVariantKeepsItsSystemsAndGoesOnToTheSameFiles() throws IOException {
        String[] names = {"Lorenz", "HyperRossler", "Rossler", "Thomas", "SprottB"};
        maker(names).make(List.of(COARSE));
        String whole = Provenance.hash(folder.resolve("coarse.npz"));
        maker(names).forget(List.of(COARSE));
        assertThat(folder).isEmptyDirectory();
        var stop = new AtomicBoolean();
        var interrupted =
                new DatasetMaker(
                                folder,
                                List.of(names),
                                Duration.ofSeconds(20),
                                5,
                                (_, _, _) -> stop.set(true))
                        .cancelled(stop::get);
        assertThatThrownBy(() -> interrupted.make(List.of(COARSE)))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("coarse.npz")).doesNotExist();
        var kept = folder.resolve(".coarse.unfinished");
        try (var files = Files.list(kept)) {
            assertThat(files.toList()).hasSizeBetween(1, 2);
        }
        maker(names).make(List.of(COARSE));
        assertThat(kept).doesNotExist();
        assertThat(Provenance.hash(folder.resolve("coarse.npz"))).isEqualTo(whole);
    }
}
