package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.ROBERTSON;
import static org.separatrix.dynamics.integrate.TestProblems.SEASONAL;
import static org.separatrix.dynamics.integrate.TestProblems.distance;
import static org.separatrix.dynamics.integrate.TestProblems.seasonal;
import static org.separatrix.dynamics.integrate.TestProblems.vanDerPol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class StiffTest {

    @ParameterizedTest
    @ValueSource(strings = {"rodas5p", "radau"})
    void stiffVanDerPolMatchesTheReference(String name) {
        // Values of Hairer and Wanner's test set: epsilon = 1e-6, that is mu = 1000, from (2, 0).
        var flow = vanDerPol(1e-6);
        var trajectory =
                Integrators.named(name)
                        .tolerance(1e-10, 1e-10)
                        .solve(flow, new double[] {2, 0}, new double[] {0, 1, 2});
        assertThat(trajectory.state(1, 0)).isCloseTo(-1.863646254808130, within(1e-8));
        assertThat(trajectory.state(1, 1)).isCloseTo(0.7535430865435460, within(1e-8));
        assertThat(trajectory.state(2, 0)).isCloseTo(1.706167732170456, within(1e-8));
        assertThat(trajectory.state(2, 1)).isCloseTo(-0.8928097010248257, within(1e-8));
    }

    @Test
    void theStiffMethodsAgreeOnVanDerPolAtMuOneMillion() {
        var flow = vanDerPol(1e-12);
        var start = new double[] {2, -2 / 3.0};
        var rosenbrock = Integrators.named("rodas5p").tolerance(1e-8, 1e-8);
        var radau = Integrators.named("radau").tolerance(1e-8, 1e-8);
        var a = rosenbrock.integrate(flow, start, 0, 2);
        var b = radau.integrate(flow, start, 0, 2);
        assertThat(a.state(0)).isCloseTo(b.state(0), within(1e-5));
        assertThat(a.state(1)).isCloseTo(b.state(1), within(1e-5));
        assertThat(a.statistics().accepted()).isLessThan(5000);
        assertThat(b.statistics().accepted()).isLessThan(5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rodas5p", "radau"})
    void robertsonToHugeTimesConservesMassAndMatchesTheReference(String name) {
        var solution =
                Integrators.named(name)
                        .tolerance(1e-8, new double[] {1e-10, 1e-14, 1e-10})
                        .integrate(ROBERTSON, new double[] {1, 0, 0}, 0, 1e11);
        // Hairer and Wanner's test set, t = 1e11.
        assertThat(solution.state(0)).isCloseTo(0.2083340149701255e-7, within(1e-12));
        assertThat(solution.state(1)).isCloseTo(0.8333360770334713e-13, within(1e-17));
        assertThat(solution.state(2)).isCloseTo(0.9999999791665050, within(1e-9));
        assertThat(solution.state(0) + solution.state(1) + solution.state(2))
                .isCloseTo(1, within(1e-9));
        assertThat(solution.statistics().accepted()).isLessThan(1000);
    }

    static Stream<Arguments> fixed() {
        return Stream.of(
                Arguments.of(
                        new Method(
                                "rodas5p",
                                5,
                                true,
                                (flow, tolerance, settings, counters) ->
                                        new Rodas5p(flow, tolerance, settings.step(), counters)),
                        4),
                Arguments.of(
                        new Method(
                                "radau",
                                5,
                                true,
                                (flow, tolerance, settings, counters) ->
                                        new RadauIia(flow, tolerance, settings.step(), counters)),
                        3));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void globalErrorFallsWithTheFifthOrder(Method method, int denseOrder) {
        double coarse = endError(method, 16);
        double fine = endError(method, 32);
        assertThat(Math.log(coarse / fine) / Math.log(2))
                .as("errors %s and %s", coarse, fine)
                .isCloseTo(5, within(0.5));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void denseOutputErrorOfOneStepFallsWithItsOrderPlusOne(Method method, int denseOrder) {
        double coarse = denseError(method, 0.04);
        double fine = denseError(method, 0.02);
        assertThat(Math.log(coarse / fine) / Math.log(2))
                .as("errors %s and %s", coarse, fine)
                .isCloseTo(denseOrder + 1, within(0.5));
    }

    private static double endError(Method method, int steps) {
        var solution =
                new Integrator(method, Settings.DEFAULT)
                        .tolerance(1e-10, 1e-10)
                        .step(2.0 / steps)
                        .integrate(SEASONAL, new double[] {1, 1}, 0, 2);
        return distance(solution.state(), seasonal(2));
    }

    private static double denseError(Method method, double h) {
        double start = 0.4;
        double[] largest = {0};
        var x = new double[2];
        new Integrator(method, Settings.DEFAULT)
                .tolerance(1e-9, 1e-9)
                .step(h)
                .integrate(
                        SEASONAL,
                        seasonal(start),
                        start,
                        start + h,
                        step -> {
                            for (int i = 1; i < 16; i++) {
                                double t = start + h * i / 16;
                                step.at(t, x);
                                largest[0] = Math.max(largest[0], distance(x, seasonal(t)));
                            }
                        });
        return largest[0];
    }

    @Test
    void radauKeepsItsJacobianWhileItConverges() {
        var statistics =
                Integrators.named("radau")
                        .tolerance(1e-6, 1e-6)
                        .integrate(vanDerPol(1e-6), new double[] {2, 0}, 0, 2)
                        .statistics();
        assertThat(statistics.jacobians()).isLessThan(statistics.accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rodas5p", "radau"})
    void largeSystemsAreSolvedToo(String name) {
        // Heat equation on 250 points, one sine wave: decays with the eigenvalue of the stencil.
        int d = 250;
        double width = 1.0 / (d + 1);
        var flow =
                new LambdaFlow(
                        IntStream.range(0, d).mapToObj(i -> "u" + i).toList(),
                        (_, x, dx) -> {
                            for (int i = 0; i < d; i++) {
                                double left = i > 0 ? x[i - 1] : 0;
                                double right = i < d - 1 ? x[i + 1] : 0;
                                dx[i] = (left - 2 * x[i] + right) / (width * width);
                            }
                        },
                        (_, _, j) -> {
                            Arrays.fill(j, 0);
                            for (int i = 0; i < d; i++) {
                                j[i * d + i] = -2 / (width * width);
                                if (i > 0) {
                                    j[i * d + i - 1] = 1 / (width * width);
                                }
                                if (i < d - 1) {
                                    j[i * d + i + 1] = 1 / (width * width);
                                }
                            }
                        });
        var start = new double[d];
        for (int i = 0; i < d; i++) {
            start[i] = Math.sin(Math.PI * (i + 1) * width);
        }
        double eigenvalue = -4 * Math.pow(Math.sin(0.5 * Math.PI * width), 2) / (width * width);
        var end = Integrators.named(name).tolerance(1e-6, 1e-6).integrate(flow, start, 0, 0.1);
        for (int i = 0; i < d; i++) {
            start[i] *= Math.exp(0.1 * eigenvalue);
        }
        assertThat(distance(end.state(), start)).isLessThan(1e-5);
    }

    @Test
    void blowUpIsReportedByImplicitMethodsToo() {
        var flow = LambdaFlow.of(List.of("x"), (_, x, dx) -> dx[0] = x[0] * x[0]);
        for (String name : List.of("rodas5p", "radau")) {
            var failure =
                    catchThrowableOfType(
                            IntegrationException.class,
                            () -> Integrators.named(name).integrate(flow, new double[] {1}, 0, 2));
            assertThat(failure.time()).as(name).isCloseTo(1, within(1e-5));
        }
    }
}
