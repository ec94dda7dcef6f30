package org.separatrix.analysis.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Event;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.equations.Equations;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.SystemKind;
import org.separatrix.equations.compile.Compiler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

class SectionTest {

    @Test
    void sectionOfALimitCycleIsOnePointOncePerPeriod() {
        // r' = r (1 - r^2), turning at unit rate: the unit circle attracts.
        var flow =
                CompiledFlow.of(
                        Equations.parse(
                                """
                                x' = x*(1 - x^2 - y^2) - y
                                y' = y*(1 - x^2 - y^2) + x
                                """));
        var section = Event.when("y = 0", (_, x) -> x[1]).rising();
        var crossings = PoincareSection.of(flow, new double[] {0.5, 0.1}, section, 10, 20, 50);
        for (int i = 0; i < 20; i++) {
            assertThat(crossings.state(i, 0)).isCloseTo(1, within(1e-8));
        }
        assertThat(crossings.time(19) - crossings.time(0))
                .isCloseTo(19 * 2 * Math.PI, within(1e-6));
    }

    @Test
    void sectionOfATorusTurnsAsTheCircleMap() {
        // Two uncoupled phases: at every turn of u the other advances by its rotation number.
        var flow = CompiledFlow.of(Equations.parse("u' = 1\nv' = 0.618"));
        var section = Event.when("u = 0", (_, x) -> Math.sin(x[0] / 2)).rising();
        var crossings = PoincareSection.of(flow, new double[] {1, 0}, section, 0, 10, 100);
        for (int i = 1; i < 10; i++) {
            double advance = crossings.state(i, 1) - crossings.state(i - 1, 1);
            // The sine of the half angle rises through zero at every second turn.
            assertThat(advance).isCloseTo(0.618 * 4 * Math.PI, within(1e-7));
        }
    }

    @Test
    void maximaOfLorenzFollowATentOfSlopeAboveOne() {
        var system = Catalog.system("Lorenz");
        var times = IntStream.range(0, 8000).mapToDouble(i -> i * 0.01).toArray();
        var z = Integrators.named("dop853").solve(system.flow(), system.initial(), times).column(2);
        var map = ReturnMap.ofMaxima(z);
        assertThat(map.now().length).isGreaterThan(80);
        int steep = 0;
        int compared = 0;
        var order =
                IntStream.range(0, map.now().length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> map.now()[i]))
                        .toList();
        for (int k = 3; k < order.size(); k += 3) {
            double run = map.now()[order.get(k)] - map.now()[order.get(k - 3)];
            double rise = map.next()[order.get(k)] - map.next()[order.get(k - 3)];
            if (run > 0.01) {
                compared++;
                steep += Math.abs(rise / run) > 1 ? 1 : 0;
            }
        }
        assertThat((double) steep / compared).isGreaterThan(0.9);
    }

    @Test
    void orbitDiagramOfTheLogisticMapDoublesItsPeriodAtThree() {
        var map =
                Compiler.compile(
                        Equations.parse(
                                "x = r*x*(1 - x)",
                                Map.of("r", ParameterValue.of(3.0)),
                                SystemKind.MAP));
        var values = new double[] {2.8, 3.2, 3.5, 4.5};
        var one = OrbitDiagram.ofMap(map, 0, values, new double[] {0.3}, 0, 2000, 64, 1);
        var two = OrbitDiagram.ofMap(map, 0, values, new double[] {0.3}, 0, 2000, 64, 2);
        assertThat(distinct(one.points().get(0))).isEqualTo(1);
        assertThat(distinct(one.points().get(1))).isEqualTo(2);
        assertThat(distinct(one.points().get(2))).isEqualTo(4);
        assertThat(one.points().get(3)).isEmpty();
        assertThat(one.points().get(0)[0]).isCloseTo(1 - 1 / 2.8, within(1e-12));
        for (int i = 0; i < values.length; i++) {
            assertThat(two.points().get(i)).containsExactly(one.points().get(i));
        }
    }

    @Test
    void orbitDiagramOfRosslersFlowFindsItsPeriodOneAndTwo() {
        var flow = Catalog.flow("Rossler");
        var section = Event.when("x = 0", (_, x) -> x[0]).rising();
        var diagram =
                OrbitDiagram.ofFlow(
                        flow,
                        "c",
                        new double[] {2.5, 3.5},
                        new double[] {3, 0, 0.1},
                        section,
                        1,
                        100,
                        16,
                        60,
                        2);
        assertThat(distinct(diagram.points().get(0))).isEqualTo(1);
        assertThat(distinct(diagram.points().get(1))).isEqualTo(2);
    }

    @Test
    void lorenzRestsAtTheOriginAndInTwoRolls() {
        var flow =
                CompiledFlow.of(
                        Equations.parse(
                                """
                                x' = 10*(y - x)
                                y' = x*(28 - z) - y
                                z' = x*y - 8/3*z
                                """));
        var points =
                FixedPoints.of(
                        flow, new double[] {-30, -30, -10}, new double[] {30, 30, 60}, 100, 1);
        assertThat(points).hasSize(3);
        double roll = Math.sqrt(8.0 / 3 * 27);
        assertThat(points.get(0).state()[0]).isCloseTo(-roll, within(1e-10));
        assertThat(points.get(2).state()[1]).isCloseTo(roll, within(1e-10));
        assertThat(points.get(2).state()[2]).isCloseTo(27, within(1e-10));
        var origin = points.get(1);
        double root = Math.sqrt(121 + 40 * 27);
        assertThat(origin.real()[0]).isCloseTo((-11 + root) / 2, within(1e-10));
        assertThat(origin.real()[1]).isCloseTo(-8.0 / 3, within(1e-10));
        assertThat(origin.real()[2]).isCloseTo((-11 - root) / 2, within(1e-10));
        assertThat(origin.stability()).isEqualTo(FixedPoint.Stability.SADDLE);
    }

    @Test
    void stabilityFollowsTheRealParts() {
        assertThat(stability("x' = -x + y\ny' = -x - y"))
                .isEqualTo(FixedPoint.Stability.ATTRACTING);
        assertThat(stability("x' = x + y\ny' = -x + y")).isEqualTo(FixedPoint.Stability.REPELLING);
        assertThat(stability("x' = y\ny' = -x")).isEqualTo(FixedPoint.Stability.MARGINAL);
    }

    private static FixedPoint.Stability stability(String equations) {
        var points =
                FixedPoints.of(
                        CompiledFlow.of(Equations.parse(equations)),
                        new double[] {-1, -1},
                        new double[] {1, 1},
                        5,
                        1);
        assertThat(points).hasSize(1);
        return points.getFirst().stability();
    }

    private static long distinct(double[] values) {
        return Arrays.stream(values).mapToLong(v -> Math.round(v * 1e5)).distinct().count();
    }
}
