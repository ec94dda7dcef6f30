package org.separatrix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

class AnswersTest {

    @TempDir private Path folder = Path.of("");

    private Session run(String... words) {
        return Session.of(folder, words);
    }

    static Stream<String> verbs() {
        return Verbs.ALL.keySet().stream().filter(verb -> !verb.equals("warmup"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpOfEveryVerbShowsAnExample(String verb) {
        var help = run(verb, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("  separatrix " + verb).contains("--runs=FOLDER");
    }

    @Test
    void helpListsEveryVerbAndTheExitCodes() {
        var help = run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains(verbs().toList()).doesNotContain("warmup");
        assertThat(help.out()).contains("0 fine", "1 failed", "2 bad usage", "3 diverged");
    }

    @Test
    void systemsAreAnArrayOfNameKindDimensionAndField() {
        var systems = run("systems", "--json").json();
        assertThat(systems.size()).isGreaterThan(150);
        var lorenz =
                StreamSupport.stream(systems.spliterator(), false)
                        .filter(s -> s.get("name").asString().equals("Lorenz"))
                        .findFirst()
                        .orElseThrow();
        assertThat(lorenz.get("kind").asString()).isEqualTo("flow");
        assertThat(lorenz.get("dimension").asInt()).isEqualTo(3);
        assertThat(lorenz.get("field").asString()).isNotEmpty();
    }

    @Test
    void systemsCanBeChosenByKind() {
        for (var system : run("systems", "--kind", "map", "--json").json()) {
            assertThat(system.get("kind").asString()).isEqualTo("map");
        }
    }

    @Test
    void showPrintsEquationsAndParameters() {
        var shown = run("show", "lorenz");
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("x' = sigma*(y - x)").contains("rho = 28");
    }

    @Test
    void showPrintsTheFileOfTheUser() throws IOException {
        var file = folder.resolve("decay.yaml");
        String text = "# mine\nequations: x' = -x\ninitial: [1]\n";
        Files.writeString(file, text);
        assertThat(run("show", file.toString(), "--file").out()).isEqualTo(text);
    }

    @Test
    void simulateGivesTimesStatesAndNames() throws IOException {
        var file = folder.resolve("decay.yaml");
        Files.writeString(file, "equations: x' = -x\ninitial: [1]\n");
        var answer =
                run("simulate", file.toString(), "--duration", "1", "--points", "11", "--json");
        var json = answer.json();
        assertThat(json.get("names").get(0).asString()).isEqualTo("x");
        assertThat(json.get("times").size()).isEqualTo(11);
        assertThat(json.get("times").get(10).asDouble()).isEqualTo(1);
        // The tolerance of the integrator is 1e-9.
        assertThat(json.get("states").get(10).get(0).asDouble())
                .isCloseTo(Math.exp(-1), within(1e-8));
    }

    @Test
    void simulateReadsXppFiles() throws IOException {
        var file = folder.resolve("decay.ode");
        Files.writeString(file, "x'=-a*x\npar a=2\ninit x=1\ndone\n");
        var json =
                run("simulate", file.toString(), "--duration", "1", "--points", "2", "--json")
                        .json();
        assertThat(json.get("states").get(1).get(0).asDouble())
                .isCloseTo(Math.exp(-2), within(1e-8));
    }

    @Test
    void analyzeGivesExponentsThatSumToTheContractionOfPhaseSpace() {
        var json = run("analyze", "Lorenz", "--periods", "60", "--json").json();
        double sum = 0;
        for (var exponent : json.get("lyapunovSpectrum")) {
            sum += exponent.get("value").asDouble();
            assertThat(exponent.get("error").asDouble()).isPositive();
        }
        // The divergence of the Lorenz flow is constant: -(sigma + 1 + beta).
        assertThat(sum).isCloseTo(-(10 + 1 + 2.667), within(1e-3));
        assertThat(json.get("kaplanYorkeDimension").get("value").asDouble()).isBetween(2.0, 2.2);
        assertThat(json.get("kaplanYorkeDimension").has("error")).isTrue();
    }

    @Test
    void fileThatSimulateWroteCanBeFittedForecastAndCompared() {
        String csv = folder.resolve("x.csv").toString();
        String model = folder.resolve("model.json").toString();
        assertThat(
                        run(
                                        "simulate",
                                        "Rossler",
                                        "--points",
                                        "200",
                                        "--per-period",
                                        "20",
                                        "--output",
                                        csv)
                                .code())
                .isZero();
        var fit = run("fit", "--method", "nvar", "--data", csv, "--time", "t", "--output", model);
        assertThat(fit.out()).startsWith("Fitted Nvar").contains("200 rows of x, y, z in 1 piece");
        var next = run("forecast", "--model", model, "--steps", "5", "--json").json();
        assertThat(next.get("times").size()).isEqualTo(5);
        assertThat(next.get("states").size()).isEqualTo(5);
        var tested =
                run(
                        "forecast",
                        "--method",
                        "linear",
                        "--data",
                        csv,
                        "--time",
                        "t",
                        "--steps",
                        "5",
                        "--backtest",
                        "8",
                        "--json");
        assertThat(tested.err()).startsWith("Backtest of linear, 5 steps from 8 places: error");
        assertThat(tested.json().get("names").get(1).asString()).isEqualTo("x_low");
        var both = run("forecast", "--model", model, "--backtest", "8");
        assertThat(both.code()).isNotZero();
        assertThat(both.err()).contains("give --method NAME instead of --model");
        var bench = run("bench", "--data", csv, "--time", "t", "--models", "naive,nvar", "--json");
        assertThat(bench.code()).isZero();
        var rows = bench.json().get("rows");
        assertThat(rows.get(0).get("system").asString()).isEqualTo("x.csv");
        assertThat(rows.get(0).get("model").asString()).isEqualTo("naive");
        assertThat(rows.get(0).get("metric").asString()).isNotEmpty();
        assertThat(rows.get(0).get("value").isNumber()).isTrue();
        assertThat(Path.of(bench.json().get("runFolder").asString()).resolve("report.html"))
                .isRegularFile();
    }

    @Test
    void benchIsReproducedReportedAndCompared() {
        String[] bench = {
            "bench",
            "--systems",
            "Lorenz",
            "--models",
            "naive,linear",
            "--seed",
            "3",
            "--json",
            "-s",
            "historyPeriods=3",
            "-s",
            "horizonPeriods=1",
            "-s",
            "repeats=1"
        };
        assertThat(run(bench).code()).isZero();
        var board = run("bench", "--board", "--metric", "rmse", "--json");
        assertThat(board.code()).isZero();
        var standing = board.json().get("standings").get(0);
        assertThat(standing.get("metric").asString()).isEqualTo("rmse");
        assertThat(standing.get("rows").get(0).get("model").asString()).isEqualTo("linear");
        assertThat(run("bench", "--board", "latest").out())
                .contains("mean rank", "Friedman", "board.html");
        var again = run("reproduce", "last", "--json");
        assertThat(again.code()).isZero();
        assertThat(again.json().get("same").asBoolean()).isTrue();
        assertThat(again.json().get("compared").asInt()).isGreaterThan(3);
        assertThat(run("report", "last").out()).contains("Leaderboard");
        assertThat(run("report", "--json").json().size()).isEqualTo(2);
        String first = again.json().get("first").asString();
        String second = again.json().get("second").asString();
        assertThat(run("compare", first, second).code()).isZero();
    }

    @Test
    void methodsAnswerToNumberNameAndBoth() {
        for (String name : new String[] {"1", "01", "dysts", "01-dysts"}) {
            var dry = run("run", name, "--dry-run");
            assertThat(dry.code()).isZero();
            assertThat(dry.out()).contains("forecastSystems: [Lorenz");
        }
        assertThat(run("methods", "--markdown").out())
                .startsWith("| no | method |")
                .contains("| 01 | dysts |", "not yet measured here");
        assertThat(run("methods", "--settings", "dysts").out()).contains("periods", "limitSeconds");
    }

    @Test
    void exportWritesEquationsInEveryForm() {
        assertThat(run("export", "Lorenz").out()).contains("x' = sigma*(y - x)");
        assertThat(run("export", "Lorenz", "--format", "latex").out()).contains("\\sigma");
        assertThat(run("export", "Lorenz", "--format", "tokens").out())
                .startsWith("x: mul sigma sub y x");
    }

    @Test
    void citeNamesThePaper() {
        assertThat(run("cite", "Lorenz").out()).contains("Lorenz", "1963");
        assertThat(run("cite", "dysts").out()).contains("Gilpin");
    }

    @Test
    void doctorReportsJavaAndTheRunFolder() {
        var facts = run("doctor", "--json").json();
        assertThat(facts.get("java").asString()).startsWith(Runtime.version().toString());
        assertThat(facts.get("runs").asString()).endsWith("writable");
    }

    @Test
    void completionKnowsVerbsOptionsSystemsAndModels() {
        var bash = run("completion", "bash");
        assertThat(bash.code()).isZero();
        assertThat(bash.out()).contains("simulate", "--per-period", "\"Lorenz\"", "\"nvar\"");
        assertThat(run("completion", "zsh").out()).contains("bashcompinit");
    }

    @Test
    void theWholeComparisonAcceptsItsOwnSystems() {
        var bench = run("bench", "--all", "--models", "naive", "-s", "tuned=false", "--json");
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(bench.out()).contains("MackeyGlass", "Hopfield", "HindmarshRose");
    }
}
