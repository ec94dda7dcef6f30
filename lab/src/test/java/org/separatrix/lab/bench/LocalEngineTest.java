package org.separatrix.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class LocalEngineTest {

    @TempDir private Path temporary = Path.of("");

    static List<Cell> cells(int count) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < count; i++) {
            cells.add(new Cell("system" + i, "model", i % 3, "setting"));
        }
        return cells;
    }

    static CellResult square(Cell cell) {
        double x = Double.parseDouble(cell.system().substring(6));
        return new CellResult(cell, Map.of("square", x * x), 0, "{}", "");
    }

    @Test
    void answersInTheOrderOfTheCellsWhateverTheThreads() {
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            var run = new Run(0, temporary, 4, "cpu", Progress.SILENT, () -> false);
            var results = LocalEngine.evaluate(cells(50), LocalEngineTest::square, store, run);
            assertThat(results).extracting(CellResult::cell).isEqualTo(cells(50));
            assertThat(results.get(7).metrics()).containsEntry("square", 49.0);
        }
    }

    @Test
    void aResultStoredAgainReplacesTheFormerAndNewOnesBesideItAreKept() {
        var cell = cells(1).getFirst();
        var other = cells(2).getLast();
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            store.put(new CellResult(cell, Map.of("square", 1.0), 0, "{}", ""));
            store.putAll(List.of(square(other), square(cell)));
            assertThat(store.all().values())
                    .extracting(CellResult::metrics)
                    .containsExactly(Map.of("square", 0.0), Map.of("square", 1.0));
        }
    }

    @Test
    void moreResultsThanMayWaitAreAllStored() {
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            var run = new Run(0, temporary, 4, "cpu", Progress.SILENT, () -> false);
            LocalEngine.evaluate(cells(2500), LocalEngineTest::square, store, run);
            assertThat(store.all()).hasSize(2500);
        }
    }

    @Test
    void evaluatesNothingTwice() {
        var calls = new AtomicInteger();
        LocalEngine.Task counting =
                cell -> {
                    calls.incrementAndGet();
                    return square(cell);
                };
        var run = Run.quiet(0, temporary);
        for (int round = 0; round < 2; round++) {
            try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
                assertThat(LocalEngine.evaluate(cells(20), counting, store, run)).hasSize(20);
            }
        }
        assertThat(calls).hasValue(20);
    }

    @Test
    void aFailingCellIsAResultAndTheOthersGoOn() {
        LocalEngine.Task task =
                cell -> {
                    if (cell.system().equals("system3")) {
                        throw new LabException("cannot do this one");
                    }
                    return square(cell);
                };
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            var results = LocalEngine.evaluate(cells(6), task, store, Run.quiet(0, temporary));
            assertThat(results.get(3).failure()).isEqualTo("cannot do this one");
            assertThat(results.stream().filter(CellResult::succeeded)).hasSize(5);
        }
    }

    @Test
    void aCellThatFillsTheHeapFailsAndTheOthersGoOn() {
        LocalEngine.Task greedy =
                cell ->
                        cell.system().equals("system2")
                                ? square(
                                        new Cell(
                                                "system" + new long[Integer.MAX_VALUE].length,
                                                "",
                                                0,
                                                ""))
                                : square(cell);
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            var results = LocalEngine.evaluate(cells(4), greedy, store, Run.quiet(0, temporary));
            assertThat(results.get(2).failure()).startsWith("ran out of memory: ");
            assertThat(results.stream().filter(CellResult::succeeded)).hasSize(3);
        }
    }

    @Test
    void enginesAreFoundByNameAndAMissingOneSaysWhereToGetIt() {
        assertThat(Engines.named("local", Optional.empty())).isSameAs(Engines.LOCAL);
        assertThatThrownBy(() -> Engines.named("local", Optional.of("local[2]")))
                .hasMessage("--master needs --engine spark");
        assertThatThrownBy(() -> Engines.named("spark", Optional.empty()))
                .hasMessageContaining("start with the script ./separatrix");
        assertThatThrownBy(() -> Engines.named("sparc", Optional.empty()))
                .hasMessage("no engine 'sparc'; there are local, processes and spark");
    }

    @Test
    void aCellOverTheLimitFailsWithItsReasonAndTheOthersGoOn() {
        LocalEngine.Task sleepy =
                cell -> {
                    if (cell.system().equals("system1")) {
                        try {
                            TimeUnit.MINUTES.sleep(1);
                        } catch (InterruptedException e) {
                            throw new CancellationException("interrupted");
                        }
                    }
                    return square(cell);
                };
        var results = limited(sleepy);
        assertThat(results.get(1).failure()).isEqualTo("took longer than the limit of 0.2 s");
        assertThat(results.get(1).metrics()).isEmpty();
        assertThat(results.stream().filter(CellResult::succeeded)).hasSize(3);
    }

    @Test
    void aCellThatCannotBeInterruptedIsLeftBehindAndItsLateResultDropped() {
        var ended = new AtomicBoolean();
        LocalEngine.Task deaf =
                cell -> {
                    while (cell.system().equals("system1") && !ended.get()) {
                        Thread.onSpinWait();
                    }
                    return square(cell);
                };
        try {
            assertThat(limited(deaf).get(1).failure())
                    .isEqualTo(
                            "took longer than the limit of 0.2 s; it could not be interrupted and"
                                    + " went on beside");
        } finally {
            ended.set(true);
        }
    }

    private List<CellResult> limited(LocalEngine.Task task) {
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            var run = new Run(0, temporary, 1, "cpu", Progress.SILENT, () -> false);
            var results = LocalEngine.evaluate(cells(4), task, store, run, Duration.ofMillis(200));
            assertThat(store.all().values()).containsExactlyInAnyOrderElementsOf(results);
            return results;
        }
    }

    @Test
    void cancellingKeepsWhatIsFinished() {
        var calls = new AtomicInteger();
        LocalEngine.Task counting =
                cell -> {
                    calls.incrementAndGet();
                    return square(cell);
                };
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            var run = new Run(0, temporary, 1, "cpu", Progress.SILENT, () -> calls.get() >= 5);
            assertThatThrownBy(() -> LocalEngine.evaluate(cells(20), counting, store, run))
                    .isInstanceOf(CancellationException.class);
            assertThat(store.all()).hasSize(5);
        }
    }

    /// The process that is killed: evaluates slow cells until somebody stops it.
    public static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            try (var store = CellStore.open(Path.of(arguments[0], "cells.duckdb"))) {
                LocalEngine.evaluate(
                        cells(1000),
                        cell -> {
                            pause();
                            return square(cell);
                        },
                        store,
                        Run.quiet(0, Path.of(arguments[0])));
            }
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aKilledRunGoesOnWithNothingLostOrRepeated() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                temporary.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(temporary.resolve("log").toFile())
                        .start();
        var file = temporary.resolve("cells.duckdb.wal");
        for (int i = 0;
                i < 1200 && process.isAlive() && !(Files.exists(file) && Files.size(file) > 8000);
                i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as(Files.readString(temporary.resolve("log"))).isNotZero();
        var again = new AtomicInteger();
        int kept;
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            kept = store.all().size();
            var results =
                    LocalEngine.evaluate(
                            cells(1000),
                            cell -> {
                                again.incrementAndGet();
                                return square(cell);
                            },
                            store,
                            Run.quiet(0, temporary));
            assertThat(results).extracting(CellResult::cell).isEqualTo(cells(1000));
            assertThat(results).allMatch(r -> r.metrics().equals(square(r.cell()).metrics()));
        }
        assertThat(kept).isPositive();
        assertThat(again).hasValue(1000 - kept);
    }

    @Test
    void exportsOneRowAMetricAndOneAFailedCellToEveryLastBit() throws Exception {
        var csv = temporary.resolve("m.csv");
        var parquet = temporary.resolve("it's.parquet");
        double third = 1.0 / 3;
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            store.put(
                    new CellResult(
                            new Cell("a", "m", 0, ""), Map.of("x", third, "y", 2.0), 0, "{}", ""));
            store.put(new CellResult(new Cell("b", "m", 0, ""), Map.of(), 1, "{}", "too, slow"));
            store.export(csv);
            store.export(parquet);
            assertThatThrownBy(() -> store.export(temporary.resolve("m.xlsx")))
                    .hasMessage("m.xlsx: results are written to .parquet or .csv");
        }
        assertThat(Files.readAllLines(csv))
                .containsExactly(
                        "system,model,seed,setting,metric,value,seconds,failure",
                        "a,m,0,\"\",x,0.3333333333333333,0.0,\"\"",
                        "a,m,0,\"\",y,2.0,0.0,\"\"",
                        "b,m,0,\"\",,,1.0,\"too, slow\"");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*), max(value) filter (metric = 'x') from '%s'"
                                        .formatted(parquet.toString().replace("'", "''")))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(3);
            assertThat(rows.getDouble(2)).isEqualTo(third);
        }
    }
}
