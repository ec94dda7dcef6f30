package org.separatrix.analysis.lyapunov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Estimate;

import java.util.Arrays;
import java.util.List;

class KaplanYorkeTest {

    @Test
    void dimensionInterpolatesBetweenTheSumsOfExponents() {
        assertThat(dimension(0.9, 0, -14.57)).isCloseTo(2 + 0.9 / 14.57, within(1e-12));
    }

    @Test
    void aSpectrumThatNeverContractsFillsItsSpace() {
        assertThat(dimension(0, 0)).isEqualTo(2);
    }

    @Test
    void anAttractingPointHasDimensionZero() {
        assertThat(dimension(-0.1, -2, -3)).isZero();
    }

    @Test
    void errorOfTheDimensionFollowsFromThoseOfTheExponents() {
        var estimate = KaplanYorke.of(List.of(new Estimate(1, 0.03), new Estimate(-4, 0.16)));
        // D = 1 + a/b: the errors 0.03/4 and 1*0.16/16 add in squares.
        assertThat(estimate.value()).isCloseTo(1.25, within(1e-12));
        assertThat(estimate.error()).isCloseTo(Math.hypot(0.0075, 0.01), within(1e-12));
    }

    @Test
    void aVanishingSumCountsAsZeroWithinItsError() {
        var estimate = KaplanYorke.of(List.of(new Estimate(0.2, 0.01), new Estimate(-0.201, 0.01)));
        assertThat(estimate.value()).isEqualTo(2);
    }

    private static double dimension(double... exponents) {
        return KaplanYorke.of(Arrays.stream(exponents).mapToObj(l -> new Estimate(l, 0)).toList())
                .value();
    }
}
