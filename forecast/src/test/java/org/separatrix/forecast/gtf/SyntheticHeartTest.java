package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.Seeds;

import java.util.Arrays;

class SyntheticHeartTest {

    private static final int MINUTE = 60 * SyntheticHeart.RATE;

    @Test
    void beatsAboutSixtyTimesAMinute() {
        double[] signal = new SyntheticHeart(new Seeds(1)).signal(MINUTE);
        double half = 0.5 * Arrays.stream(signal).max().orElseThrow();
        int beats = 0;
        int last = -SyntheticHeart.RATE;
        for (int i = 1; i < signal.length; i++) {
            // The R wave alone reaches half the peak; the T wave is a quarter of it.
            if (signal[i - 1] < half && signal[i] >= half && i - last > SyntheticHeart.RATE / 3) {
                beats++;
                last = i;
            }
        }
        assertThat(beats).isBetween(58, 62);
    }

    @Test
    void beatLengthsHaveTheWantedMeanAndSpread() {
        var heart = new SyntheticHeart(new Seeds(2));
        int n = 20_000;
        double sum = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double length = heart.beat(0.1 * i);
            sum += length;
            square += length * length;
        }
        double mean = sum / n;
        assertThat(mean).isCloseTo(1, within(1e-3));
        assertThat(Math.sqrt(square / n - mean * mean)).isCloseTo(1.0 / 60, within(1e-3));
    }

    @Test
    void embeddingShiftsTheSignal() {
        double[][] rows = new SyntheticHeart(new Seeds(1)).embedded(200);
        for (int i = 68; i < 200; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(rows[i][j]).isEqualTo(rows[i - SyntheticHeart.DELAYS[j]][0]);
            }
        }
    }

    @Test
    void seedsDecideTheBeats() {
        double[] a = new SyntheticHeart(new Seeds(1)).signal(3000);
        assertThat(new SyntheticHeart(new Seeds(1)).signal(3000)).isEqualTo(a);
        assertThat(new SyntheticHeart(new Seeds(2)).signal(3000)).isNotEqualTo(a);
    }
}
