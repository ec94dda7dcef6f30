package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.separatrix.dynamics.integrate.TestProblems.ARENSTORF;
import static org.separatrix.dynamics.integrate.TestProblems.ARENSTORF_PERIOD;
import static org.separatrix.dynamics.integrate.TestProblems.ARENSTORF_START;
import static org.separatrix.dynamics.integrate.TestProblems.BRUSSELATOR;
import static org.separatrix.dynamics.integrate.TestProblems.LORENZ;
import static org.separatrix.dynamics.integrate.TestProblems.distance;

import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.dynamics.Flow;

/// The explicit methods on the classical problems and against an independent implementation.
final class ReferenceProblemsTest {

    @ParameterizedTest
    @ValueSource(strings = {"dopri5", "tsit5", "dop853", "verner9"})
    void arenstorfOrbitCloses(String name) {
        var end =
                Integrators.named(name)
                        .tolerance(1e-13, 1e-13)
                        .integrate(ARENSTORF, ARENSTORF_START, 0, ARENSTORF_PERIOD)
                        .state();
        // The orbit multiplies errors by about 10^4 over its period (close passages of the moon).
        assertThat(distance(end, ARENSTORF_START)).isLessThan(1e-7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dopri5", "tsit5", "dop853", "verner9"})
    void brusselatorAgreesWithTheIndependentImplementation(String name) {
        var start = new double[] {1.5, 3};
        var end =
                Integrators.named(name)
                        .tolerance(1e-11, 1e-11)
                        .integrate(BRUSSELATOR, start, 0, 20)
                        .state();
        assertThat(distance(end, independent(BRUSSELATOR, start, 20))).isLessThan(1e-7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dopri5", "tsit5", "dop853", "verner9"})
    void lorenzAgreesWithTheIndependentImplementationWhileChaosAllows(String name) {
        var start = new double[] {1, 1, 1};
        var end =
                Integrators.named(name)
                        .tolerance(1e-13, 1e-13)
                        .integrate(LORENZ, start, 0, 10)
                        .state();
        // Errors grow as exp(0.906 t): about 10^4 over 10 time units, from about 10^-12.
        assertThat(distance(end, independent(LORENZ, start, 10))).isLessThan(1e-6);
    }

    private static double[] independent(Flow flow, double[] start, double end) {
        var equations =
                new OrdinaryDifferentialEquation() {
                    @Override
                    public int getDimension() {
                        return flow.dimension();
                    }

                    @Override
                    public double[] computeDerivatives(double t, double[] x) {
                        var dx = new double[x.length];
                        flow.derivative(t, x, dx);
                        return dx;
                    }
                };
        return new DormandPrince853Integrator(1e-12, 10, 1e-14, 1e-14)
                .integrate(equations, new ODEState(0, start), end)
                .getPrimaryState();
    }
}
