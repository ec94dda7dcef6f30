package org.separatrix.analysis.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.spectrum.Fourier;

import java.util.Arrays;
import java.util.SplittableRandom;

class SurrogatesTest {

    @Test
    void randomPhasesKeepThePowerSpectrum() {
        for (int n : new int[] {500, 501}) {
            var series = series(n);
            var power = Fourier.power(series);
            var other = Fourier.power(Surrogates.phaseRandomised(series, new SplittableRandom(1)));
            for (int k = 0; k < power.length; k++) {
                assertThat(other[k]).isCloseTo(power[k], within(1e-10 * n * n));
            }
        }
    }

    @Test
    void shufflesAndAdjustedAmplitudesKeepTheValues() {
        var series = series(400);
        var sorted = sorted(series);
        var random = new SplittableRandom(2);
        assertThat(sorted(Surrogates.shuffle(series, random))).containsExactly(sorted);
        assertThat(sorted(Surrogates.amplitudeAdjusted(series, random))).containsExactly(sorted);
    }

    @Test
    void adjustedAmplitudesKeepTheCorrelation() {
        var series = series(4000);
        for (int i = 0; i < series.length; i++) {
            series[i] = Math.exp(series[i]);
        }
        var surrogate = Surrogates.amplitudeAdjusted(series, new SplittableRandom(3));
        assertThat(correlation(surrogate)).isCloseTo(correlation(series), within(0.1));
    }

    @Test
    void redNoiseHasVarianceAndCorrelationOfTheSeries() {
        var series = series(20_000);
        var surrogate = Surrogates.redNoise(series, new SplittableRandom(4));
        assertThat(correlation(surrogate)).isCloseTo(correlation(series), within(0.02));
    }

    /// An autoregression with coefficient 0.7.
    private static double[] series(int n) {
        var random = new SplittableRandom(n);
        var series = new double[n];
        double x = 0;
        for (int i = 0; i < n; i++) {
            x = 0.7 * x + random.nextGaussian();
            series[i] = x;
        }
        return series;
    }

    private static double correlation(double[] series) {
        double mean = Arrays.stream(series).average().orElseThrow();
        double variance = 0;
        double product = 0;
        for (int i = 1; i < series.length; i++) {
            variance += (series[i] - mean) * (series[i] - mean);
            product += (series[i] - mean) * (series[i - 1] - mean);
        }
        return product / variance;
    }

    private static double[] sorted(double[] series) {
        var sorted = series.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
