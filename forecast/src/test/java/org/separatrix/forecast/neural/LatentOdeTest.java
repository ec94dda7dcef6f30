package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

class LatentOdeTest {

    private static final LatentOde.Settings SMALL =
            new LatentOde.Settings(
                    LatentOde.Decoder.EQUATION, 4, 8, 8, 1, 0.1, 1, 32, 60, 2e-2, Precision.DOUBLE);

    @Test
    void theDivergenceOfTwoNormalsIsKnown() {
        // KL(N(m, s^2) || N(0, 1)) = (m^2 + s^2 - 1)/2 - ln s
        try (var _ = new Scope()) {
            var mean = Tensors.of(new double[] {1.5, 0}, Kind.DOUBLE);
            var logDeviation = Tensors.of(new double[] {Math.log(0.5), 0}, Kind.DOUBLE);
            double expected = (1.5 * 1.5 + 0.25 - 1) / 2 - Math.log(0.5);
            assertThat(Tensors.value(LatentOde.divergence(mean, logDeviation)))
                    .isCloseTo(expected, within(1e-14));
        }
    }

    @Test
    void theBoundImprovesAndTheSeedDecidesIt() {
        var data = LatentCase.oscillations(64, new Seeds(1).of("data"));
        double last;
        try (var model = LatentOde.fit(data.times(), data.values(), SMALL, new Seeds(2))) {
            var losses = model.history().losses();
            last = losses[losses.length - 1];
            assertThat(last).isLessThan(0.5 * losses[0]);
            assertThat(model.reconstructionError(data.times(), data.values())).isLessThan(0.9);
            var drawn = model.sample(3, new double[] {0, 0.5, 1}, new Seeds(3));
            assertThat(drawn).hasDimensions(3, 3);
        }
        try (var model = LatentOde.fit(data.times(), data.values(), SMALL, new Seeds(2))) {
            assertThat(model.history().lastLoss()).isEqualTo(last);
        }
    }

    @Test
    void theOscillationsSolveTheirEquation() {
        var data = LatentCase.oscillations(1, new Seeds(4).of("data"));
        // y' = [[-0.1, 1.3], [-1, -0.1]] y by differences along the series
        double[] t = data.times()[0];
        double[][] y = data.values()[0];
        for (int i = 1; i < t.length; i++) {
            double h = t[i] - t[i - 1];
            double middleX = 0.5 * (y[i][0] + y[i - 1][0]);
            double middleY = 0.5 * (y[i][1] + y[i - 1][1]);
            assertThat((y[i][0] - y[i - 1][0]) / h)
                    .isCloseTo(-0.1 * middleX + 1.3 * middleY, within(3 * h * h));
            assertThat((y[i][1] - y[i - 1][1]) / h)
                    .isCloseTo(-middleX - 0.1 * middleY, within(3 * h * h));
        }
    }

    @Test
    void badSeriesAreNamed() {
        var data = LatentCase.oscillations(2, new Seeds(1).of("data"));
        data.values()[1][3][0] = Double.NaN;
        assertThatThrownBy(() -> LatentOde.fit(data.times(), data.values(), SMALL, new Seeds(2)))
                .isInstanceOf(LabException.class)
                .hasMessage("series 1: sample 3 is NaN; drop or fill it");
        data.times()[0][5] = data.times()[0][4];
        assertThatThrownBy(() -> LatentOde.fit(data.times(), data.values(), SMALL, new Seeds(2)))
                .hasMessageStartingWith("series 0: time 5 is")
                .hasMessageEndingWith("times must increase");
    }
}
