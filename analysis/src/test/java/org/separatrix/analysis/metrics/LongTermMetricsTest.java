package org.separatrix.analysis.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class LongTermMetricsTest {

    private static double[][] cloud(int n, int d, double shift, long seed) {
        var random = new SplittableRandom(seed);
        var points = new double[n][d];
        for (double[] x : points) {
            for (int j = 0; j < d; j++) {
                x[j] = shift + random.nextGaussian();
            }
        }
        return points;
    }

    @Test
    void equalCloudsHaveNoDivergence() {
        var points = cloud(2000, 3, 0, 1);
        assertThat(StateSpaceDivergence.binned(points, points, 30)).isCloseTo(0, within(1e-12));
        assertThat(StateSpaceDivergence.binned(points, cloud(2000, 3, 2, 2), 30)).isGreaterThan(1);
    }

    @Test
    void disjointSupportGivesTheClosedForm() {
        // One cell each: all truth in one bin, all generated in another of 30.
        int n = 1000;
        var truth = new double[n][1];
        var generated = new double[n][1];
        for (int i = 0; i < n; i++) {
            truth[i][0] = i == 0 ? 1 : 0;
            generated[i][0] = 0.5;
        }
        // Truth occupies two cells, of 1 and 999 points, the generated cloud a third one.
        double norm = n + 30e-5;
        double p1 = (999 + 1e-5) / norm;
        double p2 = (1 + 1e-5) / norm;
        double q = 1e-5 / norm;
        double full = (1000 + 1e-5) / norm;
        double expected = p1 * Math.log(p1 / q) + p2 * Math.log(p2 / q) + q * Math.log(q / full);
        assertThat(StateSpaceDivergence.binned(truth, generated, 30))
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void nothingInRangeHasNoDivergence() {
        assertThat(StateSpaceDivergence.binned(cloud(100, 2, 0, 1), cloud(100, 2, 100, 2), 10))
                .isNaN();
    }

    @Test
    void mixtureOfSingleGaussiansIsTheirKullbackLeiblerDivergence() {
        // |d|^2 / (2 s^2) = 4 / 2; the Monte-Carlo error of 40,000 samples is 2/200.
        double[][] truth = {{0, 0}, {0, 0}};
        double[][] shifted = {{2, 0}, {2, 0}};
        double value =
                StateSpaceDivergence.mixture(truth, shifted, 1, 40_000, new SplittableRandom(3));
        assertThat(value).isCloseTo(2, within(0.04));
    }

    @Test
    void spectraOfRescaledSeriesAreTheSame() {
        var series = new double[1024][1];
        var scaled = new double[1024][1];
        for (int i = 0; i < 1024; i++) {
            series[i][0] = Math.sin(0.2 * i) + 0.5 * Math.sin(0.77 * i);
            scaled[i][0] = 7 - 3 * series[i][0];
        }
        assertThat(PowerSpectrumDistance.of(series, series, 20)).isCloseTo(0, within(1e-9));
        assertThat(PowerSpectrumDistance.of(series, scaled, 20)).isCloseTo(0, within(1e-6));
    }

    @Test
    void farTonesAreAsDifferentAsCanBe() {
        var low = new double[4000][1];
        var high = new double[4000][1];
        for (int i = 0; i < 4000; i++) {
            low[i][0] = Math.sin(2 * Math.PI * 0.05 * i);
            high[i][0] = Math.sin(2 * Math.PI * 0.4 * i);
        }
        assertThat(PowerSpectrumDistance.of(low, high, 20))
                .isGreaterThan(0.99)
                .isLessThanOrEqualTo(1 + 1e-12);
    }

    @Test
    void misuseIsNamed() {
        var points = cloud(10, 2, 0, 1);
        assertThatThrownBy(() -> StateSpaceDivergence.binned(points, cloud(10, 3, 0, 1), 5))
                .hasMessage("expected states of equal dimension, got 2 and 3");
        assertThatThrownBy(() -> StateSpaceDivergence.binned(points, new double[1][2], 5))
                .hasMessage("at least 2 points are needed, got 10 and 1");
        assertThatThrownBy(() ->
                        StateSpaceDivergence.binned(cloud(10, 20, 0, 1), cloud(10, 20, 0, 2), 30))
                .hasMessageContaining("use the mixture form");
        assertThatThrownBy(() -> PowerSpectrumDistance.of(points, cloud(9, 2, 0, 1), 20))
                .hasMessageContaining("equal length");
    }
}
