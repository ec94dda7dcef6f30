package org.separatrix.analysis.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void firstStepIsTheRateAgainstTheSignOfTheGradient() {
        double[] x = {1, 1};
        new Adam(x).step(0.1, new double[] {5, -1e-3});
        assertThat(x).containsExactly(new double[] {0.9, 1.1}, within(1e-5));
    }

    @Test
    void quadraticIsMinimised() {
        double[] x = {3};
        double[] y = {-2, 5};
        var adam = new Adam(x, y);
        for (int i = 0; i < 4000; i++) {
            double rate = 0.05 * (1 - i / 4000.0);
            adam.step(
                    rate,
                    new double[] {2 * (x[0] - 1)},
                    new double[] {20 * y[0], 0.2 * (y[1] - 4)});
        }
        assertThat(x[0]).isCloseTo(1, within(1e-3));
        assertThat(y).containsExactly(new double[] {0, 4}, within(1e-3));
    }

    @Test
    void gradientsMustFitTheParameters() {
        assertThatThrownBy(() -> new Adam(new double[2]).step(0.1, new double[3]))
                .hasMessage("gradient 0: expected 2 numbers, got 3");
    }
}
