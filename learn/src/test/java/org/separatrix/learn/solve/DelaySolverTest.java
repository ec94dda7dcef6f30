package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

class DelaySolverTest {

    private static Tensor one() {
        return Tensors.full(1, Kind.DOUBLE, 1, 1);
    }

    /// `y' = p y(t - 1)` from 1, up to time 3.
    private static double exact(double p, double t) {
        double sum = 1 + p * t;
        sum += t > 1 ? p * p * (t - 1) * (t - 1) / 2 : 0;
        sum += t > 2 ? p * p * p * Math.pow(t - 2, 3) / 6 : 0;
        return sum;
    }

    @Test
    void polynomialPiecesAreExactWithTheirDerivatives() {
        try (var _ = Scope.boundary()) {
            var p = Autograd.leaf(Tensors.scalar(-0.8, Kind.DOUBLE));
            var solver = new DelaySolver((_, _, past) -> past.getFirst().mul(p), 4, 1);
            double[] times = {0, 0.3, 1, 1.77, 2.5, 3};
            var path = solver.solve(_ -> one(), times);
            var values = Tensors.toArray(path);
            for (int i = 0; i < times.length; i++) {
                assertThat(values[i]).isCloseTo(exact(-0.8, times[i]), within(1e-13));
            }
            double slope = Tensors.value(Autograd.grad(path.select(0, 5).sum(), p, false));
            // d/dp of 1 + 3p + 2 p^2 + p^3/6
            assertThat(slope).isCloseTo(3 - 4 * 0.8 + 0.5 * 0.64, within(1e-12));
        }
    }

    private static double mackeyGlass(int steps) {
        try (var _ = new Scope()) {
            DelaySolver.Field field =
                    (_, y, past) -> {
                        var late = past.getFirst();
                        var tenth = Tensors.shift(late.square().square().mul(late.square()), 1);
                        return Tensors.plus(Tensors.scale(late.div(tenth), 2), -1, y);
                    };
            return Tensors.value(
                    new DelaySolver(field, steps, 1.5, 3)
                            .solve(_ -> Tensors.scale(one(), 0.5), 0, 6)
                            .select(0, 1)
                            .sum());
        }
    }

    @Test
    void theErrorFallsWithTheFourthOrder() {
        double fine = mackeyGlass(160);
        double order =
                Math.log(Math.abs((mackeyGlass(10) - fine) / (mackeyGlass(20) - fine)))
                        / Math.log(2);
        assertThat(order).isBetween(3.7, 4.6);
    }

    @Test
    void gradientsReachTheHistory() {
        try (var _ = Scope.boundary()) {
            var level = Autograd.leaf(Tensors.full(2, Kind.DOUBLE, 1, 1));
            var end =
                    new DelaySolver((_, _, past) -> past.getFirst().neg(), 2, 1)
                            .solve(_ -> level, 0, 2)
                            .select(0, 1);
            // Linear in the history: y(2) = level * (1 - 2 + 1/2)
            assertThat(Tensors.value(Autograd.grad(end.sum(), level, false)))
                    .isCloseTo(-0.5, within(1e-13));
        }
    }

    @Test
    void severalDelaysComeInTheirOrder() {
        try (var _ = new Scope()) {
            var path =
                    new DelaySolver((_, _, past) -> past.get(0).sub(past.get(1)), 2, 2, 0.5)
                            .solve(t -> Tensors.full(t, Kind.DOUBLE, 1, 1), 0, 0.5);
            // (t - 2) - (t - 1/2) = -3/2 while both are in the history.
            assertThat(Tensors.toArray(path)[1]).isCloseTo(-0.75, within(1e-14));
        }
    }

    @Test
    void badInputIsNamed() {
        DelaySolver.Field still = (_, y, _) -> y;
        assertThatThrownBy(() -> new DelaySolver(still, 1, 0.0))
                .isInstanceOf(SolveException.class)
                .hasMessage("steps must be at least 1 and delays above 0, got 1 and [0.0]");
        try (var _ = new Scope()) {
            var solver = new DelaySolver(still, 1, 1);
            assertThatThrownBy(() -> solver.solve(_ -> one(), 0, 0))
                    .hasMessage("times must strictly increase; number 1 is 0.0 after 0.0");
            var wild = new DelaySolver((_, y, past) -> y.square().mul(past.get(0)), 1, 1);
            assertThatThrownBy(() -> wild.solve(_ -> Tensors.scale(one(), 9), 0, 20))
                    .hasMessageContaining("left the finite numbers before t=20.0");
        }
    }
}
