package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.equations.Equations;

class DelayIntegratorTest {

    private static final DelayFlow LINEAR = flow("x' = -x(t - 1)");

    private static DelayFlow flow(String text) {
        return DelayFlow.of(Equations.parse(text));
    }

    private static double[] times(double end, int points) {
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = end * i / (points - 1);
        }
        return times;
    }

    /// The solution of x' = -x(t - 1) from x = 1 by the method of steps: a polynomial an interval.
    private static double exact(double t) {
        double sum = 1;
        double term = 1;
        for (int n = 1; n <= Math.floor(t) + 1; n++) {
            term = 1;
            for (int k = 1; k <= n; k++) {
                term *= -(t - n + 1) / k;
            }
            sum += term;
        }
        return sum;
    }

    private static Trajectory linear(DelayIntegrator integrator, double end, int points) {
        return integrator.solve(LINEAR, History.constant(1), times(end, points));
    }

    @Test
    void theFirstIntervalsArePolynomialsToRoundOff() {
        // Up to t = 4 the pieces have degree at most 4, which the dense output holds exactly.
        var x = linear(DelayIntegrator.tolerance(1e-6, 1e-6), 4, 41);
        for (int i = 0; i < x.size(); i++) {
            assertThat(x.state(i, 0)).isCloseTo(exact(x.time(i)), within(1e-13));
        }
    }

    @Test
    void laterIntervalsAreAsExactAsTheTolerance() {
        var x = linear(DelayIntegrator.tolerance(1e-10, 1e-10), 12, 121);
        for (int i = 0; i < x.size(); i++) {
            assertThat(x.state(i, 0)).isCloseTo(exact(x.time(i)), within(2e-9));
        }
    }

    @Test
    void decayAndFrequencyAreThoseOfTheDominantRoot() {
        // lambda = -exp(-lambda) has the root -0.318132 + 1.337236i; x obeys
        // x(t+h) - 2 e^(ah) cos(bh) x(t) + e^(2ah) x(t-h) = 0 once the others have died away.
        var x = linear(DelayIntegrator.tolerance(1e-12, 1e-14), 24, 241);
        double h = 0.1;
        double[] a = {x.state(200, 0), x.state(201, 0), x.state(202, 0), x.state(203, 0)};
        double determinant = a[1] * a[1] - a[0] * a[2];
        double p = (a[2] * a[1] - a[0] * a[3]) / determinant;
        double q = (a[2] * a[2] - a[1] * a[3]) / determinant;
        double decay = Math.log(q) / (2 * h);
        double frequency = Math.acos(p / (2 * Math.sqrt(q))) / h;
        assertThat(decay).isCloseTo(-0.318132, within(2e-6));
        assertThat(frequency).isCloseTo(1.337236, within(2e-6));
    }

    @Test
    void atHalfPiTheOscillationHasPeriodFour() {
        var oscillator = flow("x' = -pi/2*x(t - 1)");
        var x =
                DelayIntegrator.tolerance(1e-10, 1e-12)
                        .solve(
                                oscillator,
                                (t, state) -> state[0] = Math.cos(Math.PI / 2 * t),
                                times(40, 401));
        for (int i = 0; i < x.size(); i++) {
            assertThat(x.state(i, 0)).isCloseTo(Math.cos(Math.PI / 2 * x.time(i)), within(1e-7));
        }
    }

    @Test
    void hutchinsonsEquationIsExactOnTheFirstInterval() {
        // x' = r x (1 - 0.5) while the history is 0.5.
        var logistic = flow("x' = 2*x*(1 - x(t - 1))");
        var x =
                DelayIntegrator.tolerance(1e-10, 1e-12)
                        .solve(logistic, History.constant(0.5), times(1, 11));
        for (int i = 0; i < x.size(); i++) {
            assertThat(x.state(i, 0)).isCloseTo(0.5 * Math.exp(x.time(i)), within(1e-9));
        }
    }

    @Test
    void theGlobalErrorFallsWithTheFifthPower() {
        var logistic = flow("x' = 1.4*x*(1 - x(t - 1))");
        double coarse = largestError(logistic, 1.0 / 8);
        double fine = largestError(logistic, 1.0 / 32);
        assertThat(Math.log(coarse / fine) / Math.log(4)).isCloseTo(5, within(0.4));
    }

    /// Over the whole time: at one place the leading term of the error may vanish.
    private static double largestError(DelayFlow flow, double step) {
        var times = times(10, 101);
        var exact =
                DelayIntegrator.tolerance(1e-13, 1e-13).solve(flow, History.constant(0.5), times);
        var x = DelayIntegrator.step(step).solve(flow, History.constant(0.5), times);
        double largest = 0;
        for (int i = 0; i < times.length; i++) {
            largest = Math.max(largest, Math.abs(x.state(i, 0) - exact.state(i, 0)));
        }
        return largest;
    }

    @Test
    void aJumpAtTheStartIsNoBreachOfTheTolerance() {
        // History 1 before the start, state 0 at it: x' = -1 for one unit, then x' = t - 1.
        History jump = (t, x) -> x[0] = t < 0 ? 1 : 0;
        var x = DelayIntegrator.tolerance(1e-9, 1e-9).solve(LINEAR, jump, times(2, 5));
        // At exactly the start the history gives 0; before it 1.
        assertThat(x.state(2, 0)).isCloseTo(-1, within(1e-9));
        assertThat(x.state(4, 0)).isCloseTo(-0.5, within(1e-9));
    }

    @Test
    void mackeyAndGlasssEquilibriumIsOne() {
        var flow = DelayFlow.of(Catalog.system("MackeyGlass").system());
        var x =
                DelayIntegrator.tolerance(1e-9, 1e-12)
                        .solve(flow, History.constant(1), times(50, 6));
        assertThat(x.last()[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void withoutLagTheStateDecaysToTheEquilibrium() {
        var flow = DelayFlow.of(Catalog.system("MackeyGlass").system()).withParameter("tau", 0);
        var x =
                DelayIntegrator.tolerance(1e-9, 1e-12)
                        .solve(flow, History.constant(0.5), times(200, 3));
        assertThat(x.last()[0]).isCloseTo(1, within(1e-8));
    }

    @Test
    void theEmbeddingHoldsThePast() {
        var x =
                DelayIntegrator.tolerance(1e-10, 1e-10)
                        .embedding(LINEAR, History.constant(1), times(3, 4), 3);
        assertThat(x.names()).containsExactly("x", "x(t - 0.500000)", "x(t - 1.00000)");
        assertThat(x.state(0)).containsExactly(1, 1, 1);
        assertThat(x.last())
                .containsExactly(new double[] {exact(3), exact(2.5), exact(2)}, within(1e-9));
    }

    @Test
    void twoLagsAndTwoStatesMeetTheirExactSolution() {
        // y = x(t - 1) + x(t - 2) integrated: with x = e^t in the past, y' = e^(t-1) + e^(t-2).
        var flow = flow("x' = x\ny' = x(t - 1) + x(t - 2)");
        History past =
                (t, x) -> {
                    x[0] = Math.exp(t);
                    x[1] = 0;
                };
        var x = DelayIntegrator.tolerance(1e-10, 1e-10).solve(flow, past, times(3, 4));
        double expected = (Math.exp(-1) + Math.exp(-2)) * (Math.exp(3) - 1);
        assertThat(x.last()[1]).isCloseTo(expected, within(1e-8));
    }

    @Test
    void aSolutionThatExplodesIsReportedByName() {
        assertThatThrownBy(() ->
                        DelayIntegrator.tolerance(1e-6, 1e-9)
                                .bound(1e6)
                                .solve(flow("x' = 5*x(t - 1)"), History.constant(1), times(50, 2)))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("x left its bounds");
    }
}
