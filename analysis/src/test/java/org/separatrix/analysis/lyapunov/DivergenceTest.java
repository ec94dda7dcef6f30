package org.separatrix.analysis.lyapunov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.stream.IntStream;

class DivergenceTest {

    @Test
    void neighboursOnLorenzPartAtTheLargestExponent() {
        var points = trajectory(Systems.lorenz(), Systems.ON_LORENZ, 5000, 0.03);
        var exponent = NeighbourDivergence.of(points, 50, 80).exponent(20, 70);
        // The method's own bias is some ten percent at this number of points.
        assertThat(exponent.value()).isCloseTo(0.9056, within(0.15));
        assertThat(exponent.error()).isBetween(0.005, 0.1);
    }

    @Test
    void pairsOnLorenzPartAtTheLargestExponent() {
        var flow = Systems.lorenz();
        var starts = trajectory(flow, Systems.ON_LORENZ, 60, 2.3);
        var exponent = PairDivergence.largest(flow, starts, 25, 1);
        assertThat(exponent.value()).isCloseTo(0.9056, within(0.08));
    }

    @Test
    void growthInWindowsAveragesToTheSpectrum() {
        var settings = LyapunovSettings.DEFAULT.withPeriods(300, 20);
        var windows =
                FiniteTimeExponents.along(
                        Systems.lorenz(), Systems.ON_LORENZ, 1.5, 0.1, 4500, settings);
        double mean = 0;
        boolean contracts = false;
        var times = windows.times();
        double total = times[times.length - 1] - times[0];
        for (int w = 1; w < times.length; w++) {
            var rates = windows.rates()[w];
            mean += rates[0] * (times[w] - times[w - 1]) / total;
            contracts |= rates[0] < 0;
            assertThat(rates[0] + rates[1] + rates[2]).isCloseTo(-41.0 / 3, within(1e-4));
        }
        assertThat(mean).isCloseTo(0.9056, within(0.05));
        assertThat(contracts).isTrue();
    }

    private static Trajectory trajectory(Flow flow, double[] x0, int n, double spacing) {
        var times = IntStream.range(0, n).mapToDouble(i -> i * spacing).toArray();
        return Integrators.named("dop853").tolerance(1e-9, 1e-12).solve(flow, x0, times);
    }
}
