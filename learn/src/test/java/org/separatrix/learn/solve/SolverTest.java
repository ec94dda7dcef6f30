package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;

import java.util.List;
import java.util.random.RandomGeneratorFactory;

class SolverTest {

    /// `y' = y cos t`, whose solution from 1 is `exp(sin t)`.
    private static final VectorField SWING = (t, y) -> Tensors.scale(y, Math.cos(t));

    private static Tensor one() {
        return Tensors.of(new double[][] {{1}}, Kind.DOUBLE);
    }

    private static double error(Stepper stepper, StepControl control) {
        var solver = Solver.of(stepper, control);
        return Autograd.without(() ->
                Math.abs(Tensors.value(solver.solve(one(), 0, 2).last()) - Math.exp(Math.sin(2))));
    }

    @ParameterizedTest
    @EnumSource(RungeKutta.class)
    void theErrorFallsWithTheOrderOfTheMethod(RungeKutta method) {
        try (var _ = new Scope()) {
            int n = method.order() >= 8 ? 8 : method.order() >= 5 ? 20 : 80;
            double coarse = error(method.on(SWING), StepControl.constant(2.0 / n));
            double fine = error(method.on(SWING), StepControl.constant(1.0 / n));
            double order = Math.log(coarse / fine) / Math.log(2);
            // A method may do better on one problem; it must not do worse.
            assertThat(order).isGreaterThan(method.order() - 0.2).isLessThan(method.order() + 1.3);
        }
    }

    @Test
    void reversibleHeunIsOfSecondOrder() {
        try (var _ = new Scope()) {
            double coarse = error(ReversibleHeun.on(SWING), StepControl.constant(0.02));
            double fine = error(ReversibleHeun.on(SWING), StepControl.constant(0.01));
            assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(2, within(0.2));
        }
    }

    @ParameterizedTest
    @EnumSource(ImplicitRungeKutta.class)
    void implicitMethodsHaveTheirOrderToo(ImplicitRungeKutta method) {
        try (var _ = new Scope()) {
            double coarse = error(method.on(SWING), StepControl.constant(2.0 / 80));
            double fine = error(method.on(SWING), StepControl.constant(1.0 / 80));
            double order = Math.log(coarse / fine) / Math.log(2);
            assertThat(order).isCloseTo(method.order(), within(0.2));
        }
    }

    @Test
    void stiffEquationsTakeLongSteps() {
        // y' = -1000 (y - cos t): explicit methods need h < 0.003
        VectorField stiff = (t, y) -> Tensors.scale(Tensors.shift(y, -Math.cos(t)), -1000);
        try (var _ = new Scope()) {
            var solver =
                    Solver.of(
                            ImplicitRungeKutta.KVAERNO3.on(stiff),
                            StepControl.adaptive(1e-5, 1e-7));
            var y = solver.solve(one(), 0, 5);
            assertThat(Tensors.value(y.last())).isCloseTo(Math.cos(5), within(2e-3));
            assertThat(y.accepted() + y.rejected()).isLessThan(300);
        }
    }

    @Test
    void gradientsPassThroughNewtonsMethod() {
        // The implicit Euler step of y' = a y is y/(1 - h a), its slope in a is h y/(1 - h a)^2.
        try (var _ = Scope.boundary()) {
            var a = Autograd.leaf(Tensors.scalar(-3, Kind.DOUBLE));
            VectorField field = (_, y) -> y.mul(a);
            var y =
                    Solver.of(
                                    ImplicitRungeKutta.IMPLICIT_EULER.on(field),
                                    StepControl.constant(0.5))
                            .solve(one(), 0, 0.5)
                            .last();
            assertThat(Tensors.value(y)).isCloseTo(1 / 2.5, within(1e-13));
            assertThat(Tensors.value(Autograd.grad(y, a, false)))
                    .isCloseTo(0.5 / 6.25, within(1e-13));
        }
    }

    @Test
    void adaptiveErrorFollowsTheTolerance() {
        try (var _ = new Scope()) {
            for (var method :
                    List.of(
                            RungeKutta.BOSH3,
                            RungeKutta.DOPRI5,
                            RungeKutta.TSIT5,
                            RungeKutta.DOPRI8)) {
                for (double tolerance : new double[] {1e-4, 1e-6, 1e-8, 1e-10}) {
                    double error =
                            error(method.on(SWING), StepControl.adaptive(tolerance, tolerance));
                    assertThat(error).as("%s at %s", method, tolerance).isLessThan(30 * tolerance);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BOSH3", "TSIT5", "DOPRI5", "DOPRI8"})
    void valuesBetweenStepsAreAccurateToo(RungeKutta method) {
        try (var _ = new Scope()) {
            var times = new double[41];
            for (int i = 0; i < times.length; i++) {
                times[i] = 0.05 * i;
            }
            var solver = Solver.of(method.on(SWING), StepControl.adaptive(1e-7, 1e-7));
            var values = Tensors.toArray(solver.solve(one(), times).values());
            double order4 = method == RungeKutta.TSIT5 || method == RungeKutta.DOPRI5 ? 2e-6 : 2e-3;
            for (int i = 0; i < times.length; i++) {
                assertThat(values[i]).isCloseTo(Math.exp(Math.sin(times[i])), within(order4));
            }
        }
    }

    @Test
    void solvingBackReturnsToTheStart() {
        try (var _ = new Scope()) {
            var solver = Solver.of(RungeKutta.TSIT5.on(SWING), StepControl.adaptive(1e-10, 1e-10));
            var end = solver.solve(one(), 0, 2).last();
            assertThat(Tensors.value(solver.solve(end, 2, 0).last())).isCloseTo(1, within(1e-8));
        }
    }

    @Test
    void stepsEndWhereTheRightHandSideJumps() {
        // y' = 0 before 1/3, 1 after it: y(1) = 2/3 exactly, if a step ends at the jump.
        VectorField jump = (t, y) -> Tensors.full(t < 1.0 / 3 ? 0 : 1, Kind.DOUBLE, 1, 1);
        try (var _ = new Scope()) {
            var control = StepControl.adaptive(1e-3, 1e-3).stoppingAt(1.0 / 3);
            // The method's own stages must not look over the jump: HEUN looks at the end of the
            // step.
            var y =
                    Solver.of(RungeKutta.MIDPOINT.on(jump), StepControl.constant(1.0 / 3))
                            .solve(one(), 0, 1);
            assertThat(Tensors.value(y.last())).isCloseTo(1 + 2.0 / 3, within(1e-12));
            var z = Solver.of(RungeKutta.BOSH3.on(jump), control).solve(one(), 0, 1);
            assertThat(Tensors.value(z.last())).isCloseTo(1 + 2.0 / 3, within(2e-3));
        }
    }

    @Test
    void theGradientOfExponentialGrowthIsKnown() {
        // L = y(T) for y' = a y: dL/da = T y0 e^(aT), dL/dy0 = e^(aT)
        try (var _ = Scope.boundary()) {
            var a = Autograd.leaf(Tensors.scalar(0.7, Kind.DOUBLE));
            var y0 = Autograd.leaf(one());
            VectorField field = (_, y) -> y.mul(a);
            double growth = Math.exp(0.7 * 1.5);
            for (var adjoint :
                    List.of(
                            Adjoint.direct(),
                            Adjoint.checkpointed(),
                            Adjoint.continuous(field, 1e-11, 1e-11))) {
                var solver =
                        Solver.of(RungeKutta.DOPRI8.on(field), StepControl.adaptive(1e-11, 1e-11))
                                .with(adjoint, List.of(a));
                var g = Autograd.grad(solver.solve(y0, 0, 1.5).last(), List.of(a, y0), false);
                assertThat(Tensors.value(g.get(0))).isCloseTo(1.5 * growth, within(1e-8));
                assertThat(Tensors.value(g.get(1))).isCloseTo(growth, within(1e-8));
            }
        }
    }

    private static final Mlp NETWORK = Mlp.of(3, 16, 2, 2, Activation.SOFTPLUS);

    private static Weights weights() {
        return Weights.create(
                NETWORK, Kind.DOUBLE, RandomGeneratorFactory.of("L64X128MixRandom").create(4));
    }

    private static VectorField neural(Weights weights) {
        return (t, y) -> {
            var time = y.new_zeros(y.size(0), 1).add(new Scalar(t));
            return NETWORK.forward(weights, Tensors.join(1, List.of(y, time))).tanh();
        };
    }

    private static double[] gradient(
            Weights weights,
            Stepper stepper,
            StepControl control,
            Adjoint adjoint,
            double... times) {
        try (var _ = Scope.boundary()) {
            var y0 = Autograd.leaf(Tensors.of(new double[][] {{1, 0.3}, {-0.5, 0.8}}, Kind.DOUBLE));
            y0.set_requires_grad(true);
            var solution =
                    Solver.of(stepper, control).with(adjoint, weights.arrays()).solve(y0, times);
            var loss = solution.values().square().mul(solution.values().cos()).sum();
            var inputs = new java.util.ArrayList<Tensor>(weights.arrays());
            inputs.add(y0);
            var all = Autograd.grad(loss, inputs, false);
            return all.stream()
                    .flatMapToDouble(g -> java.util.Arrays.stream(Tensors.toArray(g)))
                    .toArray();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1000})
    void theCheckpointedGradientIsTheStoredOneBitForBit(int states) {
        try (var weights = weights()) {
            for (var method : List.of(RungeKutta.TSIT5, RungeKutta.RK4)) {
                var control =
                        method == RungeKutta.TSIT5
                                ? StepControl.adaptive(1e-6, 1e-8)
                                : StepControl.constant(0.1);
                double[] times = {0, 0.33, 0.7, 1.9, 2};
                var direct =
                        gradient(
                                weights,
                                method.on(neural(weights)),
                                control,
                                Adjoint.direct(),
                                times);
                var replayed =
                        gradient(
                                weights,
                                method.on(neural(weights)),
                                control,
                                new Adjoint.Checkpointed(states),
                                times);
                assertThat(replayed).containsExactly(direct);
            }
        }
    }

    @Test
    void undoingStepsGivesTheGradientToRounding() {
        try (var weights = weights()) {
            double[] times = {0, 0.5, 2};
            var stepper = ReversibleHeun.on(neural(weights));
            var control = StepControl.constant(0.01);
            var direct = gradient(weights, stepper, control, Adjoint.direct(), times);
            var undone = gradient(weights, stepper, control, Adjoint.reversible(), times);
            assertThat(distance(undone, direct)).isLessThan(1e-11);
        }
    }

    @Test
    void theAdjointEquationIsAsAccurateAsItsTolerance() {
        try (var weights = weights()) {
            // No output inside a step: its interpolation would be an error of the reference.
            double[] times = {0, 2};
            var field = neural(weights);
            var control = StepControl.constant(0.02);
            var direct =
                    gradient(
                            weights, RungeKutta.DOPRI8.on(field), control, Adjoint.direct(), times);
            double last = Double.POSITIVE_INFINITY;
            for (double tolerance : new double[] {1e-7, 1e-9, 1e-11}) {
                var adjoint = Adjoint.continuous(field, tolerance, tolerance);
                double error =
                        distance(
                                gradient(
                                        weights,
                                        RungeKutta.DOPRI8.on(field),
                                        control,
                                        adjoint,
                                        times),
                                direct);
                assertThat(error).isLessThan(100 * tolerance).isLessThan(0.1 * last);
                last = error;
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += b[i] * b[i];
        }
        return Math.sqrt(difference / size);
    }

    @Test
    void theGradientMatchesFiniteDifferences() {
        try (var weights = weights()) {
            var control = StepControl.constant(0.05);
            var g =
                    gradient(
                            weights,
                            RungeKutta.RK4.on(neural(weights)),
                            control,
                            Adjoint.direct(),
                            0,
                            1);
            var values = weights.toArray();
            for (int i = 0; i < values.length; i += 17) {
                double h = 1e-6;
                double difference =
                        (loss(weights, values, i, h) - loss(weights, values, i, -h)) / (2 * h);
                assertThat(g[i]).isCloseTo(difference, within(1e-7));
            }
        }
    }

    private static double loss(Weights weights, double[] values, int index, double shift) {
        var moved = values.clone();
        moved[index] += shift;
        weights.set(moved);
        try (var _ = new Scope()) {
            var y0 = Tensors.of(new double[][] {{1, 0.3}, {-0.5, 0.8}}, Kind.DOUBLE);
            var v =
                    Solver.of(RungeKutta.RK4.on(neural(weights)), StepControl.constant(0.05))
                            .solve(y0, 0, 1)
                            .values();
            return Tensors.value(v.square().mul(v.cos()).sum());
        } finally {
            weights.set(values);
        }
    }

    @Test
    void theStepMatrixOfReversibleHeunIsKnown() {
        // On y' = l y a step maps (y, z) by [[1 + hl, (hl)^2/2], [2, hl - 1]], determinant -1.
        double hl = 0.3;
        VectorField field = (_, y) -> y;
        try (var _ = new Scope()) {
            var stepper = ReversibleHeun.on(field);
            var first = stepper.step(0, hl, stepper.start(0, one())).next();
            assertThat(Tensors.value(first.getFirst()))
                    .isCloseTo(1 + hl + hl * hl / 2, within(1e-15));
            var y = Tensors.of(new double[][] {{2}}, Kind.DOUBLE);
            var z = Tensors.of(new double[][] {{5}}, Kind.DOUBLE);
            var next = stepper.step(0, hl, List.of(y, z, z)).next();
            assertThat(Tensors.value(next.get(0)))
                    .isCloseTo((1 + hl) * 2 + hl * hl / 2 * 5, within(1e-14));
            assertThat(Tensors.value(next.get(1))).isCloseTo(2 * 2 + (hl - 1) * 5, within(1e-14));
        }
    }

    @Test
    void aThousandStepsOfReversibleHeunCanBeUndone() {
        try (var _ = new Scope();
                var weights = weights()) {
            var stepper = ReversibleHeun.on(neural(weights));
            Autograd.off(() -> {
                var y = Tensors.of(new double[][] {{1, 0.3}}, Kind.DOUBLE);
                var state = stepper.start(0, y);
                for (int i = 0; i < 1000; i++) {
                    state = stepper.step(0.01 * i, 0.01, state).next();
                }
                for (int i = 999; i >= 0; i--) {
                    state = stepper.back(0.01 * i, 0.01, state);
                }
                assertThat(Tensors.toArray(state.getFirst()))
                        .containsExactly(new double[] {1, 0.3}, within(1e-12));
            });
        }
    }

    @Test
    void everyRowMayHaveStepsOfItsOwn() {
        VectorField field = (_, y) -> y.square().neg();
        try (var _ = new Scope()) {
            var y0 = Tensors.of(new double[][] {{1}, {100}}, Kind.DOUBLE);
            var solver = Solver.of(RungeKutta.TSIT5.on(field), StepControl.adaptive(1e-8, 1e-10));
            var rows = Tensors.toArray(solver.solveEach(y0, 0, 1).last());
            assertThat(rows[0]).isCloseTo(0.5, within(1e-7));
            assertThat(rows[1]).isCloseTo(100 / 101.0, within(1e-6));
        }
    }

    @Test
    void misuseAndBreakdownAreNamed() {
        try (var _ = new Scope()) {
            var solver = Solver.of(RungeKutta.TSIT5.on(SWING), StepControl.adaptive(1e-6, 1e-6));
            assertThatThrownBy(() -> solver.solve(one(), 0, 1, 0.5))
                    .isInstanceOf(SolveException.class)
                    .hasMessage("times must be strictly monotone; number 2 is 0.5 after 1.0");
            assertThatThrownBy(() -> solver.solve(one(), 0, 0))
                    .hasMessage("times must be strictly monotone; number 1 is 0.0 after 0.0");
            assertThatThrownBy(() ->
                            Solver.of(RungeKutta.RK4.on(SWING), StepControl.adaptive(1e-6, 1e-6))
                                    .solve(one(), 0, 1))
                    .hasMessage(
                            "rk4 has no error estimate; use StepControl.constant, or a method such"
                                    + " as TSIT5");
            assertThatThrownBy(() ->
                            Solver.of(
                                            RungeKutta.TSIT5.on((_, y) -> y.square()),
                                            StepControl.adaptive(1e-6, 1e-6))
                                    .solve(one(), 0, 2))
                    .hasMessageContaining("tsit5 needs a step below")
                    .hasMessageMatching(".* at t=(0\\.9999|1\\.0000).*")
                    .hasMessageContaining("likely stiff or singular; try an implicit method");
            var a = Autograd.leaf(Tensors.scalar(1, Kind.DOUBLE));
            assertThatThrownBy(() ->
                            Solver.of(RungeKutta.RK4.on(SWING), StepControl.constant(0.1))
                                    .with(Adjoint.reversible(), List.of(a))
                                    .solve(one(), 0, 2))
                    .hasMessageStartingWith("rk4 cannot be undone; use a reversible method");
            assertThatThrownBy(() -> StepControl.constant(0))
                    .hasMessage("the step must be above 0, got 0.0");
        }
    }

    @Test
    void secondDerivativesPassThroughTheDirectAdjointAlone() {
        try (var _ = Scope.boundary()) {
            var a = Autograd.leaf(Tensors.scalar(0.7, Kind.DOUBLE));
            VectorField field = (_, y) -> y.mul(a);
            var direct = Solver.of(RungeKutta.RK4.on(field), StepControl.constant(0.01));
            var first = Autograd.grad(direct.solve(one(), 0, 1).last(), a, true);
            assertThat(Tensors.value(Autograd.grad(first, a, false)))
                    .isCloseTo(Math.exp(0.7), within(1e-8));
            var saved = direct.with(Adjoint.checkpointed(), List.of(a)).solve(one(), 0, 1).last();
            assertThatThrownBy(() -> Autograd.grad(saved, a, true))
                    .hasMessageContaining(
                            "second derivatives do not pass through a custom gradient");
        }
    }
}
