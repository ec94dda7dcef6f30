package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.LORENZ;
import static org.separatrix.dynamics.integrate.TestProblems.ROBERTSON;
import static org.separatrix.dynamics.integrate.TestProblems.vanDerPol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// The automatic integrator keeps the contract and tells stiff from not stiff.
final class AutoTest extends IntegratorContract {

    @Override
    Integrator integrator() {
        return Integrators.named("auto");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-9})
    void staysExplicitWhereNothingIsStiff(double tolerance) {
        var statistics =
                integrator()
                        .tolerance(tolerance, tolerance)
                        .integrate(LORENZ, new double[] {1, 1, 1}, 0, 50)
                        .statistics();
        assertThat(statistics.jacobians()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-9})
    void changesToTheImplicitMethodOnStiffVanDerPol(double tolerance) {
        var solution =
                integrator()
                        .tolerance(tolerance, tolerance)
                        .integrate(vanDerPol(1e-6), new double[] {2, 0}, 0, 2);
        assertThat(solution.state(0)).isCloseTo(1.706167732170456, within(1e3 * tolerance));
        assertThat(solution.state(1)).isCloseTo(-0.8928097010248257, within(1e3 * tolerance));
        // An explicit method alone needs about 2/(3.3e-6/3) = 2 million steps.
        assertThat(solution.statistics().accepted()).isLessThan(10_000);
        assertThat(solution.statistics().jacobians()).isPositive();
    }

    @Test
    void robertsonIsSolvedToHugeTimes() {
        var solution =
                integrator()
                        .tolerance(1e-7, new double[] {1e-9, 1e-13, 1e-9})
                        .integrate(ROBERTSON, new double[] {1, 0, 0}, 0, 1e8);
        assertThat(solution.state(0) + solution.state(1) + solution.state(2))
                .isCloseTo(1, within(1e-7));
        assertThat(solution.statistics().accepted()).isLessThan(5000);
    }

    @Test
    void goesBackWhenTheStiffnessEnds() {
        // The fast eigenvalue -10^4 fades away at t = 1; then a free oscillation is left.
        var flow =
                LambdaFlow.of(
                        List.of("x", "v", "y"),
                        (t, x, dx) -> {
                            dx[0] = x[1];
                            dx[1] = -x[0];
                            dx[2] = t < 1 ? -1e4 * (x[2] - Math.cos(t)) : -Math.sin(t);
                        });
        var whole = integrator().integrate(flow, new double[] {1, 0, 1}, 0, 100).statistics();
        var part = integrator().integrate(flow, new double[] {1, 0, 1}, 0, 10).statistics();
        assertThat(part.jacobians()).isPositive();
        assertThat(whole.jacobians()).isEqualTo(part.jacobians());
    }
}
