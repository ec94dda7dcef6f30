package org.separatrix.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.Engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class SparkEngineTest {

    private static final BenchConfig TINY =
            new BenchConfig(
                    List.of("Lorenz"),
                    List.of("naive", "nvar", "esn", "theta", "oracle"),
                    30,
                    6,
                    2,
                    1,
                    false,
                    0,
                    BenchConfig.Scale.COARSE,
                    0);

    @TempDir private Path temporary = Path.of("");

    private static Engine spark() {
        return Engines.named("spark", Optional.of("local[2]"));
    }

    private static List<Cell> cells(int count) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < count; i++) {
            cells.add(new Cell("system" + i, "model", i % 3, "setting"));
        }
        return cells;
    }

    private static int index(Cell cell) {
        return Integer.parseInt(cell.system().substring(6));
    }

    private static CellResult root(Cell cell) {
        return new CellResult(cell, Map.of("root", Math.sqrt(index(cell))), 0, "{}", "");
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new LabException("interrupted", e);
        }
    }

    private CellStore store() {
        return CellStore.open(temporary.resolve("cells.duckdb"));
    }

    private static CellResult withoutTime(CellResult result) {
        return new CellResult(
                result.cell(), result.metrics(), 0, result.details(), result.failure());
    }

    private List<CellResult> bench(String name, Engine engine) throws Exception {
        var folder = Files.createDirectory(temporary.resolve(name));
        var run = new Run(3, folder, 2, "cpu", Progress.SILENT, () -> false);
        ForecastBenchmark.onCatalogue(TINY).run(run, engine);
        try (var store = CellStore.open(folder.resolve("cells.duckdb"))) {
            return store.all().values().stream().map(SparkEngineTest::withoutTime).toList();
        }
    }

    /// Scores and whole forecasts, as stored.
    @Test
    void aBenchGivesTheSameRowsAsTheLocalEngineBitForBit() throws Exception {
        var local = bench("local", Engines.LOCAL);
        assertThat(bench("spark", spark())).hasSize(5).isEqualTo(local);
        assertThat(local).allMatch(CellResult::succeeded);
    }

    @Test
    void aFailingCellIsAResultAndTheOthersGoOnInTheirOrder() {
        Engine.TaskSource source =
                () ->
                        cell -> {
                            if (index(cell) == 3) {
                                throw new LabException("cannot do this one");
                            }
                            return root(cell);
                        };
        try (var store = store()) {
            var results =
                    spark().evaluate(
                                    cells(8),
                                    source,
                                    store,
                                    Run.quiet(0, temporary),
                                    Duration.ZERO);
            assertThat(results).extracting(CellResult::cell).isEqualTo(cells(8));
            assertThat(results.get(3).failure()).isEqualTo("cannot do this one");
            assertThat(results.stream().filter(CellResult::succeeded)).hasSize(7);
        }
    }

    @Test
    void aCellOverTheLimitFailsWithItsReason() {
        Engine.TaskSource source =
                () ->
                        cell -> {
                            pause(index(cell) == 1 ? 60_000 : 0);
                            return root(cell);
                        };
        try (var store = store()) {
            var run = Run.quiet(0, temporary);
            var results = spark().evaluate(cells(3), source, store, run, Duration.ofMillis(300));
            assertThat(results.get(1).failure()).isEqualTo("took longer than the limit of 0.3 s");
            assertThat(results.get(2).succeeded()).isTrue();
        }
    }

    @Test
    void goesOnWhereTheLocalEngineWasStopped() {
        Engine.TaskSource fails =
                () ->
                        _ -> {
                            throw new LabException("evaluated twice");
                        };
        var run = Run.quiet(0, temporary);
        try (var store = store()) {
            Engines.LOCAL.evaluate(
                    cells(5), () -> SparkEngineTest::root, store, run, Duration.ZERO);
            var results = spark().evaluate(cells(7), fails, store, run, Duration.ZERO);
            assertThat(results.subList(0, 5)).allMatch(CellResult::succeeded);
            assertThat(results.subList(5, 7)).allMatch(r -> !r.succeeded());
        }
    }

    @Test
    void cancellingKeepsWhatIsFinished() {
        var stored = new AtomicInteger();
        Progress counting = (done, _, _) -> stored.set((int) done);
        Engine.TaskSource slow =
                () ->
                        cell -> {
                            pause(10);
                            return root(cell);
                        };
        try (var store = store()) {
            var run = new Run(0, temporary, 2, "cpu", counting, () -> stored.get() >= 5);
            assertThatThrownBy(() -> spark().evaluate(cells(500), slow, store, run, Duration.ZERO))
                    .isInstanceOf(CancellationException.class);
            assertThat(store.all()).hasSizeBetween(5, 100);
        }
    }

    @Test
    void anErrorOfTheProgramEndsTheJobInOneLine() {
        Engine.TaskSource broken =
                () ->
                        cell -> {
                            throw new IllegalStateException("broken at " + index(cell));
                        };
        try (var store = store()) {
            assertThatThrownBy(() ->
                            spark().evaluate(
                                            cells(1),
                                            broken,
                                            store,
                                            Run.quiet(0, temporary),
                                            Duration.ZERO))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("spark gave up: ")
                    .hasMessageContaining("broken at 0")
                    .hasMessageNotContaining("\n");
            assertThat(store.all()).isEmpty();
        }
    }

    @Test
    void refusesAMasterThatIsNone() {
        assertThatThrownBy(() -> Engines.named("spark", Optional.of("yarn")))
                .hasMessageContaining("--master must be local[N], local[*] or spark://HOST:PORT");
    }

    /// The driver that is killed.
    public static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            Engine.TaskSource slow =
                    () ->
                            cell -> {
                                pause(20);
                                return root(cell);
                            };
            var folder = Path.of(arguments[0]);
            Progress shown = (done, _, _) -> System.out.println("done " + done);
            var run = new Run(0, folder, 2, "cpu", shown, () -> false);
            try (var store = CellStore.open(folder.resolve("cells.duckdb"))) {
                spark().evaluate(cells(300), slow, store, run, Duration.ZERO);
            }
        }
    }

    @Test
    void aKilledDriverGoesOnWithNothingLostOrRepeated() throws Exception {
        var log = temporary.resolve("log");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                temporary.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        for (int i = 0; i < 600 && process.isAlive() && told(log) < 20; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroyForcibly().waitFor();
        long told = told(log);
        assertThat(told).as(Files.readString(log)).isBetween(20L, 299L);
        var first = temporary.resolve("again");
        try (var store = store()) {
            var kept = store.all();
            assertThat(kept.size()).isBetween((int) told, (int) told + 1);
            var name = first.toString();
            var open = cells(300).stream().filter(c -> !kept.containsKey(c.key())).toList();
            Engine.TaskSource once =
                    () ->
                            cell -> {
                                count(name, cell);
                                return root(cell);
                            };
            Files.createDirectory(first);
            var run = Run.quiet(0, temporary);
            var results = spark().evaluate(cells(300), once, store, run, Duration.ZERO);
            assertThat(results).isEqualTo(cells(300).stream().map(c -> root(c)).toList());
            try (var files = Files.list(first)) {
                assertThat(files.map(f -> f.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(
                                open.stream().map(Cell::system).toList());
            }
        }
    }

    private static long told(Path log) throws java.io.IOException {
        return Files.readAllLines(log).stream().filter(l -> l.startsWith("done ")).count();
    }

    /// Leaves a file for an evaluated cell; a second one fails.
    private static void count(String folder, Cell cell) {
        try {
            Files.createFile(Path.of(folder, cell.system()));
        } catch (java.io.IOException e) {
            throw new LabException("evaluated twice: " + cell.key(), e);
        }
    }
}
