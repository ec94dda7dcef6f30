package org.separatrix.dynamics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.equations.Equations;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

class EnsembleTest {

    private static final CompiledFlow LORENZ = Catalog.flow("Lorenz");

    private static double[][] starts(int count) {
        var starts = new double[count][];
        for (int m = 0; m < count; m++) {
            starts[m] = new double[] {1 + 0.01 * m, 2 - 0.003 * m, 20 + 0.02 * m};
        }
        return starts;
    }

    @Test
    void fixedStepsAgreeWithTheScalarMethod() {
        var starts = starts(37);
        double[][] ends = Ensemble.of(LORENZ).rk4(starts, 0, 0.01, 100);
        var scalar = Integrators.named("rk4").step(0.01);
        for (int m = 0; m < starts.length; m++) {
            double[] expected = scalar.integrate(LORENZ, starts[m], 0, 1).state();
            assertThat(ends[m]).containsExactly(expected, within(1e-10));
        }
    }

    @Test
    void adaptiveMembersAgreeWithTheScalarIntegratorAtEveryTime() {
        var starts = starts(45);
        double[] times = {0, 0.3, 1, 2.5};
        var result = Ensemble.of(LORENZ).integrate(starts, times, 1e-14);
        var scalar = Integrators.named("dop853").tolerance(1e-13, 1e-13);
        for (int m = 0; m < starts.length; m++) {
            var expected = scalar.solve(LORENZ, starts[m], times);
            for (int i = 0; i < times.length; i++) {
                assertThat(result.trajectory(m).state(i))
                        .containsExactly(expected.state(i), within(1e-9));
            }
            assertThat(result.failure(m)).isEmpty();
        }
    }

    @Test
    void theNumbersDoNotDependOnTheThreads() {
        var starts = starts(1100);
        double[] times = {0, 0.5};
        var one = Ensemble.of(LORENZ).threads(1).integrate(starts, times, 1e-9);
        var two = Ensemble.of(LORENZ).threads(2).integrate(starts, times, 1e-9);
        for (int m = 0; m < starts.length; m++) {
            assertThat(two.last(m)).isEqualTo(one.last(m));
        }
    }

    @Test
    void aMemberThatExplodesLeavesTheOthersAlone() {
        // x' = x^2 from x becomes infinite at t = 1/x.
        var blowUp = CompiledFlow.of(Equations.parse("x' = x^2"));
        double[][] starts = {{0.5}, {2}, {0.1}, {-1}};
        var result = Ensemble.of(blowUp).integrate(starts, new double[] {0, 0.25, 1}, 1e-12);
        assertThat(result.failures()).isEqualTo(1);
        assertThat(result.failure(1)).hasValueSatisfying(f -> assertThat(f).contains("t = 0."));
        assertThat(result.trajectory(1).state(1, 0)).isCloseTo(4, within(1e-9));
        assertThat(result.trajectory(1).state(2, 0)).isNaN();
        assertThat(result.last(0)[0]).isCloseTo(1, within(1e-11));
        assertThat(result.last(2)[0]).isCloseTo(0.1 / 0.9, within(1e-11));
        assertThat(result.last(3)[0]).isCloseTo(-0.5, within(1e-11));
    }

    @Test
    void everyMemberHasItsOwnParameter() {
        var decay =
                CompiledFlow.of(
                        Equations.parse(
                                "x' = -k*x",
                                java.util.Map.of(
                                        "k", org.separatrix.equations.ParameterValue.of(1))));
        int count = 50;
        var starts = new double[count][];
        var rates = new double[count];
        for (int m = 0; m < count; m++) {
            starts[m] = new double[] {1};
            rates[m] = 0.1 * m;
        }
        var ensemble = Ensemble.of(decay).parameter("k", rates);
        var result = ensemble.integrate(starts, new double[] {0, 2}, 1e-12);
        double[][] fixed = ensemble.rk4(starts, 0, 0.001, 2000);
        for (int m = 0; m < count; m++) {
            assertThat(result.last(m)[0]).isCloseTo(Math.exp(-2 * rates[m]), within(1e-10));
            assertThat(fixed[m][0]).isCloseTo(Math.exp(-2 * rates[m]), within(1e-10));
        }
    }

    @Test
    void backwardsUndoesForwards() {
        var starts = starts(9);
        var ensemble = Ensemble.of(LORENZ);
        var there = ensemble.integrate(starts, new double[] {0, 0.5}, 1e-15);
        var ends = new double[9][];
        Arrays.setAll(ends, there::last);
        var back = ensemble.integrate(ends, new double[] {0.5, 0}, 1e-15);
        for (int m = 0; m < 9; m++) {
            assertThat(back.last(m)).containsExactly(starts[m], within(1e-7));
        }
    }

    @Test
    void aStartOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> Ensemble.of(LORENZ).rk4(new double[][] {{1, 2}}, 0, 0.1, 1))
                .hasMessage("expected starts of length 3, got 2 for member 0");
    }

    @Test
    void aCancelledEnsembleStopsSoon() {
        var asked = new AtomicInteger();
        var ensemble =
                Ensemble.of(Catalog.flow("Lorenz"))
                        .threads(1)
                        .cancelled(() -> asked.incrementAndGet() > 5);
        var starts = new double[5000][];
        Arrays.setAll(starts, i -> new double[] {1, 1 + 1e-3 * i, 20});
        assertThatThrownBy(() -> ensemble.integrate(starts, new double[] {0, 1e6}, 1e-9))
                .isInstanceOf(CancellationException.class)
                .hasMessage("the ensemble was cancelled");
        assertThatThrownBy(() -> ensemble.rk4(starts, 0, 0.01, 1_000_000))
                .isInstanceOf(CancellationException.class);
        // Each group asks once more at most.
        assertThat(asked.get()).isLessThan(50);
    }
}
