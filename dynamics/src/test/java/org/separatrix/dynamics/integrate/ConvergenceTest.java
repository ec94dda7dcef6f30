package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.SEASONAL;
import static org.separatrix.dynamics.integrate.TestProblems.distance;
import static org.separatrix.dynamics.integrate.TestProblems.seasonal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Measured orders: the error at a fixed time falls with the step to the power that is claimed.
final class ConvergenceTest {

    private static final double END = 2;

    static Stream<Arguments> explicitMethods() {
        // The coarse step is chosen so that both errors are far above round-off and below one.
        return Stream.of(
                Arguments.of(FixedStepMethods.EULER, 400),
                Arguments.of(FixedStepMethods.HEUN, 100),
                Arguments.of(FixedStepMethods.RK4, 40),
                Arguments.of(DormandPrince.METHOD, 20),
                Arguments.of(Tsitouras.METHOD, 20),
                Arguments.of(Dop853.METHOD, 6),
                Arguments.of(Verner.METHOD, 5));
    }

    @ParameterizedTest
    @MethodSource("explicitMethods")
    void globalErrorFallsWithTheOrderOfTheMethod(ExplicitMethod method, int steps) {
        double coarse = endError(method, steps);
        double fine = endError(method, 2 * steps);
        assertThat(Math.log(coarse / fine) / Math.log(2))
                .as("errors %s and %s", coarse, fine)
                .isGreaterThan(method.tableau().order() - 0.35)
                .isLessThan(method.tableau().order() + 1.6);
    }

    @ParameterizedTest
    @MethodSource("explicitMethods")
    void denseOutputErrorOfOneStepFallsWithItsOrderPlusOne(ExplicitMethod method, int steps) {
        double h = END / steps;
        double order = Math.min(method.extension().order(), method.tableau().order()) + 1;
        double coarse = denseError(method, h);
        double fine = denseError(method, h / 2);
        assertThat(Math.log(coarse / fine) / Math.log(2))
                .as("errors %s and %s", coarse, fine)
                .isCloseTo(order, within(0.75));
    }

    /// The method with fixed steps, its error estimate left aside.
    private static Method fixed(ExplicitMethod method) {
        return Method.of(
                new ExplicitMethod(method.tableau(), new double[0], 0, method.extension()));
    }

    private static double endError(ExplicitMethod method, int steps) {
        var solution =
                new Integrator(fixed(method), Settings.DEFAULT)
                        .step(END / steps)
                        .integrate(SEASONAL, new double[] {1, 1}, 0, END);
        assertThat(solution.statistics().accepted()).isEqualTo(steps);
        return distance(solution.state(), seasonal(END));
    }

    /// Largest error of the dense output inside one step from t = 0.4.
    private static double denseError(ExplicitMethod method, double h) {
        double start = 0.4;
        double[] largest = {0};
        var x = new double[2];
        new Integrator(fixed(method), Settings.DEFAULT)
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
}
