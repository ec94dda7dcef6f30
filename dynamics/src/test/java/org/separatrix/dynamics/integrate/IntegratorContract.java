package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.OSCILLATOR;
import static org.separatrix.dynamics.integrate.TestProblems.SEASONAL;
import static org.separatrix.dynamics.integrate.TestProblems.distance;
import static org.separatrix.dynamics.integrate.TestProblems.seasonal;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.Flow;

import java.util.ArrayList;
import java.util.List;

/// What every adaptive integrator promises; a new one inherits these tests by one line.
abstract class IntegratorContract {

    private static final double[] START = {1, 1};

    /// The integrator under test, with default settings.
    abstract Integrator integrator();

    /// The flow as this integrator needs it; Taylor methods replace it by one with coefficients.
    Flow prepared(Flow flow) {
        return flow;
    }

    private Solution seasonalTo(double end, double tolerance) {
        return integrator()
                .tolerance(tolerance, tolerance)
                .integrate(prepared(SEASONAL), START, 0, end);
    }

    @Test
    void achievedErrorFollowsTheTolerance() {
        double previous = Double.POSITIVE_INFINITY;
        for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
            double error = distance(seasonalTo(5, tolerance).state(), seasonal(5));
            assertThat(error).isLessThan(100 * tolerance).isLessThan(previous);
            previous = error;
        }
    }

    @Test
    void endIsReachedToTheBit() {
        assertThat(seasonalTo(5.123456789, 1e-6).time()).isEqualTo(5.123456789);
    }

    @Test
    void integratingBackReturnsToTheStart() {
        var there = seasonalTo(3, 1e-10);
        var back =
                integrator()
                        .tolerance(1e-10, 1e-10)
                        .integrate(prepared(SEASONAL), there.state(), 3, 0);
        assertThat(distance(back.state(), START)).isLessThan(1e-7);
    }

    @Test
    void repeatedRunsAgreeToTheBit() {
        assertThat(seasonalTo(4, 1e-8).state()).isEqualTo(seasonalTo(4, 1e-8).state());
    }

    @Test
    void initialStateIsLeftAsItIs() {
        seasonalTo(1, 1e-6);
        assertThat(START).containsExactly(1, 1);
    }

    @Test
    void denseOutputIsAsAccurateAsTheSteps() {
        var times = new double[301];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 0.015;
        }
        var trajectory = integrator().tolerance(1e-9, 1e-9).solve(prepared(SEASONAL), START, times);
        double largest = 0;
        for (int i = 0; i < times.length; i++) {
            assertThat(trajectory.time(i)).isEqualTo(times[i]);
            largest = Math.max(largest, distance(trajectory.state(i), seasonal(times[i])));
        }
        // Dense outputs are one order lower than their methods: a larger constant, not a lower
        // order
        // of magnitude in the tolerance.
        assertThat(largest).isLessThan(1e-6);
    }

    @Test
    void evenlySpacedTimesIncludeBothEnds() {
        var trajectory = integrator().solve(prepared(SEASONAL), START, 0, 3, 7);
        assertThat(trajectory.size()).isEqualTo(7);
        assertThat(trajectory.times()).containsExactly(0, 0.5, 1, 1.5, 2, 2.5, 3);
        assertThat(trajectory.state(0)).containsExactly(START);
        assertThat(distance(trajectory.last(), seasonal(3))).isLessThan(1e-4);
    }

    @Test
    void solvingAtDecreasingTimesRunsBackwards() {
        var trajectory =
                integrator()
                        .tolerance(1e-9, 1e-9)
                        .solve(prepared(SEASONAL), seasonal(2), new double[] {2, 1.5, 0.25, -1});
        assertThat(trajectory.state(3, 0)).isCloseTo(Math.exp(Math.sin(-1)), within(1e-6));
        assertThat(trajectory.state(2, 1)).isCloseTo(1 / 1.0625, within(1e-6));
    }

    @Test
    void segmentsJoinWithoutGapAndMatchTheStepsToTheBit() {
        var x = new double[2];
        var last = START.clone();
        double[] reached = {0};
        integrator()
                .integrate(
                        prepared(SEASONAL),
                        START,
                        0,
                        3,
                        step -> {
                            assertThat(step.from()).isEqualTo(reached[0]);
                            step.at(step.from(), x);
                            assertThat(x).containsExactly(last);
                            step.at(step.to(), last);
                            reached[0] = step.to();
                            // Just inside the end the polynomial meets the end state.
                            step.at(step.to() - 1e-9 * (step.to() - step.from()), x);
                            assertThat(distance(x, last)).isLessThan(1e-7);
                        });
        assertThat(reached[0]).isEqualTo(3);
    }

    @Test
    void frozenSegmentOutlivesItsStep() {
        List<Interpolant> kept = new ArrayList<>();
        integrator()
                .tolerance(1e-9, 1e-9)
                .integrate(prepared(SEASONAL), START, 0, 3, step -> kept.add(step.frozen()));
        var x = new double[2];
        for (var step : kept) {
            double middle = 0.5 * (step.from() + step.to());
            step.at(middle, x);
            assertThat(distance(x, seasonal(middle))).isLessThan(1e-6);
        }
    }

    @Test
    void zeroCrossingIsLocatedToTwelveDigits() {
        var solution =
                integrator()
                        .tolerance(1e-13, 1e-13)
                        .event(Event.when("section", (_, x) -> x[0]).rising())
                        .integrate(prepared(OSCILLATOR), new double[] {1, 0}, 0, 20);
        var events = solution.events("section");
        assertThat(events).hasSize(3);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).time())
                    .isCloseTo(1.5 * Math.PI + 2 * Math.PI * i, within(5e-12));
            assertThat(events.get(i).rising()).isTrue();
        }
    }

    @Test
    void stoppingEventEndsTheIntegrationThere() {
        double[] reached = {0};
        var solution =
                integrator()
                        .tolerance(1e-10, 1e-10)
                        .event(Event.when("half", (_, x) -> x[0] - 0.5).falling().stop())
                        .integrate(
                                prepared(OSCILLATOR),
                                new double[] {1, 0},
                                0,
                                20,
                                step -> reached[0] = step.to());
        assertThat(solution.stopped()).isTrue();
        assertThat(solution.time()).isCloseTo(Math.PI / 3, within(1e-8)).isEqualTo(reached[0]);
        assertThat(solution.state(0)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void stepLimitIsReported() {
        assertThatThrownBy(() ->
                        integrator()
                                .tolerance(1e-12, 1e-12)
                                .maxSteps(3)
                                .integrate(prepared(SEASONAL), START, 0, 100))
                .isInstanceOf(StepLimitException.class)
                .hasMessageContaining("more than 3 steps");
    }

    @Test
    void cancellationIsHeard() {
        int[] asked = {0};
        var failure =
                catchThrowableOfType(
                        CancelledException.class,
                        () ->
                                integrator()
                                        .cancelled(() -> ++asked[0] > 3)
                                        .integrate(prepared(SEASONAL), START, 0, 1000));
        assertThat(failure.step()).isLessThanOrEqualTo(3);
        assertThat(failure.time()).isLessThan(1000);
    }

    @Test
    void leavingTheBoundIsReportedWithTheComponent() {
        var failure =
                catchThrowableOfType(
                        DivergedException.class,
                        () -> integrator().bound(2).integrate(prepared(SEASONAL), START, 0, 1000));
        assertThat(failure.component()).isEqualTo("x");
        // exp(sin t) passes 2 at asin(log 2) = 0.766.
        assertThat(failure.time()).isBetween(0.0, 2.0);
    }

    @Test
    void statisticsCountTheSteps() {
        long[] seen = {0};
        var solution = integrator().integrate(prepared(SEASONAL), START, 0, 5, _ -> seen[0]++);
        assertThat(solution.statistics().accepted()).isEqualTo(seen[0]).isPositive();
    }
}
