package org.separatrix.analysis.quadrature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64, 200, 500})
    void momentsOfTheNormalLawAreExactUpToTheDegreeOfTheRule(int nodes) {
        var rule = GaussHermite.of(nodes);
        double moment = 1;
        for (int p = 0; p <= Math.min(20, 2 * nodes - 1); p += 2) {
            int power = p;
            if (p > 0) {
                moment *= p - 1;
            }
            assertThat(rule.expectation(x -> Math.pow(x, power)) / moment)
                    .isCloseTo(1, within(1e-12));
        }
        assertThat(rule.expectation(x -> x)).isCloseTo(0, within(1e-13));
    }

    @Test
    void cosineHasItsCharacteristicFunctionAsMean() {
        assertThat(GaussHermite.of(40).expectation(x -> Math.cos(2 * x)))
                .isCloseTo(Math.exp(-2), within(1e-14));
    }

    @Test
    void coefficientsOfAPolynomialAreThoseOfItsExpansion() {
        // x^3 = sqrt(6) h_3 + 3 h_1
        double[] a = GaussHermite.of(30).coefficients(x -> x * x * x, 6);
        assertThat(a).containsExactly(new double[] {0, 3, 0, Math.sqrt(6), 0, 0}, within(1e-12));
    }

    @Test
    void interpolationConvergesToSmoothFunctionsFasterThanAnyPower() {
        var series = ChebyshevSeries.of(x -> 1 / (1 + x * x), 65);
        for (double x = -1; x <= 1; x += 0.0313) {
            assertThat(series.at(x)).isCloseTo(1 / (1 + x * x), within(1e-14));
        }
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> GaussHermite.of(0))
                .hasMessage("nodes of a quadrature must lie in 1 to 500, got 0");
        assertThatThrownBy(() -> GaussHermite.of(4).coefficients(x -> x, 5))
                .hasMessage("a rule of 4 nodes gives 1 to 4 coefficients, asked for 5");
        assertThatThrownBy(() -> ChebyshevSeries.of(x -> x, 1))
                .hasMessage("points must be at least 2, got 1");
    }
}
