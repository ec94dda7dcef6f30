package org.separatrix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.learn.Torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class MistakesTest {

    @TempDir private Path folder = Path.of("");

    private Session run(String... words) {
        return Session.of(folder, words);
    }

    private String file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static void refused(Session session, int code, String complaint) {
        assertThat(session.complaint()).isEqualTo("separatrix: " + complaint);
        assertThat(session.code()).isEqualTo(code);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).doesNotContain("\tat ", "defect");
    }

    @Test
    void unknownWordsAreAnsweredWithTheNearestKnownOnes() {
        refused(run("show", "Lorens"), 2, "unknown system 'Lorens': did you mean Lorenz?");
        refused(
                run("show", "EndCap"),
                2,
                "EndCap is no system: a placeholder at the end of the published list of maps, with"
                        + " Henon's parameters and no equation; see Henon");
        refused(run("shwo"), 2, "unknown command 'shwo': did you mean show?");
        refused(run("show", "Lorenz", "--jsn"), 2, "unknown option '--jsn': did you mean --json?");
        refused(
                run("fit", "--method", "nvarr", "--data", "x.csv"),
                2,
                "unknown model 'nvarr': did you mean nvar?");
        refused(run("run", "dystz"), 2, "unknown method 'dystz'; did you mean dysts?");
        refused(
                run("simulate", "Lorenz", "--set", "rhoo=3"),
                2,
                "Lorenz has no scalar parameter 'rhoo': did you mean rho?");
        refused(
                run("systems", "--kind", "maps"),
                2,
                "--kind must be flow, map, delay, stochastic, jump, pde, got 'maps': did you mean"
                        + " map?");
    }

    /// Whatever the method: the device is looked for before anything runs.
    @Test
    void aDeviceThatIsAbsentIsRefusedInOneLine() {
        assumeThat(Torch.cuda()).isFalse();
        String absent =
                "device cuda is not available here; use cpu, or build with the profile gpu on a"
                        + " machine with an NVIDIA card";
        for (String method : List.of("lightsb", "ntk", "causal-pinn")) {
            var session = run("run", method, "--device", "cuda");
            assertThat(session.complaint()).isEqualTo("separatrix: " + absent);
            assertThat(session.code()).isNotZero();
            assertThat(session.err()).doesNotContain("\tat ");
        }
        assertThat(run("run", "lightsb", "--device", "gpu").complaint())
                .isEqualTo("separatrix: device must be cpu or cuda, got 'gpu'");
    }

    @Test
    void aBoardNeedsABenchAndAKnownMetric() {
        refused(
                run("bench", "--board"),
                2,
                "no bench in %s yet; run 'separatrix bench' first"
                        .formatted(folder.resolve("runs")));
        refused(
                run("bench", "--board", "latest", "--metric", "smpae"),
                2,
                "unknown metric 'smpae': did you mean smape?");
        refused(
                run("bench", "--metric", "smape"),
                2,
                "--metric needs --board, the run whose models it ranks");
    }

    @Test
    void valuesThatAreNoNumbersAreNamed() {
        refused(
                run("simulate", "Lorenz", "--points", "many"),
                2,
                "Invalid value for option '--points': 'many' is not a whole number");
    }

    @Test
    void mistakesInEquationsAreShownInTheFileOfTheUser() throws IOException {
        String path = file("bad.yaml", "name: Bad\nequations: |\n  x' = 2*(x - 1\ninitial: [1]\n");
        var session = run("simulate", path);
        refused(session, 2, path + ": line 3, column 16: expected ')' but found end of text");
        assertThat(session.err().lines().skip(1))
                .containsExactly("  x' = 2*(x - 1", " ".repeat(15) + "^");
    }

    @Test
    void mistakesInXppFilesHaveTheirLineAndCaretToo() throws IOException {
        String path = file("bad.ode", "par a=2\nx'=a*(1-x\ninit x=1\ndone\n");
        var session = run("analyze", path);
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.complaint()).startsWith("separatrix: " + path + ": line 2, column ");
        assertThat(session.err()).contains("x'=a*(1-x\n");
    }

    @Test
    void solutionThatBecomesInfiniteExitsWithThree() throws IOException {
        String path = file("blow.yaml", "name: Blow\nequations: x' = x^2\ninitial: [1]\n");
        var session = run("simulate", path, "--duration", "2", "--points", "3");
        assertThat(session.code()).isEqualTo(3);
        // x = 1/(1 - t)
        assertThat(session.complaint())
                .startsWith("separatrix: Blow: x ")
                .contains("t = 1.0000", "step");
        assertThat(session.err()).doesNotContain("\tat ");
    }

    @Test
    void tooLongFixedStepExitsWithThreeAndAdvice() {
        var session = run("simulate", "Lorenz", "--method", "rk4", "--step", "1");
        assertThat(session.code()).isEqualTo(3);
        assertThat(session.complaint()).contains("step").contains("shorten the step");
    }

    @Test
    void systemsWithoutStateEquationsSayHowTheyAreWritten() {
        refused(
                run("export", "KuramotoSivashinsky"),
                2,
                "KuramotoSivashinsky is a pde system and has no equations of states; 'separatrix"
                        + " show KuramotoSivashinsky --file' prints how it is written");
    }

    @Test
    void mistakesInDataNameRowAndColumn() throws IOException {
        String text = file("text.csv", "t,x\n0,1\n1,abc\n");
        refused(
                fit(text),
                2,
                text.replaceAll(".*/", "") + ": row 3, column 'x': expected a number, got 'abc'");
        var unsorted = fit(file("unsorted.csv", "t,x\n0,1\n2,2\n1,3\n"));
        assertThat(unsorted.code()).isEqualTo(2);
        assertThat(unsorted.complaint()).contains("times must increase, row 4");
        var repeated = fit(file("repeated.csv", "t,x\n0,1\n1,2\n1,3\n"));
        assertThat(repeated.code()).isEqualTo(2);
        assertThat(repeated.complaint()).contains("row 4 repeats the time");
        var column = run("fit", "--method", "naive", "--data", text, "--columns", "y");
        assertThat(column.complaint()).endsWith("no column 'y'; the columns are t, x");
    }

    private Session fit(String path) {
        return run(
                "fit",
                "--method",
                "naive",
                "--data",
                path,
                "--output",
                folder.resolve("m.json").toString());
    }

    @Test
    void gapsAreToldAndWorkedAround() throws IOException {
        var rows = new StringBuilder("t,x\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i).append(',').append(i == 20 ? "" : Math.sin(0.3 * i)).append('\n');
        }
        var session = fit(file("gaps.csv", rows.toString()));
        assertThat(session.code()).isZero();
        assertThat(session.complaint()).endsWith("gaps.csv: 1 gap, in row 22");
        assertThat(session.out()).contains("in 2 pieces");
    }

    @Test
    void constantColumnsAndShortSeriesAreRefusedByTheBench() throws IOException {
        var rows = new StringBuilder("t,x,k\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i).append(',').append(Math.sin(0.3 * i)).append(",1\n");
        }
        var constant = run("bench", "--data", file("const.csv", rows.toString()));
        assertThat(constant.code()).isEqualTo(2);
        assertThat(constant.err())
                .contains(
                        "column 'k' is constant (1.0 in all 60 rows); leave it out with --columns");
        var few = run("bench", "--data", file("few.csv", "t,x\n0,1\n1,2\n2,1\n"));
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.complaint())
                .contains("needs at least 40 evenly spaced rows")
                .contains("has 3");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void unwritablePlacesAreNamed() throws IOException {
        String place = folder.resolve("nowhere").resolve("x.csv").toString();
        refused(
                run("simulate", "Lorenz", "--points", "10", "--output", place),
                2,
                "cannot write %s: no folder %s".formatted(place, folder.resolve("nowhere")));
        Files.writeString(folder.resolve("runs"), "a file where the folder of runs should be");
        var bench = run("bench", "--systems", "Lorenz", "--models", "naive");
        assertThat(bench.code()).isEqualTo(1);
        assertThat(bench.complaint())
                .startsWith("separatrix: cannot write " + folder.resolve("runs"))
                .contains("choose another folder with --runs");
    }

    @Test
    void debugShowsTheTrace() {
        assertThat(run("show", "Lorens", "--debug").err()).contains("\tat ");
    }
}
