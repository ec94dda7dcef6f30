package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.dynamics.integrate.TestProblems.KEPLER;
import static org.separatrix.dynamics.integrate.TestProblems.OSCILLATOR;
import static org.separatrix.dynamics.integrate.TestProblems.SEASONAL;
import static org.separatrix.dynamics.integrate.TestProblems.distance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.dynamics.Flow;

import java.util.List;

final class SymplecticTest {

    /// The Kepler problem with its halves apart.
    private static final class Kepler implements SeparableHamiltonian {

        @Override
        public int dimension() {
            return 4;
        }

        @Override
        public List<String> names() {
            return List.of("x", "y", "px", "py");
        }

        @Override
        public void velocities(double[] x, double[] dx) {
            dx[0] = x[2];
            dx[1] = x[3];
        }

        @Override
        public void forces(double t, double[] x, double[] dx) {
            double r2 = x[0] * x[0] + x[1] * x[1];
            double inverse = -1 / (r2 * Math.sqrt(r2));
            dx[2] = inverse * x[0];
            dx[3] = inverse * x[1];
        }

        @Override
        public void jacobian(double t, double[] x, double[] j) {
            KEPLER.jacobian(t, x, j);
        }

        @Override
        public void timeDerivative(double t, double[] x, double[] dfdt) {
            KEPLER.timeDerivative(t, x, dfdt);
        }

        @Override
        public Flow copy() {
            return this;
        }
    }

    /// Start at the pericentre of an orbit with semi-major axis 1.
    private static double[] pericentre(double eccentricity) {
        return new double[] {
            1 - eccentricity, 0, 0, Math.sqrt((1 + eccentricity) / (1 - eccentricity))
        };
    }

    private static double energy(double[] x) {
        return 0.5 * (x[2] * x[2] + x[3] * x[3]) - 1 / Math.hypot(x[0], x[1]);
    }

    @ParameterizedTest
    @CsvSource({"leapfrog, 2, 100", "yoshida4, 4, 100", "yoshida6, 6, 60", "yoshida8, 8, 30"})
    void globalErrorFallsWithTheOrderOfTheMethod(String name, int order, int steps) {
        double coarse = periodError(name, steps);
        double fine = periodError(name, 2 * steps);
        assertThat(Math.log(coarse / fine) / Math.log(2))
                .as("errors %s and %s", coarse, fine)
                .isCloseTo(order, within(0.5));
    }

    private static double periodError(String name, int steps) {
        var start = pericentre(0.2);
        var end =
                Integrators.named(name)
                        .step(2 * Math.PI / steps)
                        .integrate(new Kepler(), start, 0, 2 * Math.PI)
                        .state();
        return distance(end, start);
    }

    @ParameterizedTest
    @CsvSource({
        "leapfrog, 40, 1e-2",
        "yoshida4, 30, 1e-2",
        "yoshida6, 25, 1e-3",
        "yoshida8, 20, 1e-4"
    })
    void energyStaysBoundedWithoutDriftOverAHundredThousandPeriods(
            String name, int steps, double bound) {
        double h = 2 * Math.PI / steps;
        int periods = 100_000;
        var start = pericentre(0.1);
        double expected = energy(start);
        double[] early = {0};
        double[] late = {0};
        long[] count = {0};
        var x = new double[4];
        Integrators.named(name)
                .step(h)
                .integrate(
                        new Kepler(),
                        start,
                        0,
                        periods * 2 * Math.PI,
                        step -> {
                            long period = count[0]++ / steps;
                            if (period < 100 || period >= periods - 100) {
                                step.at(step.to(), x);
                                double error = Math.abs(energy(x) - expected);
                                var largest = period < 100 ? early : late;
                                largest[0] = Math.max(largest[0], error);
                            }
                        });
        assertThat(early[0]).isLessThan(bound);
        assertThat(late[0]).isLessThan(1.2 * early[0] + 1e-11);
    }

    @Test
    void integratingBackReturnsToTheStartToRoundOff() {
        var start = pericentre(0.3);
        var method = Integrators.named("yoshida4").step(0.01);
        var there = method.integrate(new Kepler(), start, 0, 10).state();
        var back = method.integrate(new Kepler(), there, 10, 0).state();
        assertThat(distance(back, start)).isLessThan(1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leapfrog", "yoshida8"})
    void plainFlowOfTheSameFormGivesTheSameOrbit(String name) {
        var start = pericentre(0.2);
        var method = Integrators.named(name).step(0.05);
        var whole = method.integrate(KEPLER, start, 0, 10).state();
        var halves = method.integrate(new Kepler(), start, 0, 10).state();
        assertThat(distance(whole, halves)).isLessThan(1e-12);
    }

    @Test
    void denseOutputIsOfOrderThree() {
        double coarse = denseError(0.2);
        double fine = denseError(0.1);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(4, within(0.2));
    }

    private static double denseError(double h) {
        double[] largest = {0};
        var x = new double[2];
        Integrators.named("yoshida8")
                .step(h)
                .integrate(
                        OSCILLATOR,
                        new double[] {1, 0},
                        0,
                        2,
                        step -> {
                            double middle = 0.5 * (step.from() + step.to());
                            step.at(middle, x);
                            largest[0] = Math.max(largest[0], Math.abs(x[0] - Math.cos(middle)));
                        });
        return largest[0];
    }

    @Test
    void systemThatIsNotSeparableIsRefused() {
        assertThatThrownBy(() ->
                        Integrators.named("leapfrog")
                                .step(0.1)
                                .integrate(SEASONAL, new double[] {1, 1}, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x' depends on positions");
    }
}
