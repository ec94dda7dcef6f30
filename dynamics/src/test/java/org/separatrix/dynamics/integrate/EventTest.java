package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.OSCILLATOR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.dynamics.Flow;

import java.util.ArrayList;
import java.util.List;

final class EventTest {

    private static final double GRAVITY = 9.81;

    private static final Flow BALL =
            LambdaFlow.of(
                    List.of("height", "velocity"),
                    (_, x, dx) -> {
                        dx[0] = x[1];
                        dx[1] = -GRAVITY;
                    });

    private static Integrator precise() {
        return Integrators.named("dop853").tolerance(1e-12, 1e-12);
    }

    @Test
    void bouncingBallFollowsTheClosedForm() {
        double restitution = 0.9;
        var solution =
                precise()
                        .event(
                                Event.when("bounce", (_, x) -> x[0])
                                        .falling()
                                        .apply((_, x) -> x[1] = -restitution * x[1]))
                        .integrate(BALL, new double[] {1, 0}, 0, 5);
        var bounces = solution.events("bounce");
        double expected = Math.sqrt(2 / GRAVITY);
        double speed = Math.sqrt(2 * GRAVITY);
        for (var bounce : bounces) {
            assertThat(bounce.time()).isCloseTo(expected, within(1e-10));
            assertThat(bounce.before()[1]).isCloseTo(-speed, within(1e-9));
            assertThat(bounce.after()[1]).isCloseTo(restitution * speed, within(1e-9));
            speed *= restitution;
            expected += 2 * speed / GRAVITY;
        }
        assertThat(bounces).hasSize(8);
        assertThat(expected).as("time of the first bounce not reported").isGreaterThan(5);
    }

    @Test
    void stepsEndAtAJumpAndGoOnFromTheNewState() {
        List<double[]> ends = new ArrayList<>();
        precise()
                .event(Event.when("kick", (t, _) -> t - 1).rising().apply((_, x) -> x[0] += 10))
                .integrate(
                        BALL,
                        new double[] {1, 0},
                        0,
                        1.5,
                        step -> {
                            var x = new double[2];
                            step.at(step.from(), x);
                            ends.add(new double[] {step.from(), step.to(), x[0]});
                        });
        double fallen = 1 - 0.5 * GRAVITY;
        assertThat(ends).anySatisfy(end -> assertThat(end[1]).isCloseTo(1, within(1e-15)));
        assertThat(ends)
                .anySatisfy(end -> {
                    assertThat(end[0]).isCloseTo(1, within(1e-15));
                    assertThat(end[2]).isCloseTo(fallen + 10, within(1e-12));
                });
    }

    @Test
    void startOnTheZeroIsNotReported() {
        var solution =
                precise()
                        .event(Event.when("zero", (_, x) -> x[0]))
                        .integrate(OSCILLATOR, new double[] {0, 1}, 0, 4);
        assertThat(solution.events()).hasSize(1);
        assertThat(solution.events().getFirst().time()).isCloseTo(Math.PI, within(1e-11));
    }

    @Test
    void directionsSplitTheZeros() {
        var solution =
                precise()
                        .event(Event.when("up", (_, x) -> x[0]).rising())
                        .event(Event.when("down", (_, x) -> x[0]).falling())
                        .event(Event.when("both", (_, x) -> x[0]))
                        .integrate(OSCILLATOR, new double[] {1, 0}, 0, 20 * Math.PI + 0.1);
        assertThat(solution.events("up")).hasSize(10);
        assertThat(solution.events("down")).hasSize(10);
        assertThat(solution.events("both")).hasSize(20);
    }

    @Test
    void twoZerosInOneStepAreFoundInOrder() {
        // The step is free to be long: the flow is a straight line that the method solves exactly.
        var line = LambdaFlow.of(List.of("x"), (_, _, dx) -> dx[0] = 1);
        var solution =
                Integrators.named("dopri5")
                        .step(10)
                        .event(Event.when("late", (_, x) -> x[0] - 7))
                        .event(Event.when("early", (_, x) -> (x[0] - 3) * (x[0] - 5)))
                        .integrate(line, new double[] {0}, 0, 10);
        assertThat(solution.statistics().accepted()).isEqualTo(1);
        assertThat(solution.events())
                .extracting(Occurrence::name)
                .containsExactly("early", "early", "late");
        assertThat(solution.events())
                .extracting(Occurrence::time)
                .satisfiesExactly(
                        t -> assertThat(t).isCloseTo(3, within(1e-14)),
                        t -> assertThat(t).isCloseTo(5, within(1e-14)),
                        t -> assertThat(t).isCloseTo(7, within(1e-14)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 3.1, 4.3, 5, 6.9, 9.98, 10.02, 13.4, 19.97})
    void closePairOfZerosIsFoundWhereverItLiesInAStep(double middle) {
        var line = LambdaFlow.of(List.of("x"), (_, _, dx) -> dx[0] = 1);
        double apart = 0.01;
        var solution =
                Integrators.named("dopri5")
                        .step(10)
                        .maxStep(10)
                        .event(pair("pair", middle, apart))
                        .event(pair("in", middle, apart).falling())
                        .event(pair("out", middle, apart).rising())
                        .integrate(line, new double[] {0}, 0, 20);
        assertThat(solution.statistics().accepted()).isEqualTo(2);
        assertThat(solution.events())
                .extracting(Occurrence::name)
                .containsExactly("pair", "in", "pair", "out");
        assertThat(solution.events().get(1).time()).isCloseTo(middle - apart, within(1e-12));
        assertThat(solution.events().get(3).time()).isCloseTo(middle + apart, within(1e-12));
    }

    private static Event pair(String name, double middle, double apart) {
        return Event.when(name, (_, x) -> Math.pow(x[0] - middle, 2) - apart * apart);
    }

    @Test
    void touchingWithoutCrossingIsNoEvent() {
        var solution =
                precise()
                        .event(Event.when("graze", (_, x) -> x[0] + 1 + 1e-9))
                        .integrate(OSCILLATOR, new double[] {1, 0}, 0, 20);
        assertThat(solution.events()).isEmpty();
    }

    @Test
    void simultaneousEventsAllHappen() {
        List<String> seen = new ArrayList<>();
        var solution =
                precise()
                        .event(Event.when("mark", (_, x) -> x[0]).falling())
                        .event(
                                Event.when("watch", (_, x) -> x[0])
                                        .observe((_, _) -> seen.add("watched")))
                        .event(Event.when("stop", (_, x) -> x[0]).stop())
                        .integrate(OSCILLATOR, new double[] {1, 0}, 0, 20);
        assertThat(solution.stopped()).isTrue();
        assertThat(solution.events()).extracting(Occurrence::name).containsExactly("mark", "stop");
        assertThat(seen).containsExactly("watched");
    }

    @Test
    void eventsAreFoundBackwards() {
        var solution =
                precise()
                        .event(Event.when("zero", (_, x) -> x[0]))
                        .integrate(OSCILLATOR, new double[] {1, 0}, 0, -5);
        assertThat(solution.events())
                .extracting(Occurrence::time)
                .satisfiesExactly(
                        t -> assertThat(t).isCloseTo(-0.5 * Math.PI, within(1e-11)),
                        t -> assertThat(t).isCloseTo(-1.5 * Math.PI, within(1e-11)));
    }

    @Test
    void solveEndsWithTheLastTimeBeforeAStop() {
        var trajectory =
                precise()
                        .event(Event.when("zero", (_, x) -> x[0]).stop())
                        .solve(OSCILLATOR, new double[] {1, 0}, new double[] {0, 0.5, 1, 1.5, 2});
        assertThat(trajectory.size()).isEqualTo(4);
        assertThat(trajectory.last()[0]).isCloseTo(Math.cos(1.5), within(1e-11));
    }

    @Test
    void atTheTimeOfAJumpTheTrajectoryHoldsTheStateBeforeIt() {
        var trajectory =
                precise()
                        .event(Event.when("kick", (t, _) -> t - 1).apply((_, x) -> x[1] = 0))
                        .solve(BALL, new double[] {100, 0}, new double[] {0, 1, 2});
        assertThat(trajectory.state(1, 1)).isCloseTo(-GRAVITY, within(1e-10));
        assertThat(trajectory.state(2, 1)).isCloseTo(-GRAVITY, within(1e-10));
        assertThat(trajectory.state(2, 0)).isCloseTo(100 - GRAVITY, within(1e-10));
    }

    @Test
    void jumpCutsAFixedStepInTwo() {
        int[] steps = {0};
        Integrators.named("rk4")
                .step(0.4)
                .event(Event.when("late", (t, _) -> t - 0.95).apply((_, x) -> x[0] += 1))
                .integrate(BALL, new double[] {1, 0}, 0, 1, _ -> steps[0]++);
        // 0.4, 0.8, cut at 0.95, and one to the end.
        assertThat(steps[0]).isEqualTo(4);
    }

    @Test
    void fixedStepsFindEventsToo() {
        var solution =
                Integrators.named("rk4")
                        .step(0.01)
                        .event(Event.when("zero", (_, x) -> x[0]).stop())
                        .integrate(OSCILLATOR, new double[] {1, 0}, 0, 5);
        assertThat(solution.time()).isCloseTo(0.5 * Math.PI, within(1e-9));
    }
}
