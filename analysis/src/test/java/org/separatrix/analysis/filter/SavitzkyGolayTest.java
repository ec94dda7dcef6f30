package org.separatrix.analysis.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class SavitzkyGolayTest {

    @Test
    void polynomialsUpToTheOrderAreReproducedWithTheirSlopesEvenAtTheEnds() {
        var filter = new SavitzkyGolay(51, 3);
        double h = 0.02;
        var y = new double[120];
        for (int i = 0; i < y.length; i++) {
            double t = i * h;
            y[i] = 1 - 2 * t + 3 * t * t - 0.5 * t * t * t;
        }
        double[] smooth = filter.smoothed(y);
        double[] slopes = filter.slopes(y, h);
        for (int i = 0; i < y.length; i++) {
            double t = i * h;
            assertThat(smooth[i]).isCloseTo(y[i], within(1e-12));
            assertThat(slopes[i]).isCloseTo(-2 + 6 * t - 1.5 * t * t, within(1e-10));
        }
    }

    @Test
    void fivePointsOfAQuadraticHaveThePrintedWeights() {
        // Savitzky and Golay 1964, table I: (-3, 12, 17, 12, -3) / 35.
        var filter = new SavitzkyGolay(5, 2);
        double[] weights = {-3, 12, 17, 12, -3};
        for (int k = 0; k < 5; k++) {
            var impulse = new double[9];
            impulse[2 + k] = 1;
            assertThat(filter.smoothed(impulse)[4]).isCloseTo(weights[k] / 35, within(1e-14));
        }
    }

    @Test
    void noiseFallsByTheMiddleWeight() {
        // The variance of the middle point is the sum of squared weights, which for a projection is
        // the middle weight itself: 17/35 for five points and a quadratic.
        var random = new SplittableRandom(1);
        var noise = new double[200_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
        double[] smooth = new SavitzkyGolay(5, 2).smoothed(noise);
        double variance = 0;
        for (double v : smooth) {
            variance += v * v / smooth.length;
        }
        assertThat(variance).isCloseTo(17.0 / 35, within(0.02 * 17 / 35));
    }

    @Test
    void badWindowsAndShortSeriesAreRefused() {
        assertThatThrownBy(() -> new SavitzkyGolay(4, 2))
                .hasMessage("the window must be odd, got 4");
        assertThatThrownBy(() -> new SavitzkyGolay(5, 5))
                .hasMessage(
                        "the order must lie between 0 and 10 and below the window, got 5 with a"
                                + " window of 5");
        assertThatThrownBy(() -> new SavitzkyGolay(51, 3).smoothed(new double[50]))
                .hasMessage("a filter over 51 points needs a series at least as long, got 50");
    }
}
