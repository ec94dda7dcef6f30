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

import java.util.Arrays;
import java.util.List;

class MultipleShootingTest {

    private static final MultipleShooting SHOOTING = MultipleShooting.standard();

    private static double[] grid(double end, int segments) {
        var nodes = new double[segments + 1];
        Arrays.setAll(nodes, i -> end * i / segments);
        return nodes;
    }

    private static Tensor column(Tensor y, int index) {
        return y.narrow(1, index, 1);
    }

    /// `y'' = k^2 y` as a system of first order; `k` is the first input.
    private static Tensor stiff(Tensor t, Tensor y, List<Tensor> in) {
        var k = in.getFirst();
        return Tensors.join(1, List.of(column(y, 1), column(y, 0).mul(k.square())));
    }

    /// `y(0) = a` and `y(1) = b`, the second and third input.
    private static Tensor ends(Tensor first, Tensor last, List<Tensor> in) {
        return Tensors.join(
                1, List.of(column(first, 0).sub(in.get(1)), column(last, 0).sub(in.get(2))));
    }

    private static Tensor number(double value) {
        return Autograd.leaf(Tensors.scalar(value, Kind.DOUBLE));
    }

    private static double exact(double k, double a, double b, double t) {
        return (a * Math.sinh(k * (1 - t)) + b * Math.sinh(k * t)) / Math.sinh(k);
    }

    @Test
    void aStiffLinearBoundaryValueProblemIsSolvedWhereOneSegmentIsLost() {
        try (var _ = Scope.boundary()) {
            double k = 40;
            var in = List.of(number(k), number(1), number(-0.5));
            var nodes = grid(1, 40);
            var guess = Tensors.zeros(Kind.DOUBLE, nodes.length, 1, 2);
            var path =
                    SHOOTING.solve(
                            MultipleShootingTest::stiff,
                            MultipleShootingTest::ends,
                            nodes,
                            guess,
                            in);
            var values = Tensors.toArray(path.select(2, 0));
            for (int i = 0; i < nodes.length; i++) {
                assertThat(values[i]).isCloseTo(exact(k, 1, -0.5, nodes[i]), within(1e-8));
            }
            // One segment carries errors of rounding to the end, times sinh(40), about 1e17.
            var one = new MultipleShooting(RungeKutta.TSIT5, 100, 1e-10, 3);
            assertThatThrownBy(() ->
                            one.solve(
                                    MultipleShootingTest::stiff,
                                    MultipleShootingTest::ends,
                                    grid(1, 1),
                                    Tensors.zeros(Kind.DOUBLE, 2, 1, 2),
                                    in))
                    .isInstanceOf(SolveException.class);
        }
    }

    @Test
    void gradientsOfALinearProblemAreThoseOfItsClosedForm() {
        try (var _ = Scope.boundary()) {
            double k = 2;
            var in = List.of(number(k), number(1), number(-0.5));
            var path =
                    SHOOTING.solve(
                            MultipleShootingTest::stiff,
                            MultipleShootingTest::ends,
                            grid(1, 4),
                            Tensors.zeros(Kind.DOUBLE, 5, 1, 2),
                            in);
            var middle = path.select(0, 2).select(1, 0).sum();
            var slopes = Autograd.grad(middle, in, false);
            double h = 1e-5;
            double ofK = (exact(k + h, 1, -0.5, 0.5) - exact(k - h, 1, -0.5, 0.5)) / (2 * h);
            assertThat(Tensors.value(slopes.get(0))).isCloseTo(ofK, within(1e-8));
            assertThat(Tensors.value(slopes.get(1))).isCloseTo(exact(k, 1, 0, 0.5), within(1e-9));
            assertThat(Tensors.value(slopes.get(2))).isCloseTo(exact(k, 0, 1, 0.5), within(1e-9));
        }
    }

    /// Lorenz's system; the inputs are sigma, rho and beta.
    private static Tensor lorenz(Tensor t, Tensor y, List<Tensor> in) {
        var x0 = column(y, 0);
        var x1 = column(y, 1);
        var x2 = column(y, 2);
        return Tensors.join(
                1,
                List.of(
                        x1.sub(x0).mul(in.get(0)),
                        x0.mul(in.get(1).sub(x2)).sub(x1),
                        x0.mul(x1).sub(x2.mul(in.get(2)))));
    }

    private static List<Tensor> parameters() {
        return List.of(number(10), number(28), number(8.0 / 3));
    }

    @Test
    void fromAStartItIsTheSolverThatGoesFromNodeToNode() {
        try (var _ = Scope.boundary()) {
            var nodes = grid(1, 10);
            var start = Tensors.of(new double[][] {{1, 1, 1}, {-3, 2, 20}}, Kind.DOUBLE);
            var in = parameters();
            var shot = SHOOTING.from(MultipleShootingTest::lorenz, start, nodes, in);
            var time = Tensors.zeros(Kind.DOUBLE, 2, 1);
            var marched =
                    Solver.of(
                                    RungeKutta.TSIT5.on((_, y) -> lorenz(time, y, in)),
                                    StepControl.constant(0.1 / SHOOTING.steps()))
                            .solve(start, nodes)
                            .values();
            var one = Tensors.toArray(shot);
            var two = Tensors.toArray(marched);
            for (int i = 0; i < one.length; i++) {
                assertThat(one[i]).isCloseTo(two[i], within(1e-7));
            }
        }
    }

    @Test
    void gradientsOfANonlinearProblemMatchThoseThroughTheStepsAndDifferences() {
        try (var _ = Scope.boundary()) {
            var nodes = grid(0.5, 5);
            double[][] from = {{1, 1, 1}, {-3, 2, 20}};
            var start = Autograd.leaf(Tensors.of(from, Kind.DOUBLE));
            var in = parameters();
            var shot = SHOOTING.from(MultipleShootingTest::lorenz, start, nodes, in);
            var all = List.of(start, in.get(0), in.get(1), in.get(2));
            var ofShot = Autograd.grad(shot.square().sum(), all, false);
            var time = Tensors.zeros(Kind.DOUBLE, 2, 1);
            var marched =
                    Solver.of(
                                    RungeKutta.TSIT5.on((_, y) -> lorenz(time, y, in)),
                                    StepControl.constant(0.1 / SHOOTING.steps()))
                            .solve(start, nodes)
                            .values();
            var ofMarch = Autograd.grad(marched.square().sum(), all, false);
            for (int i = 0; i < all.size(); i++) {
                var one = Tensors.toArray(ofShot.get(i));
                var two = Tensors.toArray(ofMarch.get(i));
                for (int j = 0; j < one.length; j++) {
                    assertThat(one[j]).isCloseTo(two[j], within(1e-6 * (1 + Math.abs(two[j]))));
                }
            }
            double h = 1e-5;
            double slope = (loss(28 + h, from, nodes) - loss(28 - h, from, nodes)) / (2 * h);
            assertThat(Tensors.value(ofShot.get(2)))
                    .isCloseTo(slope, within(1e-5 * Math.abs(slope)));
        }
    }

    private static double loss(double rho, double[][] from, double[] nodes) {
        var in = List.of(number(10), number(rho), number(8.0 / 3));
        var start = Tensors.of(from, Kind.DOUBLE);
        return Tensors.value(
                SHOOTING.from(MultipleShootingTest::lorenz, start, nodes, in).square().sum());
    }

    @Test
    void anInitialValueProblemIsFinishedAfterAsManyIterationsAsThereAreSegments() {
        try (var _ = Scope.boundary()) {
            var few = new MultipleShooting(RungeKutta.TSIT5, 20, 1e-10, 1);
            var nodes = grid(1.2, 6);
            var start = Tensors.of(new double[][] {{1, 1, 1}}, Kind.DOUBLE);
            var path = few.from(MultipleShootingTest::lorenz, start, nodes, parameters());
            assertThat(path.shape()).containsExactly(7, 1, 3);
        }
    }

    @Test
    void timeIsEachSegmentsOwn() {
        // y' = 2 t y: y = exp(t^2)
        try (var _ = Scope.boundary()) {
            double[] nodes = {0, 0.2, 0.9, 1};
            var path =
                    SHOOTING.from(
                            (t, y, _) -> Tensors.scale(t, 2).mul(y),
                            Tensors.full(1, Kind.DOUBLE, 1, 1),
                            nodes,
                            List.of());
            var values = Tensors.toArray(path);
            for (int i = 0; i < nodes.length; i++) {
                assertThat(values[i]).isCloseTo(Math.exp(nodes[i] * nodes[i]), within(1e-8));
            }
        }
    }

    @Test
    void conditionsThatDetermineNothingAreRefused() {
        try (var _ = Scope.boundary()) {
            assertThatThrownBy(() ->
                            SHOOTING.solve(
                                    (_, y, _) -> Tensors.scale(y, 0),
                                    (first, last, _) -> Tensors.shift(first.sub(last), 1),
                                    grid(1, 2),
                                    Tensors.zeros(Kind.DOUBLE, 3, 1, 1),
                                    List.of()))
                    .isInstanceOf(SolveException.class)
                    .hasMessage(
                            "the conditions at the ends do not determine the solution near the"
                                    + " guess");
        }
    }

    @Test
    void badInputIsNamed() {
        try (var _ = Scope.boundary()) {
            var guess = Tensors.zeros(Kind.DOUBLE, 2, 1, 1);
            assertThatThrownBy(() ->
                            SHOOTING.solve(
                                    (_, y, _) -> y,
                                    (first, _, _) -> first,
                                    new double[] {0, 0},
                                    guess,
                                    List.of()))
                    .hasMessage("nodes must strictly increase; number 1 is 0.0 after 0.0");
            assertThatThrownBy(() ->
                            SHOOTING.solve(
                                    (_, y, _) -> y,
                                    (first, _, _) -> first,
                                    new double[] {0, 1, 2},
                                    guess,
                                    List.of()))
                    .hasMessage(
                            "the guess must have the shape (3, batch, components), got [2, 1, 1]");
            assertThatThrownBy(() -> new MultipleShooting(RungeKutta.RK4, 0, 1e-8, 5))
                    .hasMessage(
                            "tolerance, iterations and steps must be above 0, got 1.0E-8, 5 and"
                                    + " 0");
        }
    }
}
