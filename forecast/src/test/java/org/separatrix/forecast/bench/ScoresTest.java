package org.separatrix.forecast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.List;

class ScoresTest {

    private static final int SEASON = 50;

    /// A pair of tones, `rows` samples from `start`, of the given amplitude.
    private static Segment tones(int start, int rows, double amplitude) {
        var values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            double phase = 2 * Math.PI * (start + i) / SEASON;
            values[i] =
                    new double[] {
                        amplitude * Math.cos(phase), amplitude * Math.sin(phase * Math.sqrt(2))
                    };
        }
        return new Segment(0.1 * start, 0.1, values, List.of("a", "b"));
    }

    @Test
    void everyMetricAndTheClimateOfAPerfectForecastArePerfect() {
        var truth = tones(500, 500, 1);
        var scores = Scores.of(tones(0, 500, 1), truth, truth.values(), SEASON, 2);
        assertThat(scores).containsKeys(ids());
        assertThat(scores.get("smape")).isZero();
        assertThat(scores.get("r2")).isEqualTo(1);
        assertThat(scores.get("dstsp")).isCloseTo(0, within(1e-12));
        assertThat(scores.get("dh")).isCloseTo(0, within(1e-12));
        assertThat(scores.get("validPeriods")).isEqualTo(10);
        assertThat(scores.get("validLyapunovTimes")).isCloseTo(500 * 0.1 * 2, within(1e-9));
    }

    private static String[] ids() {
        return Arrays.stream(ForecastMetric.values())
                .map(ForecastMetric::id)
                .toArray(String[]::new);
    }

    @Test
    void theMeanHasAnNrmseOfOneInDeviationsOfTheTruthWhateverThePastWas() {
        var truth = tones(500, 500, 1);
        double[] mean =
                new double[] {
                    Arrays.stream(truth.column(0)).average().orElseThrow(),
                    Arrays.stream(truth.column(1)).average().orElseThrow()
                };
        var forecast = new double[500][];
        Arrays.fill(forecast, mean);
        // The past is ten times as large: a forecast by the mean stays within half of its
        // deviation.
        var scores = Scores.of(tones(0, 500, 10), truth, forecast, SEASON, 0);
        assertThat(scores.get("nrmse")).isCloseTo(1, within(1e-12));
        assertThat(scores.get("validPeriods")).isEqualTo(10);
        assertThat(scores).doesNotContainKeys("validLyapunovTimes", "pearson");
        assertThat(scores.get("dstsp")).isGreaterThan(1);
    }

    @Test
    void climateNeedsALongOrbitOfFewChannels() {
        assertThat(Scores.hasClimate(new double[400][5], 80)).isTrue();
        assertThat(Scores.hasClimate(new double[399][5], 50)).isFalse();
        assertThat(Scores.hasClimate(new double[400][5], 81)).isFalse();
        assertThat(Scores.hasClimate(new double[400][6], 80)).isFalse();
        assertThat(Scores.bins(600, 3)).isEqualTo(8);
        assertThat(Scores.bins(400, 5)).isEqualTo(3);
        assertThat(Scores.bins(100_000, 2)).isEqualTo(30);
    }

    @Test
    void aForecastThatBlowsUpKeepsItsValidTimeAlone() {
        var truth = tones(500, 500, 1);
        double[][] forecast = truth.values().clone();
        forecast[100] = new double[] {Double.NaN, 0};
        var scores = Scores.of(tones(0, 500, 1), truth, forecast, SEASON, 0);
        assertThat(scores).containsOnlyKeys("validTime", "validPeriods");
        assertThat(scores.get("validPeriods")).isEqualTo(2);
    }
}
