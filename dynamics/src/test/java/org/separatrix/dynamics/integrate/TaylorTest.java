package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.separatrix.dynamics.integrate.TestProblems.LORENZ;
import static org.separatrix.dynamics.integrate.TestProblems.OSCILLATOR;
import static org.separatrix.dynamics.integrate.TestProblems.distance;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.Flow;

/// The Taylor integrator keeps the contract, and more.
final class TaylorTest extends IntegratorContract {

    @Override
    Integrator integrator() {
        return Integrators.named("taylor");
    }

    @Override
    Flow prepared(Flow flow) {
        return TaylorFlow.of(flow);
    }

    @Test
    void lorenzAgreesWithVernerWhileChaosAllows() {
        var start = new double[] {1, 1, 1};
        var taylor = integrator().tolerance(1e-15, 1e-15).integrate(prepared(LORENZ), start, 0, 10);
        var verner =
                Integrators.named("verner9")
                        .tolerance(1e-14, 1e-14)
                        .integrate(LORENZ, start, 0, 10);
        // Errors grow as exp(0.906 t): about 10^4 over 10 time units, from about 10^-13.
        assertThat(distance(taylor.state(), verner.state())).isLessThan(1e-7);
    }

    @Test
    void oscillatorKeepsItsEnergyToRoundOffOverAThousandPeriods() {
        var end =
                integrator()
                        .tolerance(1e-16, 1e-16)
                        .integrate(prepared(OSCILLATOR), new double[] {1, 0}, 0, 2000 * Math.PI)
                        .state();
        // About 6000 steps, each with round-off of one unit in the last place: a random walk.
        assertThat(Math.abs(end[0] * end[0] + end[1] * end[1] - 1)).isLessThan(6000 * 1e-16);
    }

    @Test
    void tighterTolerancesRaiseTheOrderRatherThanShortenTheStep() {
        var loose = integrator().tolerance(1e-6, 1e-6);
        var tight = integrator().tolerance(1e-14, 1e-14);
        var start = new double[] {1, 1, 1};
        long a = loose.integrate(prepared(LORENZ), start, 0, 20).statistics().accepted();
        long b = tight.integrate(prepared(LORENZ), start, 0, 20).statistics().accepted();
        // A method of order 5 would need 10^(8/5) = 40 times as many steps.
        assertThat(b).isLessThan(3 * a);
    }

    @Test
    void flowWithoutCoefficientsIsRefused() {
        assertThatThrownBy(() -> integrator().integrate(OSCILLATOR, new double[] {1, 0}, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("taylor needs the Taylor coefficients");
    }
}
