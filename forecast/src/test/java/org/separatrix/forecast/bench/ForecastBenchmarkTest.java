package org.separatrix.forecast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.separatrix.forecast.bench.BenchConfig.Scale.COARSE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.data.Dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class ForecastBenchmarkTest {

    private static final BenchConfig TINY =
            new BenchConfig(
                    List.of("Lorenz"),
                    List.of("naive", "linear", "nvar", "oracle"),
                    30,
                    6,
                    2,
                    2,
                    false,
                    0,
                    COARSE,
                    0);

    @TempDir private Path temporary = Path.of("");

    private List<CellResult> run(BenchConfig config, String folder, int threads, long seed) {
        var path = temporary.resolve(folder);
        path.toFile().mkdirs();
        var run =
                new Run(
                        seed,
                        path,
                        threads,
                        "cpu",
                        org.separatrix.lab.Progress.SILENT,
                        () -> false);
        return ForecastBenchmark.onCatalogue(config).run(run).results();
    }

    @Test
    void sameSeedGivesTheSameScoresWhateverTheThreads() {
        var one = run(TINY, "one", 1, 5);
        var two = run(TINY, "two", 3, 5);
        assertThat(one).hasSize(8);
        for (int k = 0; k < one.size(); k++) {
            assertThat(two.get(k).cell()).isEqualTo(one.get(k).cell());
            assertThat(two.get(k).metrics()).isEqualTo(one.get(k).metrics());
        }
        assertThat(run(TINY, "three", 1, 6).getFirst().metrics())
                .isNotEqualTo(one.getFirst().metrics());
    }

    @Test
    void theOracleFollowsTheTruthForLongerThanPersistence() {
        var results = run(TINY, "oracle", 2, 0);
        double oracle = mean(results, "oracle");
        double naive = mean(results, "naive");
        // An error of 0.1 % needs ln(500)/0.9 = 7 time units to grow to half a deviation; the
        // horizon is 3.
        assertThat(oracle).isGreaterThan(5 * naive);
    }

    private static double mean(List<CellResult> results, String model) {
        return results.stream()
                .filter(r -> r.cell().model().equals(model))
                .mapToDouble(r -> r.metrics().get("validTime"))
                .average()
                .orElseThrow();
    }

    @Test
    void finishedCellsAreNotRepeated() {
        run(TINY, "resume", 2, 0);
        var calls = new AtomicInteger();
        var path = temporary.resolve("resume");
        var run =
                new Run(
                        0,
                        path,
                        1,
                        "cpu",
                        (done, total, message) -> calls.incrementAndGet(),
                        () -> false);
        ForecastBenchmark.onCatalogue(TINY).run(run);
        // One line says that everything was there already.
        assertThat(calls).hasValue(1);
        assertThat(Files.exists(path.resolve("metrics.parquet"))).isTrue();
    }

    @Test
    void reportShowsLeaderboardForecastsAndErrorGrowth() {
        var path = temporary.resolve("report");
        path.toFile().mkdirs();
        var report = ForecastBenchmark.onCatalogue(TINY).run(Run.quiet(0, path)).report();
        var titles = report.sections().stream().map(s -> s.title()).toList();
        assertThat(titles)
                .containsExactly(
                        "Leaderboard", "Where each model is good", "Lorenz", "How to read this");
        var kinds =
                report.sections().get(2).blocks().stream()
                        .map(b -> b.getClass().getSimpleName())
                        .toList();
        assertThat(kinds).containsExactly("PhasePortrait", "LinePlot", "LinePlot", "Table");
        var leaderboard = (Block.Table) report.sections().getFirst().blocks().getFirst();
        assertThat(leaderboard.rows()).hasSize(4);
        assertThat(ReportJson.read(ReportJson.write(report)).sections()).hasSize(4);
    }

    private static Dataset file(int rows, boolean constant) {
        var times = new double[rows];
        var states = new double[2 * rows];
        for (int i = 0; i < rows; i++) {
            times[i] = 0.1 * i;
            states[2 * i] = Math.sin(0.3 * i);
            states[2 * i + 1] = constant ? 7 : Math.cos(0.3 * i);
        }
        return Dataset.of("my.csv", new Trajectory(times, states, List.of("a", "b")));
    }

    @Test
    void aUsersDataAreForecastFromSeveralOrigins() {
        var config =
                new BenchConfig(
                        List.of("Lorenz"),
                        List.of("naive", "linear", "oracle"),
                        20,
                        6,
                        2,
                        1,
                        false,
                        0,
                        COARSE,
                        0);
        var path = temporary.resolve("data");
        path.toFile().mkdirs();
        var outcome = ForecastBenchmark.onData(config, file(400, false)).run(Run.quiet(0, path));
        assertThat(outcome.results()).allMatch(r -> r.cell().system().equals("my.csv"));
        assertThat(outcome.results().stream().map(r -> r.cell().model()).distinct())
                .containsExactly("naive", "linear");
        assertThat(outcome.results().stream().map(r -> r.cell().seed()).distinct().count())
                .isGreaterThan(1);
        var linear =
                outcome.results().stream().filter(r -> r.cell().model().equals("linear")).toList();
        assertThat(linear).allMatch(r -> r.metrics().getOrDefault("rmse", 1.0) < 1e-5);
    }

    @Test
    void badDataAreNamed() {
        assertThatThrownBy(() -> ForecastBenchmark.onData(TINY, file(400, true)))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("my.csv: column 'b' is constant (7.0 in all 400 rows)");
        assertThatThrownBy(() -> ForecastBenchmark.onData(TINY, file(20, false)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("needs at least 40 evenly spaced rows");
    }

    @Test
    void unknownModelsAndSystemsAreAnsweredWithTheNearest() {
        var model =
                new BenchConfig(
                        List.of("Lorenz"), List.of("nvra"), 30, 6, 2, 1, false, 0, COARSE, 0);
        assertThatThrownBy(() -> run(model, "m", 1, 0))
                .hasMessage("unknown model 'nvra': did you mean nvar?");
        var system =
                new BenchConfig(
                        List.of("Lorentz"), List.of("naive"), 30, 6, 2, 1, false, 0, COARSE, 0);
        assertThatThrownBy(() -> run(system, "s", 1, 0))
                .hasMessageContaining("unknown system 'Lorentz': did you mean Lorenz");
    }
}
