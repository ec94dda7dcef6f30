package org.separatrix.equations.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.Formulas.add;
import static org.separatrix.equations.Formulas.apply;
import static org.separatrix.equations.Formulas.cos;
import static org.separatrix.equations.Formulas.lorenz;
import static org.separatrix.equations.Formulas.mul;
import static org.separatrix.equations.Formulas.name;
import static org.separatrix.equations.Formulas.ring;
import static org.separatrix.equations.Formulas.system;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Formulas;
import org.separatrix.equations.UnaryFunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class LaneKernelTest {

    /// Vectors, several vectors a block, and the plain twin.
    static Stream<LaneShape> shapes() {
        int length = VectorLength.doubles();
        return Stream.of(
                new LaneShape(length, 1),
                new LaneShape(length, 2),
                new LaneShape(length, 4),
                LaneShape.plain());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyFunctionAgreesWithScalarCode(LaneShape shape) {
        var names = new ArrayList<String>();
        var sides = new ArrayList<Expression>();
        for (var function : UnaryFunction.values()) {
            names.add("u" + names.size());
            sides.add(apply(function, mul(name("u0"), name("u1"))));
        }
        for (var function : BinaryFunction.values()) {
            names.add("u" + names.size());
            sides.add(apply(function, name("u0"), name("u1")));
        }
        compareDerivatives(system(names, List.of(), List.of(), sides), shape, 0.05, 0.95, 4e-15);
        compareDerivatives(system(names, List.of(), List.of(), sides), shape, -0.95, 0.95, 4e-15);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void floorIsExactForNegativeWholeAndHugeNumbers(LaneShape shape) {
        var floor =
                system(
                        List.of("x"),
                        List.of(),
                        List.of(),
                        List.of(apply(UnaryFunction.FLOOR, name("x"))));
        var lanes = lanes(floor, shape);
        double[] samples = {-1.5, -1, -0.25, 0, 0.5, 2, 4.999, 1e15 + 0.5, -1e15 - 0.5, 1e300};
        double[] dx = new double[shape.lanes()];
        double[] x = new double[shape.lanes()];
        for (double sample : samples) {
            Arrays.fill(x, sample);
            lanes.derivative(new double[shape.lanes()], x, dx);
            assertThat(dx).containsOnly(Math.floor(sample));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void randomSystemsAgreeWithScalarCode(LaneShape shape) {
        var random = Formulas.random(21);
        for (int trial = 0; trial < 12; trial++) {
            var equations = KernelTest.randomSystem(random, 3, 4);
            compareDerivatives(equations, shape, 0.3, 1.7, 1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void largeSystemsAgreeWithScalarCodeAcrossMethods(LaneShape shape) {
        compareDerivatives(ring(500), shape, -5, 5, 1e-13);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void fusedStepsAgreeWithScalarSteps(LaneShape shape) {
        for (var equations : List.of(lorenz(), ring(5), ring(60), driven())) {
            int d = equations.dimension();
            int lanes = shape.lanes();
            double[] x = Formulas.random(22).doubles((long) d * lanes, 1, 3).toArray();
            double[] expected = x.clone();
            var kernel = Compiler.compile(equations);
            for (int l = 0; l < lanes; l++) {
                double[] one = lane(x, d, lanes, l);
                scalarRk4(kernel, 0.5, 0.01, 20, one);
                for (int i = 0; i < d; i++) {
                    expected[i * lanes + l] = one[i];
                }
            }
            lanes(equations, shape).rk4(0.5, 0.01, 20, x);
            for (int i = 0; i < x.length; i++) {
                assertThat(x[i]).isCloseTo(expected[i], within(1e-12 * (1 + Math.abs(x[i]))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void eachLaneMayHaveItsOwnParameters(LaneShape shape) {
        var decay =
                system(
                        List.of("x"),
                        List.of("a"),
                        List.of(1.0),
                        List.of(mul(name("a"), name("x"))));
        int lanes = shape.lanes();
        var kernel = lanes(decay, shape);
        double[] rates = Formulas.random(23).doubles(lanes, -1, 1).toArray();
        kernel.parameter(0, rates);
        double[] x = new double[lanes];
        Arrays.fill(x, 1);
        kernel.rk4(0, 0.01, 100, x);
        for (int l = 0; l < lanes; l++) {
            assertThat(x[l]).isCloseTo(Math.exp(rates[l]), within(1e-9)); // global error O(h^4)
        }
        assertThatThrownBy(() -> kernel.parameter(0, new double[lanes + 1]))
                .hasMessage("expected one value a lane (%d), got %d", lanes, lanes + 1);
    }

    @Test
    void copiesOfLanesHaveTheirOwnParameters() {
        var kernel = Compiler.compile(lorenz()).lanes().orElseThrow();
        var copy = kernel.copy();
        copy.parameter(0, 0.0);
        double[] x = new double[3 * kernel.lanes()];
        double[] dx = new double[3 * kernel.lanes()];
        Arrays.fill(x, 0, kernel.lanes(), 1);
        kernel.derivative(new double[kernel.lanes()], x, dx);
        assertThat(dx[0]).isEqualTo(-10);
        copy.derivative(new double[kernel.lanes()], x, dx);
        assertThat(dx[0]).isZero();
    }

    private static EquationSystem driven() {
        return system(
                List.of("x"),
                List.of("w"),
                List.of(2.0),
                List.of(add(mul(cos(mul(name("w"), name("t"))), name("x")), name("t"))));
    }

    static LaneKernel lanes(EquationSystem equations, LaneShape shape) {
        return ((CompiledKernel) Compiler.compile(equations)).lanes(shape).orElseThrow();
    }

    static double[] lane(double[] x, int d, int lanes, int l) {
        double[] one = new double[d];
        for (int i = 0; i < d; i++) {
            one[i] = x[i * lanes + l];
        }
        return one;
    }

    private static void compareDerivatives(
            EquationSystem equations, LaneShape shape, double low, double high, double tolerance) {
        int d = equations.dimension();
        int lanes = shape.lanes();
        var scalar = Compiler.compile(equations);
        double[] x = Formulas.random(20).doubles((long) d * lanes, low, high).toArray();
        double[] t = Formulas.random(19).doubles(lanes, 0, 2).toArray();
        double[] dx = new double[d * lanes];
        double[] one = new double[d];
        lanes(equations, shape).derivative(t, x, dx);
        for (int l = 0; l < lanes; l++) {
            scalar.derivative(t[l], lane(x, d, lanes, l), one);
            for (int i = 0; i < d; i++) {
                if (Double.isFinite(one[i])) {
                    assertThat(dx[i * lanes + l])
                            .as("%s", equations.rightHandSides().get(i))
                            .isCloseTo(one[i], within(tolerance * (1 + Math.abs(one[i]))));
                }
            }
        }
    }

    private static void scalarRk4(Kernel kernel, double t, double h, int steps, double[] x) {
        var step = kernel.rungeKutta(Tableaus.RK4).orElseThrow();
        double[] stages = new double[4 * x.length];
        double[] next = new double[x.length];
        for (int s = 0; s < steps; s++) {
            double[] k = new double[x.length];
            kernel.derivative(t + s * h, x, k);
            System.arraycopy(k, 0, stages, 0, k.length);
            step.step(t + s * h, h, x, stages, next, new double[0]);
            System.arraycopy(next, 0, x, 0, x.length);
        }
    }
}
