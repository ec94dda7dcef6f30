package org.separatrix.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class PairedTestTest {

    @Test
    void oneAndTwoDegreesOfFreedomHaveClosedForms() {
        for (double t : new double[] {-7, -0.4, 0.01, 1, 3, 50}) {
            assertThat(PairedTest.twoSided(t, 1))
                    .isCloseTo(1 - 2 / Math.PI * Math.atan(Math.abs(t)), within(1e-12));
            assertThat(PairedTest.twoSided(t, 2))
                    .isCloseTo(1 - Math.abs(t) / Math.sqrt(2 + t * t), within(1e-12));
        }
        assertThat(PairedTest.twoSided(0, 9)).isEqualTo(1);
    }

    @Test
    void tabledQuantilesAreMet() {
        assertThat(PairedTest.twoSided(2.228139, 10)).isCloseTo(0.05, within(1e-6));
        assertThat(PairedTest.twoSided(2.750, 30)).isCloseTo(0.01, within(1e-5));
        // Nearly normal.
        assertThat(PairedTest.twoSided(1.959964, 100_000)).isCloseTo(0.05, within(1e-4));
    }

    @Test
    void theStatisticIsThatOfTheDifferences() {
        var test = PairedTest.of(new double[] {3, 5, 4}, new double[] {2, 3, 1});
        // Differences 1, 2, 3: mean 2, standard error 1/sqrt 3.
        assertThat(test.mean()).isEqualTo(2);
        assertThat(test.t()).isCloseTo(2 * Math.sqrt(3), within(1e-12));
        assertThat(PairedTest.of(new double[] {1, 2}, new double[] {1, 2}).p()).isEqualTo(1);
        assertThat(PairedTest.of(new double[] {2, 3}, new double[] {1, 2}).p()).isZero();
    }

    @Test
    void withoutADifferenceFiveOfAHundredTestsFallBelowFivePercent() {
        var random = new SplittableRandom(1);
        int below = 0;
        for (int trial = 0; trial < 4000; trial++) {
            var a = new double[8];
            var b = new double[8];
            for (int i = 0; i < 8; i++) {
                a[i] = random.nextGaussian();
                b[i] = random.nextGaussian();
            }
            below += PairedTest.of(a, b).p() < 0.05 ? 1 : 0;
        }
        // Four standard errors.
        assertThat(below / 4000.0).isCloseTo(0.05, within(0.014));
    }

    @Test
    void samplesMustPair() {
        assertThatThrownBy(() -> PairedTest.of(new double[2], new double[3]))
                .hasMessage("expected two samples of equal length of at least 2, got 2 and 3");
    }
}
