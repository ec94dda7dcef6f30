package org.separatrix.analysis.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.surrogate.SignificantFrequencies.Null;

import java.util.SplittableRandom;

class SignificantFrequenciesTest {

    @Test
    void whiteNoiseRaisesFewFalseAlarms() {
        assertThat(share(SignificantFrequencies.of(noise(4000, 1), Null.SHUFFLE, 1)))
                .isBetween(0.03, 0.10);
    }

    @Test
    void legacyRecipeFindsMostOfWhiteNoiseSignificant() {
        assertThat(share(SignificantFrequencies.of(noise(4000, 1), Null.LEGACY, 1)))
                .isBetween(0.85, 0.95);
    }

    @Test
    void aSineInNoiseIsFoundWhereItIs() {
        var series = noise(2000, 0.1);
        for (int i = 0; i < series.length; i++) {
            series[i] += Math.sin(2 * Math.PI * 50 * i / 2000.0);
        }
        var significant = SignificantFrequencies.of(series, Null.SHUFFLE, 3);
        assertThat(significant[50]).isTrue();
        for (int k = 0; k < significant.length; k++) {
            if (Math.abs(k - 50) > 3) {
                assertThat(significant[k]).as("bin %d", k).isFalse();
            }
        }
    }

    @Test
    void redNoiseIsNotTakenForASignal() {
        var random = new SplittableRandom(5);
        var series = new double[4000];
        double x = 0;
        for (int i = 0; i < series.length; i++) {
            x = 0.9 * x + random.nextGaussian();
            series[i] = x;
        }
        assertThat(share(SignificantFrequencies.of(series, Null.RED_NOISE, 1)))
                .isBetween(0.03, 0.10);
        assertThat(share(SignificantFrequencies.of(series, Null.SHUFFLE, 1))).isLessThan(0.3);
    }

    private static double share(boolean[] significant) {
        int count = 0;
        for (boolean one : significant) {
            count += one ? 1 : 0;
        }
        return (double) count / significant.length;
    }

    private static double[] noise(int n, double size) {
        var random = new SplittableRandom(7);
        var series = new double[n];
        for (int i = 0; i < n; i++) {
            series[i] = size * random.nextGaussian();
        }
        return series;
    }

    @Test
    void theStrongestFrequencyIsThatOfTheLargerOfTwoSines() {
        var series = new double[200];
        for (int i = 0; i < 200; i++) {
            series[i] =
                    2 * Math.sin(2 * Math.PI * 10 * i / 200) + Math.sin(2 * Math.PI * 40 * i / 200);
        }
        assertThat(SignificantFrequencies.strongest(series, 0.5, Null.SHUFFLE, 1)).isEqualTo(0.1);
        // Nothing exceeds its own shuffles if all of them are the series itself.
        assertThat(SignificantFrequencies.strongest(new double[50], 1, Null.SHUFFLE, 1)).isNaN();
    }
}
