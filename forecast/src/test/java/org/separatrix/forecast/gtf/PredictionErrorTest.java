package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;

class PredictionErrorTest {

    /// `F(z) = a z` seen as it is.
    private static Gtf.Fitted linear(double a) {
        var map =
                new ShallowPlrnn(
                        1,
                        1,
                        false,
                        new double[] {a},
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new double[] {0});
        var rows = new double[][] {{-1}, {1}};
        var scaling = Scaling.of(List.of(new Segment(0, 1, rows, List.of("x"))));
        return new Gtf.Fitted(map, scaling, Observation.direct(), new double[0][]);
    }

    private static double[][] decay(double a, int n) {
        var rows = new double[n][1];
        for (int i = 0; i < n; i++) {
            rows[i][0] = Math.pow(a, i);
        }
        return rows;
    }

    @Test
    void theTrueMapErrsNowhere() {
        assertThat(PredictionError.of(linear(0.9), decay(0.9, 50), 20)).isCloseTo(0, within(1e-30));
    }

    @Test
    void aWrongMapErrsByWhatItsPowersDiffer() {
        // From 0.9^i: (0.8^3 - 0.9^3)^2 0.81^i, over the five starts of eight rows.
        double expected = 0;
        for (int i = 0; i < 5; i++) {
            expected += Math.pow(0.512 - 0.729, 2) * Math.pow(0.81, i) / 5;
        }
        assertThat(PredictionError.of(linear(0.8), decay(0.9, 8), 3))
                .isCloseTo(expected, within(1e-15));
    }

    @Test
    void aRecordingThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> PredictionError.of(linear(1), decay(1, 20), 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps must be at least 1 and below the number of rows 20, got 20");
    }

    /// The sum of squares of Lorenz-96 falls by 2 (sum x_i^2 - F sum x_i) whatever the advection.
    @Test
    void theLatticeObeysItsEnergyBalance() {
        var config = new GtfConfig(2000, 0, 4, 10, 2, 60, 1, 5000, 20, 20);
        double[][] rows = new LatticeCase(config, new Seeds(1)).training().values();
        // Over the attractor the mean of d(sum x^2)/dt vanishes: mean x^2 = F mean x.
        double square = 0;
        double mean = 0;
        for (double[] row : rows) {
            for (double v : row) {
                square += v * v;
                mean += v;
            }
        }
        // What is left is the change of the energy over 80 time units, below 2 % of its rate.
        assertThat(square / (16 * mean)).isCloseTo(1, within(0.02));
    }
}
