package org.separatrix.analysis.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class CorrelationDimensionTest {

    @Test
    void aLineHasDimensionOne() {
        var points = uniform(4000, 1);
        assertThat(CorrelationDimension.takens(points, 0).value()).isCloseTo(1, within(0.05));
        assertThat(CorrelationDimension.correlationSum(points, 0).value())
                .isCloseTo(1, within(0.05));
    }

    @Test
    void aSquareHasDimensionTwo() {
        var points = uniform(8000, 2);
        assertThat(CorrelationDimension.takens(points, 0).value()).isCloseTo(2, within(0.1));
        assertThat(CorrelationDimension.correlationSum(points, 0).value())
                .isCloseTo(2, within(0.1));
    }

    @Test
    void henonsAttractorHasDimensionOnePointTwoOne() {
        var estimate = CorrelationDimension.takens(henon(20_000), 10, 0.001);
        assertThat(estimate.value()).isCloseTo(1.21, within(0.03));
        assertThat(CorrelationDimension.correlationSum(henon(10_000), 10).value())
                .isCloseTo(1.21, within(0.06));
    }

    @Test
    void lorenzAttractorHasDimensionTwoPointOhFive() {
        var points = lorenz(10_000);
        var takens = CorrelationDimension.takens(points, 40, 0.001);
        assertThat(takens.value()).isCloseTo(2.05, within(0.05));
        assertThat(takens.error()).isBetween(0.001, 0.1);
    }

    @Test
    void windowInTimeLeavesOutPairsOfOneStretchOfOrbit() {
        // Every point of a square is followed by a twin a millionth away.
        var square = uniform(2000, 2);
        var states = new double[8000];
        for (int i = 0; i < 4000; i++) {
            states[2 * i] = square.state(i / 2, 0) + 1e-6 * (i % 2);
            states[2 * i + 1] = square.state(i / 2, 1);
        }
        var times = IntStream.range(0, 4000).asDoubleStream().toArray();
        var points = new Trajectory(times, states, List.of("x", "y"));
        assertThat(CorrelationDimension.takens(points, 0).value()).isLessThan(1.5);
        assertThat(CorrelationDimension.takens(points, 1).value()).isCloseTo(2, within(0.1));
    }

    @Test
    void errorCoversTheScatterOverSamples() {
        int covered = 0;
        for (int seed = 0; seed < 20; seed++) {
            var estimate = CorrelationDimension.takens(uniform(2000, 2, seed), 0, 0.002);
            covered += Math.abs(estimate.value() - 2) < 2 * estimate.error() + 0.04 ? 1 : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo(17);
    }

    @Test
    void legacyValueOfALineFollowsFromItsDistances() {
        // Distances of points on [0, 1] have the quantiles 1 - sqrt(1 - q).
        double sum = 0;
        int steps = 100_000;
        double least = 1 - Math.sqrt(0.95);
        for (int i = 0; i < steps; i++) {
            double q = 0.05 + 0.45 * (i + 0.5) / steps;
            sum += Math.log((1 - Math.sqrt(1 - q)) / least) / steps;
        }
        assertThat(CorrelationDimension.legacy(uniform(2000, 1)))
                .isCloseTo(1 + 1 / sum, within(0.02));
    }

    @Test
    void coincidingPointsAreRefused() {
        var times = IntStream.range(0, 200).asDoubleStream().toArray();
        var points = new Trajectory(times, new double[200], List.of("x"));
        assertThatThrownBy(() -> CorrelationDimension.takens(points, 0))
                .hasMessage("all 200 points are the same: they have no dimension");
    }

    private static Trajectory uniform(int n, int d) {
        return uniform(n, d, 0);
    }

    private static Trajectory uniform(int n, int d, int seed) {
        var random = new SplittableRandom(seed);
        var times = IntStream.range(0, n).asDoubleStream().toArray();
        return new Trajectory(
                times,
                random.doubles((long) n * d).toArray(),
                IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
    }

    private static Trajectory henon(int n) {
        var states = new double[2 * n];
        double x = 0.1;
        double y = 0.1;
        for (int i = -100; i < n; i++) {
            double next = 1 - 1.4 * x * x + y;
            y = 0.3 * x;
            x = next;
            if (i >= 0) {
                states[2 * i] = x;
                states[2 * i + 1] = y;
            }
        }
        var times = IntStream.range(0, n).asDoubleStream().toArray();
        return new Trajectory(times, states, List.of("x", "y"));
    }

    private static Trajectory lorenz(int n) {
        var system = Catalog.system("Lorenz");
        var times = IntStream.range(0, n).mapToDouble(i -> i * 0.05).toArray();
        return Integrators.named("dop853").solve(system.flow(), system.initial(), times);
    }
}
