package org.separatrix.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class ArimaTest {

    private static double[] process(int n, double[] ar, double[] ma, double constant) {
        var random = new SplittableRandom(5);
        int burn = 200;
        var x = new double[n + burn];
        var e = new double[n + burn];
        for (int t = 0; t < n + burn; t++) {
            e[t] = random.nextGaussian();
            x[t] = constant + e[t];
            for (int i = 1; i <= Math.min(t, ar.length); i++) {
                x[t] += ar[i - 1] * x[t - i];
            }
            for (int j = 1; j <= Math.min(t, ma.length); j++) {
                x[t] += ma[j - 1] * e[t - j];
            }
        }
        return java.util.Arrays.copyOfRange(x, burn, n + burn);
    }

    @Test
    void anAutoregressionIsRecovered() {
        var x = process(4000, new double[] {1.2, -0.5}, new double[0], 0.3);
        var model = ArimaModel.fit(x, 2, 0, 0);
        // Standard error sqrt((1 - phi_2^2) / n).
        double error = 3 * Math.sqrt(0.75 / 4000);
        assertThat(model.ar()[0]).isCloseTo(1.2, within(error));
        assertThat(model.ar()[1]).isCloseTo(-0.5, within(error));
        assertThat(model.variance()).isCloseTo(1, within(3 * Math.sqrt(2.0 / 4000)));
    }

    @Test
    void forecastsAreTheClosedForm() {
        var model = new ArimaModel(0, 0, new double[] {0.5, 0.3}, new double[0], 1);
        double[] said = model.forecast(new double[] {9, 2, 4}, 3);
        double first = 0.5 * 4 + 0.3 * 2;
        double second = 0.5 * first + 0.3 * 4;
        assertThat(said)
                .containsExactly(
                        new double[] {first, second, 0.5 * second + 0.3 * first}, within(1e-14));
    }

    @Test
    void movingAveragesAreRecovered() {
        var x = process(4000, new double[] {0.6}, new double[] {0.5}, 0);
        var model = ArimaModel.fit(x, 1, 0, 1);
        assertThat(model.ar()[0]).isCloseTo(0.6, within(0.06));
        assertThat(model.ma()[0]).isCloseTo(0.5, within(0.06));
    }

    @Test
    void differencingGoesOnAlongALineAndErrorsGrowAsThoseOfARandomWalk() {
        var model = new ArimaModel(2, 0, new double[0], new double[0], 4);
        assertThat(model.forecast(new double[] {1, 3, 5}, 3))
                .containsExactly(new double[] {7, 9, 11}, within(1e-14));
        var walk = new ArimaModel(1, 0, new double[0], new double[0], 4);
        assertThat(walk.deviation(4)[3]).isCloseTo(4, within(1e-14));
        var ar = new ArimaModel(0, 0, new double[] {0.5}, new double[0], 1);
        assertThat(ar.deviation(2)[1]).isCloseTo(Math.sqrt(1.25), within(1e-14));
    }

    @Test
    void aWanderingSeriesIsTold() {
        var random = new SplittableRandom(6);
        var noise = new double[500];
        var walk = new double[500];
        for (int i = 0; i < 500; i++) {
            noise[i] = random.nextGaussian();
            walk[i] = (i == 0 ? 0 : walk[i - 1]) + noise[i];
        }
        assertThat(AutoArima.statistic(noise)).isLessThan(0.463);
        assertThat(AutoArima.statistic(walk)).isGreaterThan(0.463);
    }
}
