package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Precision;
import org.separatrix.learn.training.Watch;

class NeuralRdeTest {

    private static final int SAMPLES = 33;
    private static final int SERIES = 48;

    private static double[] times() {
        var times = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = i;
        }
        return times;
    }

    /// Circles run through from one point, every second one the other way round.
    private static double[][][] circles(int seed) {
        var random = new Seeds(seed).of("circles");
        var values = new double[SERIES][SAMPLES][2];
        for (int b = 0; b < SERIES; b++) {
            double r = 0.8 + 0.4 * random.nextDouble();
            for (int i = 0; i < SAMPLES; i++) {
                double angle = (b % 2 == 0 ? 2 : -2) * Math.PI * i / (SAMPLES - 1);
                values[b][i][0] = i == 5 ? Double.NaN : r * Math.cos(angle);
                values[b][i][1] = r * Math.sin(angle);
            }
        }
        return values;
    }

    private static int[] labels() {
        var labels = new int[SERIES];
        for (int b = 0; b < SERIES; b++) {
            labels[b] = b % 2;
        }
        return labels;
    }

    private static double accuracy(int level) {
        var settings = new NeuralRde.Settings(4, 16, 1, level, 24, 120, 1e-2, Precision.DOUBLE);
        try (var model =
                NeuralRde.fit(
                        times(), circles(1), labels(), settings, new Seeds(1), Watch.NOBODY)) {
            return model.accuracy(times(), circles(2), labels());
        }
    }

    @Test
    void aWholeTurnInOneWindowIsSeenByItsAreaAlone() {
        // A closed path has no increment: at depth 1 both classes look the same.
        assertThat(accuracy(1)).isBetween(0.3, 0.7);
        assertThat(accuracy(2)).isEqualTo(1);
    }

    @Test
    void moreWindowsThanSamplesAreRefused() {
        var settings = new NeuralRde.Settings(4, 16, 40, 2, 24, 1, 1e-2, Precision.DOUBLE);
        assertThatThrownBy(() ->
                        NeuralRde.fit(
                                times(),
                                circles(1),
                                labels(),
                                settings,
                                new Seeds(1),
                                Watch.NOBODY))
                .isInstanceOf(LabException.class)
                .hasMessage("40 windows need more than 33 samples; lower windows");
    }
}
