package org.separatrix.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.DivergedException;
import org.separatrix.equations.Equations;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.SystemKind;

import java.util.Map;

class IteratedMapTest {

    private static final IteratedMap LOGISTIC =
            IteratedMap.of(
                    Equations.parse(
                            "x = r*x*(1 - x)", Map.of("r", ParameterValue.of(4)), SystemKind.MAP));

    @Test
    void theLogisticMapAtFourFollowsTheSquareOfASine() {
        double angle = 0.3;
        double x0 = Math.pow(Math.sin(angle), 2);
        var orbit = LOGISTIC.iterate(new double[] {x0}, 20);
        for (int n = 0; n < 20; n++) {
            // Each step doubles the round-off.
            assertThat(orbit.state(n, 0))
                    .isCloseTo(
                            Math.pow(Math.sin(Math.scalb(angle, n)), 2),
                            within(Math.scalb(1e-15, n + 1)));
        }
    }

    @Test
    void theMeanLogarithmOfTheSlopeIsLogTwo() {
        var orbit = LOGISTIC.iterate(new double[] {0.3}, 100, 100_000, () -> false);
        var j = new double[1];
        double sum = 0;
        for (int n = 0; n < orbit.size(); n++) {
            LOGISTIC.jacobian(n, orbit.state(n), j);
            sum += Math.log(Math.abs(j[0]));
        }
        assertThat(sum / orbit.size()).isCloseTo(Math.log(2), within(5e-3));
    }

    @Test
    void theInverseOfHenonsMapLeadsBack() {
        var henon = Catalog.system("Henon");
        var map =
                IteratedMap.of(
                        henon.system(),
                        Equations.parse(
                                henon.inverse().orElseThrow(), henon.parameters(), SystemKind.MAP));
        double[] x = {0.4, 0.1};
        var y = new double[2];
        var z = new double[2];
        map.next(0, x, y);
        map.inverse().orElseThrow().next(0, y, z);
        assertThat(z).containsExactly(x, within(1e-14));
    }

    @Test
    void theDeterminantOfHenonsMapIsMinusB() {
        var map = IteratedMap.of(Catalog.system("Henon").system());
        var j = new double[4];
        map.jacobian(0, new double[] {0.7, -0.2}, j);
        assertThat(j[0] * j[3] - j[1] * j[2]).isCloseTo(-0.3, within(1e-15));
    }

    @Test
    void theTimeInAMapIsTheNumberOfTheStep() {
        var count = IteratedMap.of(Equations.parse("x = x + t", Map.of(), SystemKind.MAP));
        assertThat(count.iterate(new double[] {0}, 101).last()[0]).isEqualTo(4950);
    }

    @Test
    void anOrbitThatEscapesNamesStateAndStep() {
        assertThatThrownBy(() -> LOGISTIC.iterate(new double[] {2}, 100))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("x became infinite after t = 8.0 (step 8)");
    }
}
