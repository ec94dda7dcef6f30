package org.separatrix.forecast.tournament;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.Trial;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.data.Segment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class TournamentTest {

    private static final TournamentConfig TINY =
            new TournamentConfig(
                    List.of("Lorenz", "Rossler", "MackeyGlass"),
                    List.of("naive", "mean", "drift", "linear", "nvar", "oracle"),
                    BenchConfig.Scale.COARSE,
                    1,
                    20,
                    6,
                    3,
                    1,
                    2,
                    List.of("naive", "linear", "nvar"),
                    2,
                    List.of("naive", "linear"),
                    List.of(0.0, 0.1),
                    List.of(10),
                    4);

    @TempDir private Path temporary = Path.of("");

    @Test
    void isFoundByItsNumberAndItsName() {
        assertThat(Methods.named("4")).isInstanceOf(TournamentExperiment.class);
        assertThat(Methods.named("tournament").card().citation()).contains("2303.08011");
    }

    @Test
    void theSweepCutsTheHistoryWhereThePaperDoes() {
        var full = new TournamentExperiment().full();
        assertThat(full.lengths()).hasSize(25);
        assertThat(full.lengths().stream().map(n -> 1000 - n).toList())
                .startsWith(0, 37, 74, 112)
                .endsWith(861, 899);
        assertThat(full.systems()).hasSize(135);
        assertThat(full.models().subList(0, 24)).doesNotHaveDuplicates();
    }

    @Test
    void smallTournamentStatesEveryClaimAndResumes() {
        var progress = new AtomicInteger();
        var report = run(progress);
        assertThat(report.claims())
                .extracting(Claim::name)
                .containsExactly(
                        "every-method-runs",
                        "learned-below-naive",
                        "best-below-60",
                        "nbeats-first",
                        "few-data-favour-neural-ode",
                        "few-data-favour-dynamics",
                        "nbeats-needs-data",
                        "metrics-agree",
                        "exponent-loses-its-hold",
                        "perfect-model-horizon",
                        "nvar-horizon");
        // The delay system is forecast like the others.
        assertThat(report.claims().getFirst().holds()).isTrue();
        // N-BEATS was not asked to take part: nothing about it can hold.
        assertThat(claim(report, "nbeats-first").holds()).isFalse();
        assertThat(claim(report, "learned-below-naive").holds()).isFalse();
        progress.set(0);
        assertThat(ReportJson.write(run(progress))).isEqualTo(ReportJson.write(report));
        // One line for each of the parts, which were all there already.
        assertThat(progress).hasValue(6);
    }

    private Report run(AtomicInteger progress) {
        Progress counting = (_, _, _) -> progress.incrementAndGet();
        return new TournamentExperiment()
                .run(TINY, new Run(3, temporary, 2, "cpu", counting, () -> false));
    }

    private static Claim claim(Report report, String name) {
        return report.claims().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Trial trial(double[][] forecast) {
        var history = new double[100][];
        for (int i = 0; i < 100; i++) {
            history[i] = new double[] {50 + (i % 2 == 0 ? 2 : -2)};
        }
        var truth = new double[][] {{52}, {48}, {52}, {48}, {52}, {48}};
        var cell = new Cell("alternating", "some", 0, "");
        return new Trial(
                new CellResult(cell, Map.of(), 1, "{}", ""),
                new Segment(0, 1, history, List.of("x")),
                new Segment(100, 1, truth, List.of("x")),
                forecast,
                "",
                2,
                0.5);
    }

    @Test
    void errorsAreMeasuredInDeviationsAboutTheMean() {
        // In these units the truth is +-1, and the forecast of row 3 is 3 instead of 1.
        var scored = Scored.of(trial(new double[][] {{52}, {48}, {56}, {48}, {52}, {48}}), 4);
        assertThat(scored.smape())
                .containsExactly(new double[] {0, 0, 100.0 / 3, 25, 20, 100.0 / 6}, within(1e-6));
        assertThat(scored.shortSmape()).isCloseTo(25, within(1e-6));
        // Valid for two rows of half a Lyapunov time each.
        assertThat(scored.validTimes()).isCloseTo(1, within(1e-12));
        assertThat(scored.validSmapeTimes()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aForecastThatFailedOrBlewUpIsTheWorst() {
        var failed = Scored.of(trial(new double[0][]), 4);
        assertThat(failed.shortSmape()).isEqualTo(200);
        assertThat(failed.validTimes()).isZero();
        double nan = Double.NaN;
        var blown = Scored.of(trial(new double[][] {{52}, {48}, {nan}, {nan}, {nan}, {nan}}), 4);
        assertThat(blown.shortSmape()).isEqualTo(200);
        assertThat(blown.smape()[1]).isCloseTo(0, within(1e-6));
        assertThat(blown.smape()[2]).isEqualTo(200);
        assertThat(blown.validTimes()).isCloseTo(1, within(1e-12));
    }

    @Test
    void perfectModelIsLostAfterTheClassicalTime() {
        var lorenz = new LorenzHorizon(12, new Seeds(1));
        assertThat(lorenz.perfect(1e-4)).isCloseTo(1, within(0.35));
    }

    @Test
    void nothingToForecastIsRefused() {
        assertThatThrownBy(() ->
                        new TournamentConfig(
                                List.of(),
                                List.of("naive"),
                                BenchConfig.Scale.COARSE,
                                1,
                                20,
                                6,
                                3,
                                1,
                                1,
                                List.of(),
                                2,
                                List.of(),
                                List.of(),
                                List.of(),
                                4))
                .isInstanceOf(LabException.class)
                .hasMessage("systems must name at least one system");
    }
}
