package org.separatrix.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class ProcessEngineTest {

    @TempDir private Path temporary = Path.of("");

    /// Does as the name of the model says, in whatever process it is.
    static CellResult act(Cell cell) {
        switch (cell.model()) {
            case "hog" -> fillTheHeap();
            case "native" -> fillMemoryOutsideTheHeap();
            case "loop" -> loop();
            case "crash" -> Runtime.getRuntime().halt(7);
            case "refuse" -> throw new LabException("cannot do this one");
            case "defect" -> throw new IllegalStateException("a bug");
            case "noisy" -> System.out.println("a line that is no answer");
            default -> {}
        }
        return new CellResult(
                cell,
                Map.of("pid", (double) ProcessHandle.current().pid(), "third", 1 / 3.0),
                0,
                "{}",
                "");
    }

    private static void fillTheHeap() {
        long[][] all = new long[1 << 20][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new long[1 << 20];
        }
        throw new IllegalStateException(all.length + " arrays found room");
    }

    private static void fillMemoryOutsideTheHeap() {
        try (var arena = Arena.ofConfined()) {
            arena.allocate(1L << 29).fill((byte) 1);
            loop();
        }
    }

    private static void loop() {
        double x = 0;
        while (x < 1) {
            // Heeds no interruption, and never ends.
            x = 1 / (2 + x);
        }
    }

    private List<CellResult> evaluate(int memoryMiB, Duration limit, String... models) {
        var cells = Arrays.stream(models).map(m -> new Cell("s", m, 0, "")).toList();
        var run = new Run(0, temporary, 1, "cpu", Progress.SILENT, () -> false);
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            return new ProcessEngine(memoryMiB)
                    .evaluate(cells, () -> ProcessEngineTest::act, store, run, limit);
        }
    }

    @Test
    void cellsShareOneOtherProcessAndComeBackInTheirOrder() {
        var results = evaluate(0, Duration.ZERO, "a", "noisy", "refuse", "b");
        assertThat(results)
                .extracting(r -> r.cell().model())
                .containsExactly("a", "noisy", "refuse", "b");
        assertThat(results.get(2).failure()).isEqualTo("cannot do this one");
        assertThat(results.get(0).metrics())
                .isEqualTo(results.get(3).metrics())
                .containsEntry("third", 1 / 3.0);
        assertThat(results.getFirst().metrics().get("pid"))
                .isNotEqualTo((double) ProcessHandle.current().pid());
    }

    @Test
    void aCellThatHeedsNoInterruptionIsEndedAtTheLimitAndTheNextHasAProcess() {
        var results = evaluate(0, Duration.ofMillis(300), "loop", "a");
        assertThat(results.getFirst().failure()).isEqualTo("took longer than the limit of 0.3 s");
        assertThat(results.getFirst().seconds()).isBetween(0.3, 2.0);
        assertThat(results.getLast().succeeded()).isTrue();
    }

    @Test
    void aCellThatFillsItsHeapFailsAndTheOthersGoOn() {
        var results = evaluate(300, Duration.ZERO, "hog", "a");
        assertThat(results.getFirst().failure())
                .isEqualTo("needed more than the limit of 300 MiB of memory");
        assertThat(results.getLast().succeeded()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryOutsideTheHeapCounts() {
        var results = evaluate(300, Duration.ZERO, "native", "a");
        assertThat(results.getFirst().failure())
                .isEqualTo("needed more than the limit of 300 MiB of memory");
        assertThat(results.getLast().succeeded()).isTrue();
    }

    @Test
    void aCrashIsTheCellsOwn() {
        var results = evaluate(0, Duration.ZERO, "crash", "a");
        assertThat(results.getFirst().failure())
                .isEqualTo("ended its process with code 7; see cells.log");
        assertThat(results.getLast().succeeded()).isTrue();
        assertThat(temporary.resolve("cells.log")).exists();
    }

    @Test
    void aDefectOfTheProgramEndsTheComparisonAndFinishedCellsStay() {
        assertThatThrownBy(() -> evaluate(0, Duration.ZERO, "a", "defect", "b"))
                .isInstanceOf(LabException.class)
                .hasMessage("cell s|defect|0|: a bug");
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            assertThat(store.all()).containsOnlyKeys("s|a|0|");
        }
    }

    @Test
    void cancellingEndsTheProcessAndKeepsWhatIsFinished() {
        var cancelled = new AtomicBoolean();
        Progress afterOne = (done, _, _) -> cancelled.set(done > 0);
        var run = new Run(0, temporary, 1, "cpu", afterOne, cancelled::get);
        var cells = List.of(new Cell("s", "a", 0, ""), new Cell("s", "loop", 0, ""));
        try (var store = CellStore.open(temporary.resolve("cells.duckdb"))) {
            assertThatThrownBy(() ->
                            new ProcessEngine(0)
                                    .evaluate(
                                            cells,
                                            () -> ProcessEngineTest::act,
                                            store,
                                            run,
                                            Duration.ZERO))
                    .isInstanceOf(CancellationException.class);
            assertThat(store.all()).containsOnlyKeys("s|a|0|");
        }
    }

    @Test
    void aLimitThatCannotHoldTheProgramIsRefused() {
        assertThatThrownBy(() -> new ProcessEngine(100))
                .hasMessage("the memory of a cell must be at least 256 MiB, got 100");
    }
}
