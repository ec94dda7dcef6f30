package org.separatrix.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

class OptimizerTest {

    /// Two free numbers, (-1.2, 1) at first: the start of Rosenbrock's valley.
    private static final Parametrised PLANE =
            () ->
                    List.of(
                            new Parameter(
                                    "x",
                                    (_, v, _) -> {
                                        v[0] = -1.2;
                                        v[1] = 1;
                                    },
                                    2));

    private static final Parametrised ONE =
            () -> List.of(new Parameter("x", Initialiser.constant(2), 1));

    private static Tensor rosenbrock(Weights w) {
        var x = w.get(0).select(0, 0);
        var y = w.get(0).select(0, 1);
        return y.sub(x.square())
                .square()
                .mul(new Scalar(100.0))
                .add(x.sub(new Scalar(1.0)).square());
    }

    private static double[] minimise(
            Parametrised what, Optimizer optimizer, double rate, int steps, Objective objective) {
        try (var weights = Weights.create(what, Kind.DOUBLE, RandomGenerator.getDefault());
                var training =
                        new Training(
                                weights,
                                optimizer,
                                Schedule.constant(rate),
                                TrainingSettings.of(steps, 0),
                                objective)) {
            training.run();
            return weights.toArray();
        }
    }

    @Test
    void lbfgsReachesTheEndOfRosenbrocksValley() {
        var x =
                minimise(
                        PLANE,
                        new LBfgs(10),
                        1,
                        45,
                        (step, terms) -> terms.add("valley", rosenbrock(step.weights())));
        assertThat(x).containsExactly(new double[] {1, 1}, within(1e-8));
    }

    @Test
    void adamReachesItToo() {
        var x =
                minimise(
                        PLANE,
                        Adam.standard(),
                        0.05,
                        2000,
                        (step, terms) -> terms.add("valley", rosenbrock(step.weights())));
        assertThat(x).containsExactly(new double[] {1, 1}, within(1e-2));
    }

    /// Ten steps on `x^2/2` from 2, whose gradient is `x`.
    private static double torchPath(Optimizer optimizer, double rate) {
        return minimise(
                ONE,
                optimizer,
                rate,
                10,
                (step, terms) -> terms.add("half", 0.5, step.weights().get(0).square().sum()))[0];
    }

    @Test
    void adamTakesTheStepsOfItsPaper() {
        double x = 2;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 10; t++) {
            m = 0.9 * m + 0.1 * x;
            v = 0.999 * v + 0.001 * x * x;
            double mean = m / (1 - Math.pow(0.9, t));
            double square = v / (1 - Math.pow(0.999, t));
            x -= 0.1 * mean / (Math.sqrt(square) + 1e-8);
        }
        assertThat(torchPath(Adam.standard(), 0.1)).isCloseTo(x, within(1e-14));
    }

    @Test
    void decoupledDecayShrinksTheWeightsFirst() {
        double x = 2;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 10; t++) {
            double g = x;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            x *= 1 - 0.1 * 0.2;
            x -=
                    0.1
                            * m
                            / (1 - Math.pow(0.9, t))
                            / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
        }
        assertThat(torchPath(Adam.decoupled(0.2), 0.1)).isCloseTo(x, within(1e-14));
    }

    @Test
    void rectifiedAdamBeginsWithPlainMomentum() {
        double x = 2;
        double m = 0;
        double v = 0;
        double longest = 2 / 0.001 - 1;
        for (int t = 1; t <= 10; t++) {
            m = 0.9 * m + 0.1 * x;
            v = 0.999 * v + 0.001 * x * x;
            double mean = m / (1 - Math.pow(0.9, t));
            double power = Math.pow(0.999, t);
            double length = longest - 2 * t * power / (1 - power);
            if (length > 5) {
                double r =
                        Math.sqrt(
                                (length - 4)
                                        * (length - 2)
                                        * longest
                                        / ((longest - 4) * (longest - 2) * length));
                x -= 0.1 * r * mean / (Math.sqrt(v / (1 - power)) + 1e-8);
            } else {
                x -= 0.1 * mean;
            }
        }
        assertThat(torchPath(Adam.rectifying(), 0.1)).isCloseTo(x, within(1e-14));
    }

    @Test
    void momentumAddsUpPastGradients() {
        double x = 2;
        double v = 0;
        for (int t = 0; t < 10; t++) {
            v = 0.5 * v + x;
            x -= 0.1 * v;
        }
        assertThat(torchPath(new Sgd(0.5), 0.1)).isCloseTo(x, within(1e-14));
        assertThat(torchPath(new Sgd(0), 0.1)).isCloseTo(2 * Math.pow(0.9, 10), within(1e-14));
    }

    @Test
    void adadeltaScalesByItsOwnPastSteps() {
        double x = 2;
        double square = 0;
        double moved = 0;
        for (int t = 0; t < 10; t++) {
            double g = x + 0.01 * x;
            square = 0.9 * square + 0.1 * g * g;
            double step = Math.sqrt(moved + 1e-6) / Math.sqrt(square + 1e-6) * g;
            moved = 0.9 * moved + 0.1 * step * step;
            x -= 0.1 * step;
        }
        assertThat(torchPath(Adadelta.standard(0.01), 0.1)).isCloseTo(x, within(1e-14));
    }

    @Test
    void schedulesFallAsTheirNamesSay() {
        check(Schedule.exponential(1, 0.5, 10), s -> Math.pow(0.5, s / 10));
        check(Schedule.cosine(1, 0.1, 100), s -> 0.1 + 0.45 * (1 + Math.cos(Math.PI * s / 100)));
        check(Schedule.steps(1, 0.5, 10), s -> Math.pow(0.5, Math.floor(s / 10)));
        check(Schedule.constant(2).warmedUp(4), s -> Math.min(2, 0.5 * (s + 1)));
    }

    private static void check(Schedule schedule, DoubleUnaryOperator expected) {
        for (int step = 0; step < 100; step += 7) {
            assertThat(schedule.rate(step)).isCloseTo(expected.applyAsDouble(step), within(1e-14));
        }
    }
}
