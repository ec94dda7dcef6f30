package org.separatrix.analysis.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastMetricsTest {

    private static final double[][] TRUTH = {{1}, {2}, {3}, {4}};
    private static final double[][] FORECAST = {{1}, {3}, {3}, {2}};

    @Test
    void scoresAgreeWithHandComputedValues() {
        assertThat(ForecastMetrics.rmse(TRUTH, FORECAST))
                .isCloseTo(Math.sqrt(5.0 / 4), within(1e-12));
        assertThat(ForecastMetrics.mae(TRUTH, FORECAST)).isCloseTo(0.75, within(1e-12));
        // 200*(0 + 1/5 + 0 + 2/6)/4
        assertThat(ForecastMetrics.smape(TRUTH, FORECAST))
                .isCloseTo(200 * (0.2 + 1.0 / 3) / 4, within(1e-7));
        assertThat(ForecastMetrics.nrmse(TRUTH, FORECAST, new double[] {2}))
                .isCloseTo(Math.sqrt(5.0 / 4) / 2, within(1e-12));
    }

    @Test
    void smapeIsBoundedByTwoHundred() {
        assertThat(ForecastMetrics.smape(new double[][] {{1}, {-1}}, new double[][] {{-5}, {5}}))
                .isCloseTo(200, within(1e-6));
        assertThat(ForecastMetrics.smape(TRUTH, TRUTH)).isZero();
    }

    @Test
    void maseOfTheNaiveForecastOnAStraightLineIsItsMeanLead() {
        double[][] past = {{0}, {1}, {2}, {3}};
        double[][] future = {{4}, {5}};
        double[][] naive = {{3}, {3}};
        // Errors 1 and 2 against a mean step of 1.
        assertThat(ForecastMetrics.mase(future, naive, past, 1)).isCloseTo(1.5, within(1e-9));
        assertThatThrownBy(() -> ForecastMetrics.mase(future, naive, past, 4))
                .hasMessage("season must lie in 1..3, got 4");
    }

    @Test
    void validTimeEndsWhereTheErrorPassesTheThreshold() {
        double[] unit = {1};
        assertThat(ForecastMetrics.validSteps(TRUTH, FORECAST, unit, 0.5)).isEqualTo(1);
        assertThat(ForecastMetrics.validSteps(TRUTH, FORECAST, unit, 1)).isEqualTo(3);
        assertThat(ForecastMetrics.validSteps(TRUTH, FORECAST, unit, 9)).isEqualTo(4);
        double[][] lost = {{1}, {Double.NaN}, {3}, {4}};
        assertThat(ForecastMetrics.validSteps(TRUTH, lost, unit, 1e9)).isEqualTo(1);
    }

    @Test
    void aForecastThatIsNotFiniteHasNoScore() {
        double[][] lost = {{1}, {Double.NaN}, {3}, {4}};
        assertThat(ForecastMetrics.rmse(TRUTH, lost)).isNaN();
        assertThat(ForecastMetrics.smape(TRUTH, lost)).isNaN();
        assertThat(ForecastMetrics.mase(TRUTH, lost, TRUTH, 1)).isNaN();
    }

    @Test
    void shapesMustAgree() {
        assertThatThrownBy(() -> ForecastMetrics.rmse(TRUTH, new double[][] {{1}}))
                .hasMessage("expected truth and forecast of equal, positive length, got 4 and 1");
    }
}
