package org.separatrix.analysis.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorFunctionTest {

    /// Abramowitz and Stegun (1964), table 7.1.
    @Test
    void valuesAreThoseOfTheTable() {
        assertThat(ErrorFunction.erf(0.5)).isCloseTo(0.5204998778, within(1e-10));
        assertThat(ErrorFunction.erf(1)).isCloseTo(0.8427007929, within(1e-10));
        assertThat(ErrorFunction.erf(2)).isCloseTo(0.9953222650, within(1e-10));
        assertThat(ErrorFunction.erf(-1)).isEqualTo(-ErrorFunction.erf(1));
    }

    @Test
    void valuesBetweenThePointsOfTheTableAgreeWithThePowerSeries() {
        for (double x = 0; x < 3; x += 0.0137) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 120; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            double expected = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
            assertThat(ErrorFunction.erf(x)).isCloseTo(expected, within(4e-16 * (1 + x)));
        }
    }

    @Test
    void endsAreOneAndNothingElseIsInvented() {
        assertThat(ErrorFunction.erf(40)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    }

    @Test
    void quantileIsTheInverseOfTheDistribution() {
        for (double p : new double[] {0.001, 0.1, 0.5, 0.9, 0.999}) {
            assertThat(ErrorFunction.normal(ErrorFunction.normalQuantile(p)))
                    .isCloseTo(p, within(1e-14));
        }
        assertThatThrownBy(() -> ErrorFunction.normalQuantile(1))
                .hasMessage("a probability must lie in (0, 1), got 1.0");
    }

    @Test
    void densityIsTheSlopeOfTheDistribution() {
        double h = 1e-5;
        for (double x : new double[] {-2, 0, 0.7}) {
            double slope = (ErrorFunction.normal(x + h) - ErrorFunction.normal(x - h)) / (2 * h);
            assertThat(ErrorFunction.density(x)).isCloseTo(slope, within(1e-9));
        }
    }
}
