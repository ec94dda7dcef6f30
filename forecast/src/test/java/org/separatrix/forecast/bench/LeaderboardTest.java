package org.separatrix.forecast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class LeaderboardTest {

    private static final Seeds SEEDS = new Seeds(1);
    private static final ScoreKind SMAPE = ScoreKind.named("smape");

    private static CellResult cell(String system, String model, long repeat, double smape) {
        var cell = new Cell(system, model, repeat, "setting");
        return Double.isNaN(smape)
                ? new CellResult(cell, Map.of("validTime", 0.0), 3, "{}", "")
                : new CellResult(
                        cell,
                        Map.of("smape", smape, "rmse", smape / 10, "validTime", 100 - smape),
                        3,
                        "{}",
                        "");
    }

    /// Three models on four systems: the first best on three, the last blown up on one.
    private static List<CellResult> cells() {
        double[][] scores = {{10, 20, 30}, {12, 14, 50}, {30, 20, Double.NaN}, {5, 6, 7}};
        var cells = new ArrayList<CellResult>();
        for (int s = 0; s < scores.length; s++) {
            cells.add(cell("s" + s, "oracle", 0, 1));
            for (int m = 0; m < 3; m++) {
                cells.add(cell("s" + s, "m" + m, 0, scores[s][m]));
            }
        }
        return cells;
    }

    @Test
    void modelsStandByMeanRankWithWinsFailuresAndMedians() {
        var standing = Leaderboard.of(cells(), SEEDS).by(SMAPE);
        assertThat(standing.blocks()).containsExactly("s0", "s1", "s2", "s3");
        assertThat(standing.rows().stream().map(Standing.Row::model))
                .containsExactly("m0", "m1", "m2", "oracle");
        var best = standing.rows().getFirst();
        assertThat(best.meanRank()).isEqualTo((1 + 1 + 2 + 1) / 4.0);
        assertThat(best.wins()).isEqualTo(3);
        assertThat(best.median()).isEqualTo(11);
        assertThat(best.low()).isBetween(5.0, 11.0);
        assertThat(best.high()).isBetween(11.0, 30.0);
        assertThat(best.seconds()).isEqualTo(3);
        var last = standing.rows().get(2);
        assertThat(last.failed()).isEqualTo(1);
        assertThat(last.meanRank()).isEqualTo(3);
        assertThat(last.median()).isEqualTo(40);
        assertThat(last.high()).isInfinite();
        assertThat(standing.rows().get(3).meanRank()).isNaN();
    }

    @Test
    void friedmanAndNemenyiAreThoseOfTheRanks() {
        var standing = Leaderboard.of(cells(), SEEDS).by(SMAPE);
        // Rank sums 5, 7, 12 over four systems: 12 / (4 * 3 * 4) * 218 - 3 * 4 * 4 = 6.5.
        var friedman = Objects.requireNonNull(standing.friedman());
        assertThat(friedman.statistic()).isCloseTo(6.5, within(1e-12));
        assertThat(friedman.p()).isCloseTo(Math.exp(-3.25), within(1e-12));
        assertThat(Objects.requireNonNull(standing.difference()).value())
                .isCloseTo(2.343 * Math.sqrt(3 * 4 / 24.0), within(0.001));
        // 1.657: only the first and the last differ.
        assertThat(standing.groups()).containsExactly(List.of("m0", "m1"), List.of("m1", "m2"));
    }

    @Test
    void higherScoresLeadWhereHigherIsBetter() {
        var standing = Leaderboard.of(cells(), SEEDS).by(ScoreKind.named("validTime"));
        assertThat(standing.higherIsBetter()).isTrue();
        assertThat(standing.rows().getFirst().model()).isEqualTo("m0");
        assertThat(standing.rows().getFirst().median()).isEqualTo(89);
    }

    @Test
    void ofAnUnfinishedRunOnlyWhatAllHaveTriedCounts() {
        var cells = new ArrayList<>(cells());
        cells.add(cell("s0", "m0", 1, 1000));
        var board = Leaderboard.of(cells, SEEDS);
        assertThat(board.counted()).isEqualTo(4);
        assertThat(board.tried()).isEqualTo(5);
        assertThat(board.by(SMAPE).rows().getFirst().median()).isEqualTo(11);
        assertThatThrownBy(() ->
                        Leaderboard.of(
                                List.of(cell("a", "m0", 0, 1), cell("b", "m1", 0, 1)), SEEDS))
                .isInstanceOf(LabException.class)
                .hasMessage("no forecast has been tried by all of 2 models yet; let the run go on");
        assertThatThrownBy(() -> Leaderboard.of(List.of(), SEEDS))
                .hasMessage("the run has no finished cell yet; let it go on");
    }

    @Test
    void oneSystemIsRankedByItsForecasts() {
        var cells =
                List.of(
                        cell("my.csv", "m0", 0, 10),
                        cell("my.csv", "m1", 0, 20),
                        cell("my.csv", "m0", 1, 10),
                        cell("my.csv", "m1", 1, 20));
        var standing = Leaderboard.of(cells, SEEDS).by(SMAPE);
        assertThat(standing.blocks()).containsExactly("my.csv 0", "my.csv 1");
        assertThat(standing.rows().getFirst().wins()).isEqualTo(2);
    }

    @Test
    void oneForecastIsRankedAndNotTested() {
        var cells = List.of(cell("a", "m0", 0, 10), cell("a", "m1", 0, 20));
        var board = Leaderboard.of(cells, SEEDS);
        var standing = board.by(SMAPE);
        assertThat(standing.rows().getFirst().model()).isEqualTo("m0");
        assertThat(standing.friedman()).isNull();
        var blocks =
                LeaderboardReport.of("run", board, List.of(standing))
                        .sections()
                        .getFirst()
                        .blocks();
        assertThat(blocks).hasSize(2);
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        assertThat(Leaderboard.of(cells(), SEEDS).by(SMAPE).rows())
                .isEqualTo(Leaderboard.of(cells(), SEEDS).by(SMAPE).rows());
    }

    @Test
    void unknownAndAbsentScoresAreAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> ScoreKind.named("smap"))
                .hasMessageContaining("did you mean smape");
        assertThatThrownBy(() -> ScoreKind.named("quality"))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("unknown metric 'quality'; known are validLyapunovTimes, ")
                .hasMessageContaining("kendall")
                .hasMessageEndingWith("dstsp, dh");
        assertThatThrownBy(() -> Leaderboard.of(cells(), SEEDS).by(ScoreKind.named("dh")))
                .hasMessage("no cell of the run has the score 'dh'; it has validTime, rmse, smape");
    }

    @Test
    void theReportHasATableTestsAndADiagramForEachScore() {
        var board = Leaderboard.of(cells(), SEEDS);
        var report = LeaderboardReport.of("run", board, List.of(board.by(SMAPE)));
        var blocks = report.sections().getFirst().blocks();
        assertThat(((Block.Table) blocks.get(0)).rows()).hasSize(4);
        assertThat(((Block.Text) blocks.get(1)).text())
                .startsWith("Friedman: chi-squared 6.500 with 2 degrees of freedom")
                .endsWith("not told from m0: m1.");
        assertThat(((Block.RankDiagram) blocks.get(2)).names()).containsExactly("m0", "m1", "m2");
        assertThat(ReportJson.read(ReportJson.write(report)).sections()).hasSize(2);
    }
}
