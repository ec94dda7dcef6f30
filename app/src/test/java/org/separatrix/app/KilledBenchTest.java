package org.separatrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs in processes of their own, which can be killed; two tests at a time, for most of the time
/// is the start of a process.
@Execution(ExecutionMode.CONCURRENT)
class KilledBenchTest {

    private static final List<String> BENCH =
            List.of(
                    "bench",
                    "--systems",
                    "Lorenz",
                    "--models",
                    "naive,esn,gp",
                    "--threads",
                    "1",
                    "-s",
                    "repeats=1",
                    "-s",
                    "historyPeriods=8",
                    "-s",
                    "horizonPeriods=2");

    private static final List<String> ANALYSIS =
            List.of(
                    "analyze",
                    "--only",
                    "Lorenz,Rossler,Thomas,SprottB,Halvorsen,Arneodo",
                    "--periods",
                    "300",
                    "--transient",
                    "100");

    @TempDir private Path folder = Path.of("");

    private Process start(String... more) throws IOException {
        return start(BENCH, more);
    }

    private Process start(List<String> command, String... more) throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("--add-modules=jdk.incubator.vector", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        words.add(System.getProperty("java.class.path"));
        words.add("org.separatrix.app.Main");
        words.addAll(command);
        words.addAll(List.of(more));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /// Waits until the first cell is stored, which the progress tells.
    private void awaitFirstCell(Process process) throws Exception {
        await(process, "1/3");
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    private void await(Process process, String progress) throws Exception {
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            if (Files.readString(folder.resolve("err")).contains(progress)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no cell: " + Files.readString(folder.resolve("err")));
    }

    private List<Path> runs() throws IOException {
        try (var runs = Files.list(folder.resolve("runs"))) {
            return runs.toList();
        }
    }

    private void finish(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void killedBenchGoesOnInItsFolderAndKeepsItsCells() throws Exception {
        var first = start();
        awaitFirstCell(first);
        first.destroyForcibly();
        finish(first);
        assertThat(runs()).hasSize(1);
        var second = start();
        finish(second);
        assertThat(second.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("err")))
                .contains("Going on with the interrupted run ")
                .contains("already done, resumed");
        assertThat(runs()).hasSize(1);
        assertThat(runs().getFirst().resolve("report.html")).isRegularFile();
    }

    @Test
    void interruptedBenchSaysSoInOneLineAndExitsWith130() throws Exception {
        var bench = start();
        awaitFirstCell(bench);
        interrupt(bench);
        finish(bench);
        assertThat(bench.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("err")))
                .contains("separatrix: interrupted; what is finished is kept in runs/")
                .doesNotContain("\tat ");
        var record =
                ReportJson.MAPPER.readTree(Files.readString(runs().getFirst().resolve("run.json")));
        assertThat(record.get("state").asString()).isEqualTo("cancelled");
    }

    @Test
    void benchesAtTheSameTimeHaveFoldersOfTheirOwn() throws Exception {
        var first = start();
        awaitFirstCell(first);
        var second = start("--quiet");
        finish(first);
        finish(second);
        assertThat(first.exitValue()).isZero();
        assertThat(second.exitValue()).isZero();
        assertThat(runs()).hasSize(2);
    }

    @Test
    void interruptedAnalysisKeepsItsSystemsAndGoesOn() throws Exception {
        var first = start(ANALYSIS);
        await(first, "1/6");
        interrupt(first);
        finish(first);
        assertThat(first.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("err")))
                .contains("separatrix: interrupted; the finished systems are kept in runs/")
                .contains("the same command goes on from there")
                .doesNotContain("\tat ");
        var kept = systems();
        assertThat(kept).isNotEmpty().hasSizeLessThan(6).allMatch(f -> f.endsWith(".json"));
        var second = start(ANALYSIS);
        finish(second);
        assertThat(second.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("err")))
                .contains("Going on with the interrupted run ")
                .contains(kept.size() + "/6", "already done, resumed");
        assertThat(Files.readString(folder.resolve("out"))).contains("6 systems, 0 without");
        assertThat(runs()).hasSize(1);
        assertThat(systems()).hasSize(6);
    }

    private List<String> systems() throws IOException {
        try (var files = Files.list(runs().getFirst().resolve("systems"))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
