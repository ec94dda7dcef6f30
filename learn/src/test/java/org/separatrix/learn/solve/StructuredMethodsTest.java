package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.List;

class StructuredMethodsTest {

    /// A pendulum: `q' = p`, `p' = -sin q`.
    private static final VectorField VELOCITY = (_, p) -> Tensors.scale(p, 1);

    private static final VectorField FORCE = (_, q) -> q.sin().neg();

    private static final VectorField PENDULUM =
            (t, y) ->
                    Tensors.join(
                            -1,
                            List.of(
                                    VELOCITY.at(t, y.narrow(-1, 1, 1)),
                                    FORCE.at(t, y.narrow(-1, 0, 1))));

    private static double[] end(Stepper stepper, double time, int steps) {
        try (var _ = new Scope()) {
            return Autograd.without(() ->
                    Tensors.toArray(
                            Solver.of(stepper, StepControl.constant(time / steps))
                                    .solve(
                                            Tensors.of(new double[][] {{1, 0}}, Kind.DOUBLE),
                                            0,
                                            time)
                                    .last()));
        }
    }

    private static double order(Stepper stepper, int steps) {
        var exact = end(RungeKutta.DOPRI8.on(PENDULUM), 3, 300);
        double coarse = Math.abs(end(stepper, 3, steps)[0] - exact[0]);
        double fine = Math.abs(end(stepper, 3, 2 * steps)[0] - exact[0]);
        return Math.log(coarse / fine) / Math.log(2);
    }

    private static double energy(double[] y) {
        return 0.5 * y[1] * y[1] - Math.cos(y[0]);
    }

    @ParameterizedTest
    @EnumSource(Symplectic.class)
    void symplecticMethodsHaveTheirOrder(Symplectic method) {
        assertThat(order(method.on(VELOCITY, FORCE), 200)).isCloseTo(method.order(), within(0.2));
    }

    @ParameterizedTest
    @EnumSource(Symplectic.class)
    void energyStaysInABandThatNarrowsWithTheStep(Symplectic method) {
        // Over 300 time units Euler's method gains energy without bound; here the error is that of
        // a nearby Hamiltonian, of the method's order in h.
        double start = energy(new double[] {1, 0});
        double h = 0.1;
        double worst = 0;
        for (int k = 1; k <= 5; k++) {
            var y = end(method.on(VELOCITY, FORCE), 60 * k, 600 * k);
            worst = Math.max(worst, Math.abs(energy(y) - start));
        }
        assertThat(worst).isLessThan(Math.pow(h, method.order()));
    }

    @ParameterizedTest
    @EnumSource(Symplectic.class)
    void undoingSymplecticStepsGivesTheGradientOfTheGraph(Symplectic method) {
        undone(method.on(VELOCITY, FORCE));
    }

    @Test
    void asynchronousLeapfrogIsOfSecondOrderAndCanBeUndone() {
        var stepper = new AsynchronousLeapfrog(PENDULUM);
        assertThat(order(stepper, 100)).isCloseTo(2, within(0.2));
        undone(stepper);
    }

    private static void undone(Reversible stepper) {
        try (var _ = new Scope()) {
            var gradients = new double[2][];
            for (int k = 0; k < 2; k++) {
                var y = Autograd.leaf(Tensors.of(new double[][] {{1, 0.3}}, Kind.DOUBLE));
                var adjoint = k == 0 ? Adjoint.direct() : Adjoint.reversible();
                Tensor last =
                        Solver.of(stepper, StepControl.constant(0.05))
                                .with(adjoint, List.of())
                                .solve(y, 0, 4)
                                .last();
                gradients[k] = Tensors.toArray(Autograd.grad(last.square().sum(), y, false));
            }
            assertThat(gradients[1]).containsExactly(gradients[0], within(1e-12));
        }
    }

    @Test
    void momentaAndPositionsMustPair() {
        try (var _ = new Scope()) {
            var three = Tensors.zeros(Kind.DOUBLE, 1, 3);
            var stepper = Symplectic.LEAPFROG.on(VELOCITY, FORCE);
            assertThatThrownBy(
                            () -> Solver.of(stepper, StepControl.constant(0.1)).solve(three, 0, 1))
                    .isInstanceOf(SolveException.class)
                    .hasMessage(
                            "a symplectic method needs as many momenta as positions, got 3"
                                    + " components");
        }
    }

    @Test
    void radauIsOfFifthOrder() {
        assertThat(order(new RadauIia5(PENDULUM), 8)).isCloseTo(5, within(0.3));
    }

    @Test
    void radauTakesLongStepsThroughStiffEquations() {
        // y' = -1e6 (y - cos t) - sin t from y = 1 is y = cos t.
        VectorField stiff =
                (t, y) ->
                        Tensors.shift(
                                Tensors.scale(Tensors.shift(y, -Math.cos(t)), -1e6), -Math.sin(t));
        try (var _ = new Scope()) {
            double y =
                    Autograd.without(() ->
                            Tensors.value(
                                    Solver.of(new RadauIia5(stiff), StepControl.constant(0.1))
                                            .solve(Tensors.full(1, Kind.DOUBLE, 1, 1), 0, 2)
                                            .last()));
            assertThat(y).isCloseTo(Math.cos(2), within(1e-8));
        }
    }

    @Test
    void gradientsPassThroughRadau() {
        // y' = a y: d y(1)/d a = e^a for y(0) = 1.
        try (var _ = new Scope()) {
            var a = Autograd.leaf(Tensors.scalar(-0.7, Kind.DOUBLE));
            VectorField field = (_, y) -> y.mul(a);
            var y =
                    Solver.of(new RadauIia5(field), StepControl.constant(0.1))
                            .solve(Tensors.full(1, Kind.DOUBLE, 1, 1), 0, 1)
                            .last();
            double slope = Tensors.value(Autograd.grad(y.sum(), a, false));
            assertThat(slope).isCloseTo(Math.exp(-0.7), within(1e-8));
        }
    }
}
