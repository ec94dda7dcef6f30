package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.ControlPath.Interpolation;

class ControlPathTest {

    private static final double[] TIMES = {0, 0.5, 1.3, 2, 3.1};

    private static double[][][] series(double... x) {
        var values = new double[1][x.length][];
        for (int i = 0; i < x.length; i++) {
            values[0][i] = new double[] {TIMES[i], x[i]};
        }
        return values;
    }

    private static double at(ControlPath path, double t) {
        return Tensors.toArray(path.at(t))[1];
    }

    private static double slope(ControlPath path, double t) {
        return Tensors.toArray(path.derivative(t))[1];
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "NATURAL_CUBIC", "HERMITE"})
    void aPathGoesThroughItsSamplesAndKeepsStraightLines(Interpolation interpolation) {
        try (var _ = new Scope();
                var path =
                        ControlPath.of(
                                TIMES, series(1, -2, 0.5, 4, 3), interpolation, Kind.DOUBLE);
                var line =
                        ControlPath.of(
                                TIMES, series(1, 2, 3.6, 5, 7.2), interpolation, Kind.DOUBLE)) {
            double[] x = {1, -2, 0.5, 4, 3};
            for (int i = 0; i < x.length; i++) {
                assertThat(at(path, TIMES[i])).isCloseTo(x[i], within(1e-13));
            }
            for (double t = 0; t < 3.1; t += 0.17) {
                assertThat(at(line, t)).isCloseTo(1 + 2 * t, within(1e-13));
                assertThat(slope(line, t)).isCloseTo(2, within(1e-13));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NATURAL_CUBIC", "HERMITE"})
    void cubicsHaveAContinuousSlope(Interpolation interpolation) {
        try (var _ = new Scope();
                var path =
                        ControlPath.of(
                                TIMES, series(1, -2, 0.5, 4, 3), interpolation, Kind.DOUBLE)) {
            for (int i = 1; i < TIMES.length - 1; i++) {
                assertThat(slope(path, TIMES[i] - 1e-9))
                        .isCloseTo(slope(path, TIMES[i]), within(1e-6));
            }
        }
    }

    @Test
    void hermiteCubicsLookOneSampleAheadAndNaturalOnesEverywhere() {
        try (var _ = new Scope();
                var a =
                        ControlPath.of(
                                TIMES,
                                series(1, -2, 0.5, 4, 3),
                                Interpolation.HERMITE,
                                Kind.DOUBLE);
                var b =
                        ControlPath.of(
                                TIMES,
                                series(1, -2, 0.5, 9, 3),
                                Interpolation.HERMITE,
                                Kind.DOUBLE);
                var c =
                        ControlPath.of(
                                TIMES,
                                series(1, -2, 0.5, 4, 3),
                                Interpolation.NATURAL_CUBIC,
                                Kind.DOUBLE);
                var d =
                        ControlPath.of(
                                TIMES,
                                series(1, -2, 0.5, 9, 3),
                                Interpolation.NATURAL_CUBIC,
                                Kind.DOUBLE)) {
            assertThat(at(a, 0.9)).isEqualTo(at(b, 0.9));
            assertThat(at(c, 0.9)).isNotCloseTo(at(d, 0.9), within(1e-3));
        }
    }

    @Test
    void aNaturalSplineHasNoCurvatureAtItsEnds() {
        try (var _ = new Scope();
                var path =
                        ControlPath.of(
                                TIMES,
                                series(1, -2, 0.5, 4, 3),
                                Interpolation.NATURAL_CUBIC,
                                Kind.DOUBLE)) {
            double h = 1e-5;
            assertThat((slope(path, h) - slope(path, 0)) / h).isCloseTo(0, within(1e-3));
            assertThat((slope(path, 3.1 - 1e-12) - slope(path, 3.1 - h)) / h)
                    .isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void missingValuesAreBridgedChannelByChannel() {
        double nan = Double.NaN;
        try (var _ = new Scope();
                var path =
                        ControlPath.of(
                                TIMES,
                                series(nan, 1, nan, 4, nan),
                                Interpolation.LINEAR,
                                Kind.DOUBLE)) {
            assertThat(at(path, 0)).isEqualTo(1);
            assertThat(at(path, 1.25)).isCloseTo(2.5, within(1e-13));
            assertThat(at(path, 3)).isEqualTo(4);
            assertThat(Tensors.toArray(path.at(1.25))[0]).isCloseTo(1.25, within(1e-13));
        }
    }

    @Test
    void rectilinearPathsMoveInTimeFirst() {
        try (var _ = new Scope();
                var path =
                        ControlPath.of(
                                TIMES,
                                series(1, -2, Double.NaN, 4, 3),
                                Interpolation.RECTILINEAR,
                                Kind.DOUBLE)) {
            assertThat(path.end()).isEqualTo(8);
            assertThat(Tensors.toArray(path.at(1)))
                    .containsExactly(new double[] {0.5, 1}, within(1e-14));
            assertThat(Tensors.toArray(path.at(2)))
                    .containsExactly(new double[] {0.5, -2}, within(1e-14));
            assertThat(Tensors.toArray(path.at(4)))
                    .containsExactly(new double[] {1.3, -2}, within(1e-14));
        }
    }

    @ParameterizedTest
    @EnumSource
    void alonganyPathAScalarLinearEquationGrowsByTheIncrementAlone(Interpolation interpolation) {
        // dz = z dX with the second channel: z_T = z_0 exp(X_T - X_0)
        try (var _ = new Scope();
                var path =
                        ControlPath.of(
                                TIMES, series(1, -2, 0.5, 4, 3), interpolation, Kind.DOUBLE)) {
            VectorField field =
                    (_, z) -> Tensors.stack(2, java.util.List.of(z.new_zeros(z.shape()), z));
            var control = StepControl.adaptive(1e-9, 1e-11).stoppingAt(path.knots());
            var z =
                    Solver.of(RungeKutta.TSIT5.on(path.drive(field)), control)
                            .solve(
                                    Tensors.of(new double[][] {{0.3}}, Kind.DOUBLE),
                                    path.start(),
                                    path.end());
            assertThat(Tensors.value(z.last())).isCloseTo(0.3 * Math.exp(2), within(1e-6));
        }
    }

    @Test
    void badSamplesAreNamed() {
        assertThatThrownBy(() ->
                        ControlPath.of(
                                new double[] {0, 0},
                                series(1, 2),
                                Interpolation.LINEAR,
                                Kind.DOUBLE))
                .isInstanceOf(SolveException.class)
                .hasMessage("times must strictly increase; number 1 is 0.0 after 0.0");
        assertThatThrownBy(() ->
                        ControlPath.of(
                                new double[] {0, 1},
                                new double[][][] {{{0, Double.NaN}, {1, Double.NaN}}},
                                Interpolation.LINEAR,
                                Kind.DOUBLE))
                .hasMessage("series 0 has no value in channel 1; drop the channel or the series");
    }
}
