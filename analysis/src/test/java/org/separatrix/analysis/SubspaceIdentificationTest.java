package org.separatrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.identification.SubspaceIdentification;

import java.util.SplittableRandom;

class SubspaceIdentificationTest {

    @Test
    void aRotationWithoutNoiseIsContinuedForEver() {
        var wave = new double[200][1];
        for (int i = 0; i < 200; i++) {
            wave[i][0] = Math.cos(0.37 * i);
        }
        var model = SubspaceIdentification.identify(wave, 2, 10);
        double[][] said = model.forecast(wave, 1000);
        double square = 0;
        for (int k = 0; k < 1000; k++) {
            square += Math.pow(said[k][0] - Math.cos(0.37 * (200 + k)), 2);
        }
        assertThat(Math.sqrt(square / 1000)).isLessThan(1e-8);
    }

    @Test
    void theDecayOfANoisyProcessIsFound() {
        var random = new SplittableRandom(1);
        var series = new double[5000][1];
        double x = 0;
        for (var row : series) {
            x = 0.8 * x + random.nextGaussian();
            row[0] = x + 0.5 * random.nextGaussian();
        }
        var model = SubspaceIdentification.identify(series, 1, 10);
        assertThat(model.transition()[0]).isCloseTo(0.8, within(0.05));
    }

    @Test
    void whatCannotBeIdentifiedIsRefused() {
        assertThatThrownBy(() -> SubspaceIdentification.identify(new double[10][2], 2, 5))
                .hasMessage("5 blocks of 2 channels need at least 29 rows, got 10");
    }
}
