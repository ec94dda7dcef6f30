package org.separatrix.analysis.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

class ForecastMetricTest {

    private static final double[][] Y = {{1, 5}, {2, 3}, {4, 1}, {3, -2}};
    private static final double[][] PAST = {{1, 2}, {2, 4}, {1, 2}, {2, 4}, {1, 2}};

    private static double[][] map(double[][] rows, java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(f).toArray())
                .toArray(double[][]::new);
    }

    private static double score(ForecastMetric metric, double[][] truth, double[][] forecast) {
        return metric.score(truth, forecast, PAST, 1);
    }

    @Test
    void aPerfectForecastHasNoErrorAndFullCorrelation() {
        for (var metric : ForecastMetric.values()) {
            double perfect =
                    switch (metric) {
                        case R2, SPEARMAN, PEARSON, KENDALL -> 1;
                        default -> 0;
                    };
            if (metric != ForecastMetric.MI) {
                assertThat(score(metric, Y, Y)).as(metric.id()).isCloseTo(perfect, within(1e-12));
            }
        }
    }

    @Test
    void theSymmetricErrorIsLargestForTheOppositeAndBlindToScale() {
        var opposite = map(Y, v -> -v);
        assertThat(score(ForecastMetric.SMAPE, Y, opposite)).isCloseTo(200, within(1e-7));
        var other = map(Y, v -> v + 1);
        assertThat(score(ForecastMetric.SMAPE, map(Y, v -> 7 * v), map(other, v -> 7 * v)))
                .isCloseTo(score(ForecastMetric.SMAPE, Y, other), within(1e-7));
    }

    @Test
    void theMeanForecastExplainsNothing() {
        var column = new double[][] {{1}, {2}, {4}, {3}};
        var mean = map(column, _ -> 2.5);
        assertThat(score(ForecastMetric.R2, column, mean)).isCloseTo(0, within(1e-15));
        assertThat(score(ForecastMetric.NRMSE, column, mean)).isCloseTo(1, within(1e-15));
        assertThat(score(ForecastMetric.OPE, column, mean)).isCloseTo(1, within(1e-15));
    }

    @Test
    void theNaiveForecastOfItsOwnPastScoresOne() {
        var truth = Arrays.copyOfRange(PAST, 1, 5);
        var naive = Arrays.copyOfRange(PAST, 0, 4);
        assertThat(ForecastMetric.MASE.score(truth, naive, PAST, 1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void scoresHaveTheirClosedForms() {
        double[][] y = {{1}, {2}, {4}, {3}};
        double[][] p = {{2}, {2}, {2}, {4}};
        assertThat(score(ForecastMetric.MSE, y, p)).isEqualTo(1.5);
        assertThat(score(ForecastMetric.MAE, y, p)).isEqualTo(1);
        assertThat(score(ForecastMetric.MARRE, y, p)).isCloseTo(100.0 / 3, within(1e-12));
        assertThat(score(ForecastMetric.WAPE, y, p)).isEqualTo(40);
        assertThat(score(ForecastMetric.MAPE, y, p))
                .isCloseTo(25 * (1 + 0.5 + 1.0 / 3), within(1e-7));
        assertThat(score(ForecastMetric.OPE, y, p)).isEqualTo(1);
        // errors -1, 0, 2, -1: mean 0
        assertThat(score(ForecastMetric.CV, y, p))
                .isCloseTo(100 * Math.sqrt(1.5) / 2.5, within(1e-12));
        // Lifted to 0, 1, 3, 2 and 0, 0, 0, 2: the logarithms differ by 0, log 2, log 4, 0.
        double log = 5 * Math.pow(Math.log(2), 2);
        assertThat(score(ForecastMetric.RMSLE, y, p)).isCloseTo(Math.sqrt(log / 4), within(1e-12));
    }

    @Test
    void kendallCountsPairs() {
        double[] x = {1, 2, 3, 4, 5};
        assertThat(RankCorrelation.kendall(x, new double[] {5, 4, 3, 2, 1})).isEqualTo(-1);
        // Pairs: (2,1) alone out of order of ten.
        assertThat(RankCorrelation.kendall(x, new double[] {2, 1, 3, 4, 5}))
                .isCloseTo(0.8, within(1e-15));
        var random = new SplittableRandom(1);
        double[] a = random.ints(60, 0, 12).asDoubleStream().toArray();
        double[] b = random.ints(60, 0, 12).asDoubleStream().toArray();
        assertThat(RankCorrelation.kendall(a, b)).isCloseTo(tau(a, b), within(1e-14));
    }

    private static double tau(double[] a, double[] b) {
        double sum = 0;
        double untiedA = 0;
        double untiedB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]);
                untiedA += a[i] != a[j] ? 1 : 0;
                untiedB += b[i] != b[j] ? 1 : 0;
            }
        }
        return sum / Math.sqrt(untiedA * untiedB);
    }

    @Test
    void equalValuesShareTheirRank() {
        assertThat(RankCorrelation.ranks(new double[] {3, 1, 3, 2}))
                .containsExactly(3.5, 1, 3.5, 2);
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 3}, new double[] {1, 8, 27}))
                .isCloseTo(1, within(1e-15));
        assertThat(RankCorrelation.pearson(new double[] {1, 2}, new double[] {3, 3})).isNaN();
    }

    @Test
    void mutualInformationOfNormalPairsIsThatOfTheirCorrelation() {
        var random = new SplittableRandom(2);
        int n = 5000;
        for (double rho : new double[] {0, 0.6, 0.9}) {
            var x = new double[n];
            var y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = random.nextGaussian();
                y[i] = rho * x[i] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            }
            assertThat(MutualInformation.nearestNeighbours(x, y, 3))
                    .isCloseTo(-0.5 * Math.log(1 - rho * rho), within(0.04));
        }
    }

    @Test
    void warpingForgivesADelay() {
        var wave = new double[60][1];
        var late = new double[60][1];
        double apart = 0;
        for (int i = 0; i < 60; i++) {
            wave[i][0] = Math.sin(0.3 * i);
            late[i][0] = Math.sin(0.3 * (i - 1));
            apart += Math.abs(wave[i][0] - late[i][0]);
        }
        assertThat(TimeWarping.cost(wave, wave, 60)).isZero();
        assertThat(TimeWarping.cost(wave, late, 60)).isLessThan(0.2 * apart);
        assertThat(TimeWarping.cost(wave, late, 0)).isCloseTo(apart, within(1e-12));
        assertThat(TimeWarping.cost(new double[][] {{0}, {1}}, new double[][] {{0}, {0}, {1}}, 9))
                .isZero();
    }

    @Test
    void whatIsUndefinedIsNotANumber() {
        double[][] flat = {{1, 2}, {1, 3}, {1, 4}, {1, 5}};
        assertThat(score(ForecastMetric.NRMSE, flat, Y)).isNaN();
        assertThat(score(ForecastMetric.PEARSON, flat, Y)).isNaN();
        assertThat(score(ForecastMetric.MAE, Y, map(Y, _ -> Double.NaN))).isNaN();
        assertThat(ForecastMetric.all(Y, Y, PAST, 1)).hasSize(18);
        assertThatThrownBy(() -> ForecastMetric.of("smap"))
                .hasMessageStartingWith("unknown metric 'smap'; known are mse, mae, rmse");
    }
}
