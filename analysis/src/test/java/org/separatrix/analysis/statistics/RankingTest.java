package org.separatrix.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class RankingTest {

    /// Areas under the curve of four variants of C4.5 on 14 data sets: J. Demšar (2006), table 6.
    /// The paper ranks the last two of the 13th set by digits that it does not print.
    private static final double[][] DEMSAR = {
        {0.763, 0.768, 0.771, 0.798},
        {0.599, 0.591, 0.590, 0.569},
        {0.954, 0.971, 0.968, 0.967},
        {0.628, 0.661, 0.654, 0.657},
        {0.882, 0.888, 0.886, 0.898},
        {0.936, 0.931, 0.916, 0.931},
        {0.661, 0.668, 0.609, 0.685},
        {0.583, 0.583, 0.563, 0.625},
        {0.775, 0.838, 0.866, 0.875},
        {1.000, 1.000, 1.000, 1.000},
        {0.940, 0.962, 0.965, 0.962},
        {0.619, 0.666, 0.614, 0.669},
        {0.972, 0.981, 0.97501, 0.975},
        {0.957, 0.978, 0.946, 0.970}
    };

    @Test
    void ranksOfATextbookTableAreThePublishedOnes() {
        var ranking = Ranking.of(DEMSAR, true);
        assertThat(ranking.meanRanks())
                .containsExactly(new double[] {3.143, 2.000, 2.893, 1.964}, within(0.0005));
        assertThat(ranking.rank(5, 1)).isEqualTo(2.5);
        assertThat(ranking.rank(9, 0)).isEqualTo(2.5);
        // Two first places of its own, and a quarter of the one that all four share.
        assertThat(ranking.wins()[0]).isEqualTo(2.25);
    }

    @Test
    void friedmansStatisticOfTheTextbookTableIsThePublishedOneCorrectedForTies() {
        // Published without the correction: 9.28. Three pairs and one quadruple are tied, so that
        // the
        // correction divides by 1 - (3 * 6 + 60) / (14 * 4 * 15).
        var friedman = Ranking.of(DEMSAR, true).friedman();
        assertThat(friedman.statistic()).isCloseTo(9.28 / (1 - 78.0 / 840), within(0.01));
        assertThat(friedman.degreesOfFreedom()).isEqualTo(3);
        // 9.348 and 11.345 are the upper points of 2.5 % and 1 %.
        assertThat(friedman.p()).isBetween(0.01, 0.025);
    }

    @Test
    void fullAgreementGivesTheLargestStatisticAndTiesGiveNone() {
        double[][] agreed = {{1, 2, 3, 4, 5}, {10, 20, 30, 40, 50}, {0, 1, 4, 9, 16}};
        assertThat(Ranking.of(agreed, false).friedman().statistic())
                .isCloseTo(3 * 4, within(1e-12));
        var tied = Ranking.of(new double[][] {{7, 7, 7}, {1, 1, 1}}, false).friedman();
        assertThat(tied.statistic()).isZero();
        assertThat(tied.p()).isEqualTo(1);
    }

    @Test
    void infiniteScoresComeLastAndShareTheirPlaces() {
        double bad = Double.POSITIVE_INFINITY;
        var ranking = Ranking.of(new double[][] {{bad, 3, bad}}, false);
        assertThat(ranking.meanRanks()).containsExactly(2.5, 1, 2.5);
        assertThat(ranking.wins()).containsExactly(0, 1, 0);
    }

    @Test
    void chiSquaredTailsAreThoseOfTheTables() {
        assertThat(ChiSquare.survival(3.841, 1)).isCloseTo(0.05, within(1e-4));
        assertThat(ChiSquare.survival(5.991, 2)).isCloseTo(0.05, within(1e-4));
        assertThat(ChiSquare.survival(11.070, 5)).isCloseTo(0.05, within(1e-4));
        assertThat(ChiSquare.survival(18.307, 10)).isCloseTo(0.05, within(1e-4));
        assertThat(ChiSquare.survival(43.773, 30)).isCloseTo(0.05, within(1e-4));
        assertThat(ChiSquare.survival(6.635, 1)).isCloseTo(0.01, within(1e-4));
    }

    @Test
    void nemenyisQuantilesAreThePublishedOnes() {
        // Demšar (2006), table 5, in whose last digit the tables differ by one.
        assertThat(CriticalDifference.quantile(2, 0.05)).isCloseTo(1.960, within(0.0005));
        assertThat(CriticalDifference.quantile(3, 0.05)).isCloseTo(2.343, within(0.001));
        assertThat(CriticalDifference.quantile(4, 0.05)).isCloseTo(2.569, within(0.001));
        assertThat(CriticalDifference.quantile(5, 0.05)).isCloseTo(2.728, within(0.001));
        assertThat(CriticalDifference.quantile(10, 0.05)).isCloseTo(3.164, within(0.001));
        assertThat(CriticalDifference.quantile(10, 0.1)).isCloseTo(2.920, within(0.001));
    }

    @Test
    void rangeOfTwoHasItsClosedForm() {
        // Their difference is normal with variance 2: P(|d| <= r) = erf(r / 2).
        for (double r : new double[] {0.1, 1, 3, 6}) {
            assertThat(StudentizedRange.distribution(r, 2))
                    .isCloseTo(
                            org.separatrix.analysis.special.ErrorFunction.erf(r / 2), within(1e-9));
        }
        assertThat(StudentizedRange.distribution(0, 5)).isZero();
    }

    @Test
    void criticalDifferenceAndGroupsOfTheTextbookTable() {
        var difference = CriticalDifference.of(4, 14, 0.05);
        assertThat(difference.value()).isCloseTo(1.25, within(0.005));
        // At 10 %, 1.12: the best two differ from the plain one, as the paper finds.
        var loose = CriticalDifference.of(4, 14, 0.10);
        assertThat(loose.value()).isCloseTo(1.12, within(0.005));
        double[] means = Ranking.of(DEMSAR, true).meanRanks();
        assertThat(difference.groups(means)).containsExactly(List.of(3, 1, 2, 0));
        assertThat(loose.groups(means)).containsExactly(List.of(3, 1, 2), List.of(2, 0));
        assertThat(new CriticalDifference(0.01, 0.05).groups(means)).isEmpty();
    }

    @Test
    void aMedianOfNormalNumbersHasTheIntervalOfTheory() {
        var random = new Random(4);
        double[] values =
                java.util.stream.DoubleStream.generate(random::nextGaussian).limit(400).toArray();
        var interval = BootstrapInterval.ofMedian(values, 0.95, 2000, new Random(1));
        // Standard error of the median: sqrt(pi / 2 / n); its bootstrap estimate errs by some 20 %.
        double width = 2 * 1.96 * Math.sqrt(Math.PI / 2 / 400);
        assertThat(interval.high() - interval.low()).isBetween(0.6 * width, 1.5 * width);
        assertThat(interval.median()).isBetween(interval.low(), interval.high());
        assertThat(BootstrapInterval.ofMedian(values, 0.95, 2000, new Random(1)))
                .isEqualTo(interval);
        double bad = Double.POSITIVE_INFINITY;
        var lost = BootstrapInterval.ofMedian(new double[] {1, bad, bad}, 0.95, 200, new Random(1));
        assertThat(lost).isEqualTo(new BootstrapInterval(bad, 1, bad));
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> Ranking.of(new double[][] {{1, Double.NaN}}, true))
                .hasMessage("block 0: the score of method 1 is not a number");
        assertThatThrownBy(() -> Ranking.of(new double[][] {{1, 2}, {1}}, true))
                .hasMessage("block 1: expected 2 scores, got 1");
        assertThatThrownBy(() -> Ranking.of(new double[0][], true))
                .hasMessage("a ranking needs at least 1 block and 2 methods, got 0 and 0");
        assertThatThrownBy(() -> CriticalDifference.of(51, 3, 0.05))
                .hasMessage("methods must lie in 2 to 50, got 51");
        assertThatThrownBy(() -> CriticalDifference.of(5, 0, 0.05))
                .hasMessage("blocks must be at least 1, got 0");
        assertThatThrownBy(() -> CriticalDifference.quantile(5, 1))
                .hasMessage("alpha must lie in (0, 1), got 1.0");
        assertThatThrownBy(() -> StudentizedRange.distribution(1, 1))
                .hasMessage("k must be at least 2, got 1");
    }
}
