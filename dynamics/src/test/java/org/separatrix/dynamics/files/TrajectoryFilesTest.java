package org.separatrix.dynamics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.dynamics.Trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

final class TrajectoryFilesTest {

    @TempDir Path folder;

    private static Trajectory sample(int rows) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        var times = new double[rows];
        var states = new double[rows * 3];
        double t = -5;
        for (int i = 0; i < rows; i++) {
            t += random.nextDouble() + 1e-3;
            times[i] = t;
            states[3 * i] = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
            states[3 * i + 1] = i % 7 == 3 ? Double.NaN : random.nextGaussian();
            states[3 * i + 2] = i == 1 ? -0.0 : Double.MIN_VALUE * i;
        }
        return new Trajectory(
                times, states, List.of("x", "a \"b\", ü", "t"), List.of("m", "m/s", "K"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.tsv", "a.npz", "a.parquet", "a.h5"})
    void whatIsWrittenIsReadBackBitForBit(String name) {
        var written = sample(500);
        var path = folder.resolve(name);
        TrajectoryFiles.write(path, written);
        var read = TrajectoryFiles.read(path).only();
        assertThat(read.names()).isEqualTo(written.names());
        assertThat(read.times()).containsExactly(written.times());
        for (int i = 0; i < written.size(); i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(Double.doubleToLongBits(read.state(i, j)))
                        .isEqualTo(Double.doubleToLongBits(written.state(i, j)));
            }
        }
        if (name.endsWith(".npz") || name.endsWith(".h5")) {
            assertThat(read.units()).isEqualTo(written.units());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.npz", "a.parquet", "a.h5"})
    void columnsAreChosenInEveryFormat(String name) {
        var path = folder.resolve(name);
        TrajectoryFiles.write(path, sample(20));
        var options = new ReadOptions(null, List.of("t", "x"), null, false);
        var read = TrajectoryFiles.read(path, options).only();
        assertThat(read.names()).containsExactly("t", "x");
        assertThat(read.column("x")).containsExactly(sample(20).column("x"));
        var unknown = new ReadOptions(null, List.of("q"), null, false);
        assertThatThrownBy(() -> TrajectoryFiles.read(path, unknown))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(name + ": no column 'q'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.npz", "a.parquet"})
    void anUnfinishedFileLeavesNoTraceAndTheOldOneInPlace(String name) throws IOException {
        var path = folder.resolve(name);
        TrajectoryFiles.write(path, sample(5));
        try (var sink = TrajectoryFiles.sink(path, List.of("x"), List.of())) {
            sink.row(0, new double[] {1});
        }
        assertThat(TrajectoryFiles.read(path).only().size()).isEqualTo(5);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aMillionRowsAreWrittenWhileTheHeapStaysSmall() {
        var path = folder.resolve("a.npz");
        int rows = 1_000_000;
        var x = new double[3];
        System.gc();
        long before = used();
        long most = 0;
        try (var sink = TrajectoryFiles.sink(path, List.of("x", "y", "z"), List.of())) {
            for (int i = 0; i < rows; i++) {
                x[0] = Math.sin(i);
                x[1] = i;
                x[2] = -i;
                sink.row(i * 0.01, x);
                if (i % 250_000 == 249_999) {
                    System.gc();
                    most = Math.max(most, used() - before);
                }
            }
            sink.finish();
        }
        assertThat(most).isLessThan(8 << 20);
        var read = TrajectoryFiles.read(path).only();
        assertThat(read.size()).isEqualTo(rows);
        assertThat(read.state(rows - 1)).containsExactly(Math.sin(rows - 1), rows - 1, 1 - rows);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aMissingFolderIsNamed() {
        var path = folder.resolve("no/a.csv");
        assertThatThrownBy(() -> TrajectoryFiles.write(path, sample(2)))
                .hasMessage("cannot write %s: no folder %s".formatted(path, path.getParent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.npz", "a.npy", "a.parquet", "a.h5"})
    void garbageIsRefusedInOneLine(String name) throws IOException {
        var bytes = new byte[10_000];
        RandomGeneratorFactory.of("L64X128MixRandom").create(5).nextBytes(bytes);
        var path = Files.write(folder.resolve(name), bytes);
        assertThatThrownBy(() -> TrajectoryFiles.read(path))
                .isInstanceOf(DataFileException.class)
                .message()
                .contains(name)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "a.parquet", "a.h5"})
    void aFileCutShortAnywhereIsRefused(String name) throws IOException {
        var path = folder.resolve(name);
        TrajectoryFiles.write(path, sample(200));
        var whole = Files.readAllBytes(path);
        for (int part = 0; part < 8; part++) {
            Files.write(path, java.util.Arrays.copyOf(whole, whole.length * part / 8));
            assertThatThrownBy(() -> TrajectoryFiles.read(path))
                    .isInstanceOf(DataFileException.class)
                    .message()
                    .contains(name)
                    .doesNotContain("\n");
        }
    }
}
