package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.OSCILLATOR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class FailureTest {

    private static final LambdaFlow BLOW_UP =
            LambdaFlow.of(List.of("x"), (_, x, dx) -> dx[0] = x[0] * x[0]);

    @ParameterizedTest
    @ValueSource(strings = {"dopri5", "tsit5", "dop853", "verner9"})
    void blowUpIsReportedAtItsTime(String name) {
        var failure =
                catchThrowableOfType(
                        DivergedException.class,
                        () ->
                                Integrators.named(name)
                                        .tolerance(1e-9, 1e-9)
                                        .integrate(BLOW_UP, new double[] {1}, 0, 2));
        assertThat(failure.time()).isCloseTo(1, within(1e-6));
        assertThat(failure.component()).isEqualTo("x");
        assertThat(failure).hasMessageContaining("seems to become infinite");
        assertThat(failure.state()[0]).isGreaterThan(1e8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "dopri5", "dop853", "rodas5p", "radau"})
    void startOutsideTheDomainIsNamed(String name) {
        var log = LambdaFlow.of(List.of("x", "y"), FailureTest::logarithm);
        assertThatThrownBy(() -> Integrators.named(name).integrate(log, new double[] {1, -1}, 0, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessage(
                        "y' is NaN at the start, t = 0.0. Maybe the initial state lies outside the"
                                + " domain.");
    }

    private static void logarithm(double t, double[] x, double[] dx) {
        dx[0] = 1;
        dx[1] = Math.log(x[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "dopri5", "tsit5", "dop853", "verner9", "rodas5p", "radau"})
    void stateThatStaysZeroUnderARelativeToleranceIsNoFailure(String name) {
        var flow =
                LambdaFlow.of(
                        List.of("x", "zero"),
                        (_, x, dx) -> {
                            dx[0] = -x[0];
                            dx[1] = 0;
                        });
        var end =
                Integrators.named(name)
                        .tolerance(1e-8, 0)
                        .integrate(flow, new double[] {1, 0}, 0, 1);
        assertThat(end.state(0)).isCloseTo(Math.exp(-1), within(1e-6));
    }

    @Test
    void fixedStepThatOverflowsNamesStateTimeAndStep() {
        var failure =
                catchThrowableOfType(
                        DivergedException.class,
                        () ->
                                Integrators.named("rk4")
                                        .step(0.1)
                                        .integrate(BLOW_UP, new double[] {1}, 0, 3));
        assertThat(failure).hasMessageContaining("x became infinite at t = 1.");
        assertThat(failure).hasMessageContaining("Maybe shorten the step");
        assertThat(failure.value()).isInfinite();
    }

    @Test
    void nanIsNamed() {
        var root = LambdaFlow.of(List.of("y"), (_, x, dx) -> dx[0] = -Math.sqrt(x[0]) - 1);
        assertThatThrownBy(() ->
                        Integrators.named("rk4").step(0.1).integrate(root, new double[] {1}, 0, 3))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("y became not a number at t = ");
    }

    @Test
    void leavingTheDomainShrinksTheStepToNothingAndSaysSo() {
        var root = LambdaFlow.of(List.of("y"), (_, x, dx) -> dx[0] = -Math.sqrt(x[0]) - 1);
        assertThatThrownBy(
                        () -> Integrators.named("dopri5").integrate(root, new double[] {1}, 0, 3))
                .isInstanceOf(StepSizeTooSmallException.class)
                .hasMessageContaining("an event");
    }

    @Test
    void minimalStepIsAFailureNotAFloor() {
        var jump = LambdaFlow.of(List.of("y"), (t, _, dx) -> dx[0] = t < 0.5 ? 0 : 1e3);
        var failure =
                catchThrowableOfType(
                        StepSizeTooSmallException.class,
                        () ->
                                Integrators.named("dopri5")
                                        .tolerance(1e-10, 1e-10)
                                        .minStep(1e-6)
                                        .integrate(jump, new double[] {0}, 0, 1));
        assertThat(failure.time()).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void jumpOfTheRightHandSideIsPassedWithTheRightResult() {
        var jump = LambdaFlow.of(List.of("y"), (t, _, dx) -> dx[0] = t < 0.5 ? 0 : 1);
        var solution = Integrators.named("dopri5").integrate(jump, new double[] {0}, 0, 1);
        assertThat(solution.state(0)).isCloseTo(0.5, within(1e-5));
    }

    @Test
    void unknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> Integrators.named("dop85"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no integrator 'dop85': did you mean dop853?");
    }

    @Test
    void fixedStepMustBeSet() {
        assertThatThrownBy(() ->
                        Integrators.named("rk4").integrate(OSCILLATOR, new double[] {1, 0}, 0, 1))
                .hasMessage("rk4 has a fixed step: set it, for example .step(0.01)");
    }

    @Test
    void wrongLengthOfTheStateIsRefused() {
        assertThatThrownBy(() ->
                        Integrators.named("dopri5").integrate(OSCILLATOR, new double[] {1}, 0, 1))
                .hasMessage("expected an initial state of length 2, got 1");
    }

    @Test
    void wrongNumberOfTolerancesIsRefused() {
        assertThatThrownBy(() ->
                        Integrators.named("dopri5")
                                .tolerance(1e-6, new double[] {1e-6, 1e-6, 1e-6})
                                .integrate(OSCILLATOR, new double[] {1, 0}, 0, 1))
                .hasMessage("expected 1 or 2 absolute tolerances, got 3");
    }

    @Test
    void timesMustBeMonotone() {
        assertThatThrownBy(() ->
                        Integrators.named("dopri5")
                                .solve(OSCILLATOR, new double[] {1, 0}, new double[] {0, 1, 1}))
                .hasMessage(
                        "times must increase or decrease strictly, got 1.0 after 1.0 at index 2");
    }
}
