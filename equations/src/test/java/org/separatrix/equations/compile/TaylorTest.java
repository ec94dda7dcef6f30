package org.separatrix.equations.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.Formulas.add;
import static org.separatrix.equations.Formulas.apply;
import static org.separatrix.equations.Formulas.div;
import static org.separatrix.equations.Formulas.lorenz;
import static org.separatrix.equations.Formulas.mul;
import static org.separatrix.equations.Formulas.name;
import static org.separatrix.equations.Formulas.neg;
import static org.separatrix.equations.Formulas.number;
import static org.separatrix.equations.Formulas.pow;
import static org.separatrix.equations.Formulas.ring;
import static org.separatrix.equations.Formulas.sub;
import static org.separatrix.equations.Formulas.system;
import static org.separatrix.equations.Formulas.when;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Formulas;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

import java.util.List;
import java.util.stream.Stream;

class TaylorTest {

    private static final Expression X = name("x");
    private static final Expression T = name("t");

    @Test
    void growthHasTheExponentialSeries() {
        double[] c = series(one(X), 0, 20, 1);
        double factorial = 1;
        for (int k = 0; k <= 20; k++) {
            factorial *= Math.max(k, 1);
            assertThat(c[k]).isCloseTo(1 / factorial, within(1e-15 / factorial * 8));
        }
    }

    @Test
    void theRiccatiEquationHasTheGeometricSeries() {
        // x' = x^2, x(0) = 1/2: x = 1/(2 - t), coefficients 2^-(k+1)
        double[] c = series(one(mul(X, X)), 0, 30, 0.5);
        for (int k = 0; k <= 30; k++) {
            assertThat(c[k] * Math.pow(2, k + 1)).isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void onePlusSquareHasTheSeriesOfTheTangent() {
        double[] c = series(one(add(number(1), mul(X, X))), 0, 9, 0);
        double[] tangent = {0, 1, 0, 1.0 / 3, 0, 2.0 / 15, 0, 17.0 / 315, 0, 62.0 / 2835};
        for (int k = 0; k <= 9; k++) {
            assertThat(c[k]).isCloseTo(tangent[k], within(1e-16));
        }
    }

    @Test
    void theHarmonicOscillatorHasSineAndCosine() {
        var oscillator =
                system(List.of("x", "v"), List.of(), List.of(), List.of(name("v"), neg(name("x"))));
        double[] c = series(oscillator, 0, 12, 0, 1);
        double factorial = 1;
        for (int k = 0; k <= 12; k++) {
            factorial *= Math.max(k, 1);
            double sine = k % 2 == 0 ? 0 : k % 4 == 1 ? 1 : -1;
            double cosine = k % 2 == 1 ? 0 : k % 4 == 0 ? 1 : -1;
            assertThat(c[2 * k] * factorial).isCloseTo(sine, within(1e-14));
            assertThat(c[2 * k + 1] * factorial).isCloseTo(cosine, within(1e-14));
        }
    }

    /// With x' = f(t), the coefficients of x give those of f; two expansion points that are joined
    /// by the series check every coefficient against the function itself.
    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void theSeriesOfEveryFunctionSumsToTheFunction(UnaryFunction function) {
        // u(t) = 0.4 + 0.3*t + 0.1*t^2 keeps all arguments inside the domains
        var u = add(add(number(0.4), mul(number(0.3), T)), mul(number(0.1), mul(T, T)));
        sumsTo(apply(function, u), t -> function.apply(0.4 + 0.3 * t + 0.1 * t * t));
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void theSeriesOfEveryFunctionOfTwoArgumentsSumsToTheFunction(BinaryFunction function) {
        var u = add(number(0.8), mul(number(0.3), T));
        var v = sub(number(1.7), mul(number(0.2), mul(T, T)));
        sumsTo(apply(function, u, v), t -> function.apply(0.8 + 0.3 * t, 1.7 - 0.2 * t * t));
    }

    @Test
    void fixedPowersAndReciprocalsSumToTheirFunctions() {
        var u = add(number(0.8), mul(number(0.3), T));
        sumsTo(pow(u, number(2.5)), t -> Math.pow(0.8 + 0.3 * t, 2.5));
        sumsTo(pow(u, number(-3)), t -> Math.pow(0.8 + 0.3 * t, -3));
        sumsTo(pow(u, number(20)), t -> Math.pow(0.8 + 0.3 * t, 20));
        sumsTo(pow(number(1.5), u), t -> Math.pow(1.5, 0.8 + 0.3 * t));
        sumsTo(div(number(2), mul(u, u)), t -> 2 / ((0.8 + 0.3 * t) * (0.8 + 0.3 * t)));
    }

    @Test
    void conditionalsFollowTheBranchAtThePointOfExpansion() {
        sumsTo(when(Relation.LESS, T, number(3), mul(T, T), number(7)), t -> t * t);
    }

    @Test
    void theErrorOfOneStepFallsWithTheOrderPlusOne() {
        var kernel = Compiler.compile(lorenz());
        double[] reference = new double[3 * 31];
        double[] c = new double[3 * 7];
        double[] x = {1, 2, 20};
        kernel.taylor().orElseThrow().coefficients(0, x, 30, reference);
        kernel.taylor().orElseThrow().coefficients(0, x, 6, c);
        double coarse = Math.abs(at(c, 3, 0, 0.02) - at(reference, 3, 0, 0.02));
        double fine = Math.abs(at(c, 3, 0, 0.01) - at(reference, 3, 0, 0.01));
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(7, within(0.3));
    }

    static Stream<LaneShape> shapes() {
        return LaneKernelTest.shapes();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void lanesAgreeWithScalarSeries(LaneShape shape) {
        for (var equations : List.of(lorenz(), ring(20), mixed())) {
            int d = equations.dimension();
            int lanes = shape.lanes();
            int order = 14;
            double[] x = Formulas.random(31).doubles((long) d * lanes, 0.5, 1.5).toArray();
            double[] t = Formulas.random(32).doubles(lanes, 0, 1).toArray();
            double[] c = new double[(order + 1) * d * lanes];
            LaneKernelTest.lanes(equations, shape).taylor(t, x, order, c);
            var scalar = Compiler.compile(equations).taylor().orElseThrow();
            double[] one = new double[(order + 1) * d];
            for (int l = 0; l < lanes; l++) {
                scalar.coefficients(t[l], LaneKernelTest.lane(x, d, lanes, l), order, one);
                for (int i = 0; i < one.length; i++) {
                    assertThat(c[i * lanes + l])
                            .isCloseTo(one[i], within(1e-11 * (1 + Math.abs(one[i]))));
                }
            }
        }
    }

    @Test
    void seriesFollowTheParametersOfTheirKernel() {
        var kernel =
                Compiler.compile(
                        system(
                                List.of("x"),
                                List.of("a"),
                                List.of(1.0),
                                List.of(mul(name("a"), X))));
        var taylor = kernel.taylor().orElseThrow();
        double[] c = new double[4];
        kernel.parameter(0, 2);
        taylor.coefficients(0, new double[] {1}, 3, c);
        assertThat(c).containsExactly(1, 2, 2, 2 * 2 * (1.0 / 3));
    }

    @Test
    void anOrderOutOfRangeIsRefused() {
        var taylor = Compiler.compile(lorenz()).taylor().orElseThrow();
        assertThatThrownBy(() -> taylor.coefficients(0, new double[3], 0, new double[3]))
                .hasMessage("order must lie in 1..60, got 0");
    }

    private static EquationSystem mixed() {
        return system(
                List.of("x", "y"),
                List.of("a"),
                List.of(0.3),
                List.of(
                        sub(Formulas.sin(mul(X, name("y"))), pow(X, number(3))),
                        add(Formulas.exp(neg(mul(X, X))), mul(name("a"), Formulas.cos(T)))));
    }

    private static EquationSystem one(Expression rightHandSide) {
        return system(List.of("x"), List.of(), List.of(), List.of(rightHandSide));
    }

    private static void sumsTo(Expression side, java.util.function.DoubleUnaryOperator function) {
        double start = 0.3;
        int order = 26;
        double[] c = series(one(side), start, order, 0);
        double h = 0.15;
        double slope = 0;
        for (int k = order; k >= 1; k--) {
            slope = slope * h + k * c[k];
        }
        double expected = function.applyAsDouble(start + h);
        assertThat(slope).isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
    }

    private static double[] series(EquationSystem equations, double t, int order, double... x) {
        double[] c = new double[(order + 1) * x.length];
        Compiler.compile(equations).taylor().orElseThrow().coefficients(t, x, order, c);
        return c;
    }

    private static double at(double[] c, int d, int i, double h) {
        double sum = 0;
        for (int k = c.length / d - 1; k >= 0; k--) {
            sum = sum * h + c[k * d + i];
        }
        return sum;
    }
}
