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
import java.util.Random;

class ShootingFitTest {

    private static final ShootingFit FIT = new ShootingFit(RungeKutta.RK4, 2, 1e-8, 100);

    /// With as many iterations as many segments may take in the test below.
    private static final ShootingFit ONCE = new ShootingFit(RungeKutta.RK4, 2, 1e-8, 20);

    private static Tensor column(Tensor y, int index) {
        return y.narrow(1, index, 1);
    }

    private static Tensor lorenz(Tensor t, Tensor y, Tensor p) {
        var x0 = column(y, 0);
        var x1 = column(y, 1);
        var x2 = column(y, 2);
        return Tensors.join(
                1,
                List.of(
                        x1.sub(x0).mul(column(p, 0)),
                        x0.mul(column(p, 1).sub(x2)).sub(x1),
                        x0.mul(x1).sub(x2.mul(column(p, 2)))));
    }

    private static double[] grid(double end, int intervals) {
        var times = new double[intervals + 1];
        Arrays.setAll(times, i -> end * i / intervals);
        return times;
    }

    private static double[][] trajectory(double[] times, double noise) {
        try (var _ = new Scope()) {
            var p = Tensors.of(new double[][] {{10, 28, 8.0 / 3}}, Kind.DOUBLE);
            var time = Tensors.zeros(Kind.DOUBLE, 1, 1);
            var path =
                    Autograd.without(() ->
                            Solver.of(
                                            RungeKutta.RK4.on((_, y) -> lorenz(time, y, p)),
                                            StepControl.constant(times[1] / FIT.steps()))
                                    .solve(
                                            Tensors.of(new double[][] {{-8, 8, 27}}, Kind.DOUBLE),
                                            times)
                                    .values());
            var values = Tensors.toRows(path.select(1, 0));
            var random = new Random(3);
            for (var row : values) {
                for (int c = 0; c < row.length; c++) {
                    row[c] += noise * random.nextGaussian();
                }
            }
            return values;
        }
    }

    @Test
    void theRateOfAnExponentialIsFoundToRounding() {
        var times = grid(2, 20);
        var values = new double[21][1];
        for (int i = 0; i < values.length; i++) {
            values[i][0] = 3 * Math.exp(-0.7 * times[i]);
        }
        var fitted = FIT.fit((_, y, p) -> y.mul(p).neg(), times, values, 5, 0.1);
        assertThat(fitted.converged()).isTrue();
        assertThat(fitted.parameters()[0]).isCloseTo(0.7, within(1e-8));
        assertThat(fitted.starts()[0][0]).isCloseTo(3, within(1e-8));
        assertThat(fitted.starts()).hasNumberOfRows(5);
    }

    @Test
    void segmentsFindTheParametersOfChaosWhereOneShotDoesNot() {
        // Six units of time, in which errors grow by exp(0.9 * 6), about two hundredfold.
        var times = grid(6, 120);
        var values = trajectory(times, 0);
        double[] guess = {6, 18, 1.5};
        var many = FIT.fit(ShootingFitTest::lorenz, times, values, 4, guess);
        assertThat(many.converged()).isTrue();
        assertThat(many.iterations()).isLessThan(20);
        assertThat(many.jump()).isLessThan(1e-8);
        assertThat(many.parameters()[0]).isCloseTo(10, within(1e-6));
        assertThat(many.parameters()[1]).isCloseTo(28, within(1e-6));
        assertThat(many.parameters()[2]).isCloseTo(8.0 / 3, within(1e-6));
        var single = ONCE.fit(ShootingFitTest::lorenz, times, values, 120, guess);
        assertThat(single.misfit()).isGreaterThan(0.3);
        assertThat(Math.abs(single.parameters()[1] - 28)).isGreaterThan(1);
    }

    @Test
    void noiseLeavesErrorsOfItsOwnSize() {
        var times = grid(8, 160);
        double noise = 0.5;
        var fitted =
                FIT.fit(ShootingFitTest::lorenz, times, trajectory(times, noise), 4, 6, 18, 1.5);
        assertThat(fitted.jump()).isLessThan(1e-6);
        assertThat(fitted.parameters()[0]).isCloseTo(10, within(0.2));
        assertThat(fitted.parameters()[1]).isCloseTo(28, within(0.2));
        assertThat(fitted.parameters()[2]).isCloseTo(8.0 / 3, within(0.05));
    }

    @Test
    void whatIsNotSeenIsFoundWithTheRest() {
        var times = grid(4, 80);
        var values = trajectory(times, 0);
        for (int i = 0; i < values.length; i++) {
            if (i % 3 == 1) {
                values[i][0] = Double.NaN;
            }
            if (i % 2 == 1) {
                values[i][1] = Double.NaN;
            }
        }
        var fitted = FIT.fit(ShootingFitTest::lorenz, times, values, 3, 9, 26, 2.4);
        assertThat(fitted.parameters()[1]).isCloseTo(28, within(1e-4));
    }

    @Test
    void badInputIsNamed() {
        double[] times = {0, 1};
        assertThatThrownBy(() -> FIT.fit((_, y, _) -> y, times, new double[3][1], 1, 1))
                .isInstanceOf(SolveException.class)
                .hasMessage("3 samples at 2 times; at least two and as many are needed");
        assertThatThrownBy(() -> FIT.fit((_, y, _) -> y, times, new double[2][1], 0, 1))
                .hasMessage(
                        "a segment needs an interval and the equation a parameter, got 0 and 1");
        var unseen = new double[][] {{Double.NaN}, {Double.NaN}};
        assertThatThrownBy(() -> FIT.fit((_, y, _) -> y, times, unseen, 1, 1))
                .hasMessage(
                        "component 0 is never seen; give it a value at the first sample to start"
                                + " from");
        var falling = new double[] {1, 0};
        assertThatThrownBy(() -> FIT.fit((_, y, _) -> y, falling, new double[2][1], 1, 1))
                .hasMessage("times must strictly increase; number 1 is 0.0 after 1.0");
        assertThatThrownBy(() ->
                        FIT.fit(
                                (_, y, p) -> y.square().mul(p),
                                times,
                                new double[][] {{1}, {1}},
                                1,
                                1e9))
                .hasMessage("the equation blows up at the guess of the parameters [1.0E9]");
    }
}
