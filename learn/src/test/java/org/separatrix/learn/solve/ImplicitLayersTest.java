package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

class ImplicitLayersTest {

    @Test
    void theSlopeOfAScalarEquilibriumIsThatOfTheImplicitFunction() {
        // z = tanh(w z + x): dz/dx = (1 - z^2)/(1 - w (1 - z^2))
        try (var _ = Scope.boundary()) {
            double w = 0.8;
            var x = Autograd.leaf(Tensors.of(new double[] {0.3, -1, 2}, Kind.DOUBLE));
            var z =
                    DeepEquilibrium.standard()
                            .solve(
                                    (at, in) -> Tensors.scale(at, w).add(in.getFirst()).tanh(),
                                    Tensors.zeros(Kind.DOUBLE, 3),
                                    List.of(x));
            var values = Tensors.toArray(z);
            var slope = Tensors.toArray(Autograd.grad(z, x, false));
            double[] inputs = {0.3, -1, 2};
            for (int i = 0; i < 3; i++) {
                assertThat(values[i]).isCloseTo(Math.tanh(w * values[i] + inputs[i]), within(1e-9));
                double flat = 1 - values[i] * values[i];
                assertThat(slope[i]).isCloseTo(flat / (1 - w * flat), within(1e-8));
            }
        }
    }

    @Test
    void anEquilibriumThatIsNotReachedSaysHowFarItGot() {
        try (var _ = Scope.boundary()) {
            var x = Autograd.leaf(Tensors.full(1, Kind.DOUBLE, 2));
            assertThatThrownBy(() ->
                            new DeepEquilibrium(1e-12, 5, 1)
                                    .solve(
                                            (z, in) -> Tensors.scale(z, -3).add(in.getFirst()),
                                            Tensors.zeros(Kind.DOUBLE, 2),
                                            List.of(x)))
                    .isInstanceOf(SolveException.class)
                    .hasMessageMatching(
                            "the fixed point has not converged: residual .* after 5 iterations;"
                                    + " make the layer contract .*");
        }
    }

    private static Tensor matrix(double[]... rows) {
        return Autograd.leaf(Tensors.of(rows, Kind.DOUBLE));
    }

    private static Tensor vector(double... values) {
        return Autograd.leaf(Tensors.of(values, Kind.DOUBLE));
    }

    private static Tensor none(int n) {
        return Tensors.zeros(Kind.DOUBLE, 0, n);
    }

    @Test
    void theProjectionOntoTheSimplexIsKnown() {
        // min 1/2 |z - y|^2 with z >= 0, sum z = 1, for y = (0.9, 0.4, -0.5): (0.75, 0.25, 0)
        try (var _ = Scope.boundary()) {
            var eye =
                    matrix(new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1});
            var z =
                    QuadraticProgramLayer.solve(
                            eye,
                            vector(-0.9, -0.4, 0.5),
                            eye.neg(),
                            vector(0, 0, 0),
                            matrix(new double[] {1, 1, 1}),
                            vector(1));
            assertThat(Tensors.toArray(z))
                    .containsExactly(new double[] {0.75, 0.25, 0}, within(1e-8));
        }
    }

    @Test
    void withoutConstraintsTheSlopeIsTheInverseOfTheMatrix() {
        try (var _ = Scope.boundary()) {
            var q = vector(1, -2);
            var z =
                    QuadraticProgramLayer.solve(
                            matrix(new double[] {2, 0.5}, new double[] {0.5, 1}),
                            q,
                            none(2),
                            Tensors.zeros(Kind.DOUBLE, 0),
                            none(2),
                            Tensors.zeros(Kind.DOUBLE, 0));
            // Q^-1 = [[1, -0.5], [-0.5, 2]] / 1.75
            var g = Autograd.grad(z.select(0, 0), q, false);
            assertThat(Tensors.toArray(g))
                    .containsExactly(new double[] {-1 / 1.75, 0.5 / 1.75}, within(1e-10));
        }
    }

    @Test
    void gradientsForAllSixInputsMatchDifferences() {
        try (var _ = Scope.boundary()) {
            var in =
                    List.of(
                            matrix(
                                    new double[] {2, 0.3, 0},
                                    new double[] {0.3, 1.5, 0.2},
                                    new double[] {0, 0.2, 1}),
                            vector(-1, 0.5, -2),
                            matrix(new double[] {1, 0, 0.2}, new double[] {0, 0.3, 1}),
                            vector(0.2, 0.4),
                            matrix(new double[] {1, 1, 1}),
                            vector(0.7));
            var weights = Tensors.of(new double[] {1, -2, 0.5}, Kind.DOUBLE);
            var loss = layer(in).mul(weights).sum();
            var analytic = Autograd.grad(loss, in, false);
            for (int k = 0; k < in.size(); k++) {
                var values = Tensors.toArray(in.get(k));
                var slope = Tensors.toArray(analytic.get(k));
                for (int i = 0; i < values.length; i++) {
                    double h = 1e-5;
                    double numeric =
                            (shifted(in, weights, k, i, h) - shifted(in, weights, k, i, -h))
                                    / (2 * h);
                    if (k == 0) {
                        // Q enters through its symmetric part alone.
                        int n = 3;
                        int mirrored = i % n * n + i / n;
                        double other =
                                (shifted(in, weights, k, mirrored, h)
                                                - shifted(in, weights, k, mirrored, -h))
                                        / (2 * h);
                        numeric = 0.5 * (numeric + other);
                    }
                    assertThat(slope[i])
                            .as("input %d, element %d", k, i)
                            .isCloseTo(numeric, within(1e-5));
                }
            }
        }
    }

    private static Tensor layer(List<Tensor> in) {
        return QuadraticProgramLayer.solve(
                in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5));
    }

    private static double shifted(List<Tensor> in, Tensor weights, int k, int i, double h) {
        var moved = new ArrayList<>(in);
        var values = Tensors.toArray(in.get(k));
        values[i] += h;
        moved.set(k, Tensors.of(values, Kind.DOUBLE, in.get(k).shape()));
        return Tensors.value(layer(moved).mul(weights).sum());
    }

    @Test
    void programsWithoutASolutionAreRefused() {
        try (var _ = Scope.boundary()) {
            assertThatThrownBy(() ->
                            QuadraticProgramLayer.solve(
                                    matrix(new double[] {1, 0}, new double[] {0, -1}),
                                    vector(0, 0),
                                    none(2),
                                    Tensors.zeros(Kind.DOUBLE, 0),
                                    none(2),
                                    Tensors.zeros(Kind.DOUBLE, 0)))
                    .isInstanceOf(SolveException.class)
                    .hasMessageStartingWith(
                            "the quadratic program is not convex: Q is not positive definite");
            assertThatThrownBy(() ->
                            QuadraticProgramLayer.solve(
                                    matrix(new double[] {1}),
                                    vector(0),
                                    matrix(new double[] {1}, new double[] {-1}),
                                    vector(-1, -1),
                                    none(1),
                                    Tensors.zeros(Kind.DOUBLE, 0)))
                    .hasMessageStartingWith("the quadratic program has no feasible point");
        }
    }

    @Test
    void theBallHitsTheGroundWhenItShould() {
        // h'' = -g from h0 at rest: impact at sqrt(2 h0/g), its slope 1/sqrt(2 g h0)
        try (var _ = Scope.boundary()) {
            double g = 9.81;
            double h0 = 1.7;
            var start = vector(h0, 0);
            VectorField fall =
                    (_, y) -> {
                        var speed = y.narrow(0, 1, 1);
                        return Tensors.join(
                                0, List.of(speed, speed.mul(new Scalar(0.0)).sub(new Scalar(g))));
                    };
            var event =
                    EventTime.first(
                            fall,
                            RungeKutta.TSIT5,
                            StepControl.adaptive(1e-9, 1e-9),
                            (_, y) -> y.select(0, 0),
                            start,
                            0,
                            2);
            assertThat(Tensors.value(event.time())).isCloseTo(Math.sqrt(2 * h0 / g), within(1e-9));
            var slope = Tensors.toArray(Autograd.grad(event.time(), start, false));
            assertThat(slope[0]).isCloseTo(1 / Math.sqrt(2 * g * h0), within(1e-7));
            assertThatThrownBy(() ->
                            EventTime.first(
                                    fall,
                                    RungeKutta.TSIT5,
                                    StepControl.adaptive(1e-9, 1e-9),
                                    (_, y) -> y.select(0, 0),
                                    start,
                                    0,
                                    0.1))
                    .hasMessage("no event between t=0.0 and t=0.1; look further ahead");
        }
    }
}
