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
import org.separatrix.learn.solve.StochasticField.Calculus;
import org.separatrix.learn.solve.StochasticField.Noise;

import java.util.List;
import java.util.function.Function;

class StochasticMethodTest {

    private static final int PATHS = 2000;
    private static final double MU = 0.5;
    private static final double SIGMA = 0.8;

    /// Geometric Brownian motion `dX = mu X dt + sigma X dW`.
    private record Geometric(Calculus calculus) implements StochasticField {
        @Override
        public Noise noise() {
            return Noise.DIAGONAL;
        }

        @Override
        public Tensor drift(double t, Tensor y) {
            return Tensors.scale(y, MU);
        }

        @Override
        public Tensor diffusion(double t, Tensor y) {
            return Tensors.scale(y, SIGMA);
        }
    }

    private static double[] solve(
            Function<BrownianPath, Stepper> method, int steps, BrownianPath path) {
        var y0 = Tensors.full(1, Kind.DOUBLE, PATHS, 1);
        return Autograd.without(() ->
                Tensors.toArray(
                        Solver.of(method.apply(path), StepControl.constant(1.0 / steps))
                                .solve(y0, 0, 1)
                                .last()));
    }

    /// Mean absolute error at time 1 against the exact solution along the same path.
    private static double strongError(
            Function<BrownianPath, Stepper> method, Calculus calculus, int steps) {
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 1, 1.0 / steps, 7, Kind.DOUBLE, PATHS, 1);
            var w = Tensors.toArray(path.increment(0, 1));
            var x = solve(method, steps, path);
            double correction = calculus == Calculus.ITO ? 0.5 * SIGMA * SIGMA : 0;
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += Math.abs(x[i] - Math.exp(MU - correction + SIGMA * w[i]));
            }
            return sum / x.length;
        }
    }

    private static double order(Function<BrownianPath, Stepper> method, Calculus calculus) {
        double coarse = strongError(method, calculus, 32);
        double fine = strongError(method, calculus, 256);
        return Math.log(coarse / fine) / Math.log(8);
    }

    @Test
    void eulerMaruyamaIsOfStrongOrderOneHalf() {
        var field = new Geometric(Calculus.ITO);
        assertThat(order(p -> StochasticMethod.EULER_MARUYAMA.on(field, p), Calculus.ITO))
                .isCloseTo(0.5, within(0.1));
    }

    @Test
    void milsteinIsOfStrongOrderOne() {
        var field = new Geometric(Calculus.ITO);
        assertThat(order(p -> StochasticMethod.MILSTEIN.on(field, p), Calculus.ITO))
                .isCloseTo(1, within(0.1));
    }

    @Test
    void stratonovichMethodsAreOfStrongOrderOneForDiagonalNoise() {
        var field = new Geometric(Calculus.STRATONOVICH);
        for (var method :
                List.of(
                        StochasticMethod.HEUN,
                        StochasticMethod.MIDPOINT,
                        StochasticMethod.EULER_HEUN)) {
            assertThat(order(p -> method.on(field, p), Calculus.STRATONOVICH))
                    .as("%s", method)
                    .isCloseTo(1, within(0.15));
        }
    }

    @Test
    void reversibleHeunConvergesInTheStratonovichSense() {
        var field = new Geometric(Calculus.STRATONOVICH);
        assertThat(order(p -> ReversibleHeun.on(field, p), Calculus.STRATONOVICH))
                .isGreaterThan(0.4);
    }

    @Test
    void theMeanOfANoiseDrivenSolutionTellsTheTwoIntegralsApart() {
        // dX = X dW from 1: mean 1 for Itô, e^(1/2) for Stratonovich.
        record Multiplicative(Calculus calculus) implements StochasticField {
            @Override
            public Noise noise() {
                return Noise.DIAGONAL;
            }

            @Override
            public Tensor drift(double t, Tensor y) {
                return Tensors.scale(y, 0);
            }

            @Override
            public Tensor diffusion(double t, Tensor y) {
                return y;
            }
        }
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 1, 0.01, 8, Kind.DOUBLE, PATHS, 1);
            double ito =
                    mean(
                            solve(
                                    p ->
                                            StochasticMethod.EULER_MARUYAMA.on(
                                                    new Multiplicative(Calculus.ITO), p),
                                    100,
                                    path));
            double stratonovich =
                    mean(
                            solve(
                                    p ->
                                            StochasticMethod.HEUN.on(
                                                    new Multiplicative(Calculus.STRATONOVICH), p),
                                    100,
                                    path));
            double deviation = Math.sqrt((Math.E - 1) / PATHS);
            assertThat(ito).isCloseTo(1, within(4 * deviation));
            assertThat(stratonovich)
                    .isCloseTo(Math.exp(0.5), within(4 * deviation * Math.exp(0.5)));
        }
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    /// `dX = -X dt + (1 + t) dW`, whose solution is a stochastic integral.
    private static final StochasticField ADDITIVE =
            StochasticField.of(
                    Calculus.ITO,
                    Noise.ADDITIVE,
                    (_, y) -> y.sin().neg(),
                    (t, y) -> y.new_zeros(y.shape()).add(new Scalar(0.5 + 0.5 * t)));

    /// `dX = -sin X dt + (1/2) cos X o dW`: drift and diffusion do not commute.
    private static final StochasticField CURVED =
            StochasticField.of(
                    Calculus.STRATONOVICH,
                    Noise.DIAGONAL,
                    (_, y) -> y.sin().neg(),
                    (_, y) -> Tensors.scale(y.cos(), 0.5));

    /// `-sin X dt + (1 + t)/2 dW`, for which both calculi agree.
    private record Additive(Calculus calculus) implements StochasticField {
        @Override
        public Noise noise() {
            return Noise.ADDITIVE;
        }

        @Override
        public Tensor drift(double t, Tensor y) {
            return ADDITIVE.drift(t, y);
        }

        @Override
        public Tensor diffusion(double t, Tensor y) {
            return ADDITIVE.diffusion(t, y);
        }
    }

    /// Order between steps of 1/8 and 1/32, against steps of 1/512 of the same method.
    private static double orderAgainstItself(StochasticMethod method, StochasticField field) {
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 1, 1.0 / 512, 9, Kind.DOUBLE, PATHS, 1);
            Function<BrownianPath, Stepper> on = p -> method.on(field, p);
            var exact = solve(on, 512, path);
            double coarse = distance(solve(on, 8, path), exact);
            double fine = distance(solve(on, 32, path), exact);
            return Math.log(coarse / fine) / Math.log(4);
        }
    }

    @Test
    void sharkIsOfStrongOrderThreeHalvesForAdditiveAndOneForDiagonalNoise() {
        // At least 3/2; more while the error of the drift, of order 2, is the larger one.
        var additive = new Additive(Calculus.STRATONOVICH);
        assertThat(orderAgainstItself(StochasticMethod.SHARK, additive)).isBetween(1.3, 2.2);
        assertThat(orderAgainstItself(StochasticMethod.SHARK, CURVED)).isCloseTo(1, within(0.2));
    }

    @Test
    void slowRungeKuttaIsOfStrongOrderThreeHalvesForAdditiveAndDiagonalNoise() {
        var additive = new Additive(Calculus.STRATONOVICH);
        assertThat(orderAgainstItself(StochasticMethod.SLOW_RK, additive)).isBetween(1.3, 2.2);
        assertThat(orderAgainstItself(StochasticMethod.SLOW_RK, CURVED)).isBetween(1.3, 2.2);
        var geometric = new Geometric(Calculus.STRATONOVICH);
        assertThat(order(p -> StochasticMethod.SLOW_RK.on(geometric, p), Calculus.STRATONOVICH))
                .isBetween(1.3, 2.2);
    }

    @Test
    void theyConvergeToTheSolutionOfTheSameEquation() {
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 1, 1.0 / 512, 9, Kind.DOUBLE, PATHS, 1);
            var slow = solve(p -> StochasticMethod.SLOW_RK.on(CURVED, p), 512, path);
            var shark = solve(p -> StochasticMethod.SHARK.on(CURVED, p), 512, path);
            var heun = solve(p -> StochasticMethod.HEUN.on(CURVED, p), 512, path);
            // Heun's method is of order 1: the error at 1/512 is of the order of a thousandth.
            assertThat(distance(slow, heun)).isLessThan(2e-3);
            assertThat(distance(shark, heun)).isLessThan(2e-3);
        }
    }

    @Test
    void sra1IsOfStrongOrderThreeHalvesForAdditiveNoise() {
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 1, 1.0 / 512, 9, Kind.DOUBLE, PATHS, 1);
            Function<BrownianPath, Stepper> sra1 = p -> StochasticMethod.SRA1.on(ADDITIVE, p);
            var exact = solve(sra1, 512, path);
            double coarse = distance(solve(sra1, 8, path), exact);
            double fine = distance(solve(sra1, 32, path), exact);
            // At least 3/2; more while the error of the drift, of order 2, is the larger one.
            assertThat(Math.log(coarse / fine) / Math.log(4)).isBetween(1.3, 2.2);
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    @Test
    void theGradientOfAnSdeByUndoingStepsIsThatOfTheGraph() {
        try (var _ = Scope.boundary()) {
            var a = Autograd.leaf(Tensors.scalar(0.7, Kind.DOUBLE));
            var field =
                    StochasticField.of(
                            Calculus.STRATONOVICH,
                            Noise.GENERAL,
                            (_, y) -> y.mul(a).sin(),
                            (_, y) -> Tensors.stack(2, List.of(y.mul(a).cos(), y.sin(), y.cos())));
            var path = new BrownianInterval(0, 1, 0.01, 10, Kind.DOUBLE, 4, 3);
            var y0 = Autograd.leaf(Tensors.full(0.3, Kind.DOUBLE, 4, 2));
            var solver = Solver.of(ReversibleHeun.on(field, path), StepControl.constant(0.01));
            var direct = Autograd.grad(solver.solve(y0, 0, 0.5, 1).values(), List.of(a, y0), false);
            var undone =
                    Autograd.grad(
                            solver.with(Adjoint.reversible(), List.of(a))
                                    .solve(y0, 0, 0.5, 1)
                                    .values(),
                            List.of(a, y0),
                            false);
            for (int i = 0; i < 2; i++) {
                assertThat(Tensors.toArray(undone.get(i)))
                        .containsExactly(Tensors.toArray(direct.get(i)), within(1e-10));
            }
        }
    }

    @Test
    void methodsRefuseEquationsTheyDoNotSolve() {
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 1, 0.01, 10, Kind.DOUBLE, 4, 1);
            assertThatThrownBy(() -> StochasticMethod.HEUN.on(new Geometric(Calculus.ITO), path))
                    .isInstanceOf(SolveException.class)
                    .hasMessage(
                            "HEUN solves STRATONOVICH equations, this one is ITO; convert the drift"
                                    + " by half of (dg/dy) g or choose another method");
            assertThatThrownBy(() -> StochasticMethod.SRA1.on(new Geometric(Calculus.ITO), path))
                    .hasMessage(
                            "SRA1 is for ADDITIVE noise, this equation has DIAGONAL noise; use"
                                    + " EULER_MARUYAMA or HEUN");
            BrownianPath plain = (from, to) -> path.increment(from, to);
            assertThatThrownBy(() -> StochasticMethod.SRA1.on(ADDITIVE, plain))
                    .hasMessageStartingWith("SRA1 needs the space-time Lévy area of the path");
        }
    }
}
