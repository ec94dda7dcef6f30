package org.separatrix.equations.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.Formulas.add;
import static org.separatrix.equations.Formulas.lorenz;
import static org.separatrix.equations.Formulas.mul;
import static org.separatrix.equations.Formulas.name;
import static org.separatrix.equations.Formulas.number;
import static org.separatrix.equations.Formulas.ring;
import static org.separatrix.equations.Formulas.sin;
import static org.separatrix.equations.Formulas.sub;
import static org.separatrix.equations.Formulas.system;
import static org.separatrix.equations.Formulas.tree;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Derivative;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.EquationSystem.Definition;
import org.separatrix.equations.EquationSystem.Noise;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Formulas;
import org.separatrix.equations.Interpreter;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

class KernelTest {

    @Test
    void compiledAndInterpretedValuesAgreeBitForBit() {
        var random = Formulas.random(1);
        for (int trial = 0; trial < 300; trial++) {
            var equations = randomSystem(random, 4, 6);
            var kernel = Compiler.compile(equations);
            for (int point = 0; point < 20; point++) {
                double t = random.nextDouble(5);
                double[] x = random.doubles(4, -3, 3).toArray();
                double[] dx = new double[4];
                kernel.derivative(t, x, dx);
                assertThat(bits(dx)).isEqualTo(bits(interpreted(equations, t, x)));
            }
        }
    }

    @Test
    void transcendentalValuesDoNotChangeWhenTheJitTakesOver() {
        var equations =
                system(
                        List.of("x"),
                        List.of(),
                        List.of(),
                        List.of(sin(Formulas.exp(sin(mul(name("x"), number(3)))))));
        var kernel = Compiler.compile(equations);
        double[] dx = new double[1];
        long changes = 0;
        for (int i = 0; i < 60_000; i++) {
            double[] x = {i * 1e-3};
            kernel.derivative(0, x, dx);
            if (dx[0] != Math.sin(Math.exp(Math.sin(x[0] * 3)))) {
                changes++;
            }
        }
        assertThat(changes).isZero();
    }

    @Test
    void jacobianAgreesWithTheSymbolicDerivativeOfTheTrees() {
        var random = Formulas.random(2);
        int compared = 0;
        for (int trial = 0; trial < 200; trial++) {
            var equations = randomSystem(random, 3, 4);
            var kernel = Compiler.compile(equations);
            double[] x = random.doubles(3, 0.2, 1.7).toArray();
            double[] j = new double[9];
            kernel.jacobian(0.3, x, j);
            var meanings = meanings(equations, 0.3, x);
            for (int i = 0; i < 3; i++) {
                var inlined = inlined(equations, equations.rightHandSides().get(i));
                if (Expressions.nodes(inlined) > 3_000) {
                    continue;
                }
                for (int k = 0; k < 3; k++) {
                    var slope = Derivative.of(inlined, equations.states().get(k));
                    double expected = Interpreter.evaluate(slope, meanings::get);
                    if (Double.isFinite(expected) && Double.isFinite(j[i * 3 + k])) {
                        assertThat(j[i * 3 + k])
                                .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(800);
    }

    @Test
    void jacobianOfTheLorenzSystemIsTheTextbookMatrix() {
        double[] j = new double[9];
        Compiler.compile(lorenz()).jacobian(0, new double[] {1, 2, 3}, j);
        assertThat(j).containsExactly(-10, 10, 0, 25, -1, -1, 2, 1, -8.0 / 3.0);
    }

    @Test
    void largeJacobiansAreWrittenWhollyAndMatchDifferences() {
        int d = 200;
        var kernel = Compiler.compile(ring(d));
        double[] x = Formulas.random(3).doubles(d, -5, 5).toArray();
        double[] j = new double[d * d];
        Arrays.fill(j, Double.NaN);
        kernel.jacobian(0, x, j);
        double[] ahead = new double[d];
        double[] behind = new double[d];
        for (int k = 0; k < d; k++) {
            double saved = x[k];
            x[k] = saved + 0.5; // quadratic right-hand side: central differences are exact
            kernel.derivative(0, x, ahead);
            x[k] = saved - 0.5;
            kernel.derivative(0, x, behind);
            x[k] = saved;
            for (int i = 0; i < d; i++) {
                assertThat(j[i * d + k]).isCloseTo(ahead[i] - behind[i], within(1e-12));
            }
        }
    }

    @Test
    void aRingOfTwoThousandStatesIsCutIntoMethodsTheJitAccepts() {
        var system = new ResolvedSystem(ring(2_000));
        var graph = new Graph();
        var outputs = new ArrayList<Program.Output>();
        for (var value : system.rightHandSides(graph)) {
            outputs.add(new Program.Output(Bank.RESULT, outputs.size(), value));
        }
        var target = ScalarTarget.exact();
        var schedule = new Schedule(new Program(graph, outputs), target);
        assertThat(schedule.methods()).hasSizeGreaterThan(5);
        assertThat(Assembler.classFiles(schedule, target))
                .allSatisfy(bytes -> assertThat(largestMethod(bytes)).isLessThan(8_000));
        double[] x = Formulas.random(4).doubles(2_000, -5, 5).toArray();
        double[] dx = new double[2_000];
        Compiler.compile(ring(2_000)).derivative(0, x, dx);
        for (int i = 0; i < 2_000; i++) {
            double expected =
                    (x[(i + 1) % 2_000] - x[(i + 1_998) % 2_000]) * x[(i + 1_999) % 2_000]
                            - x[i]
                            + 8;
            assertThat(dx[i]).isEqualTo(expected);
        }
    }

    @Test
    void valuesSharedAcrossMethodsAreKept() {
        int d = 200;
        var states = IntStream.range(0, d).mapToObj(i -> "x[" + i + "]").toList();
        var definitions = new ArrayList<Definition>();
        for (int i = 0; i < d; i++) {
            definitions.add(new Definition("s" + i, sin(name(states.get(i)))));
        }
        var sides = new ArrayList<Expression>();
        for (int i = 0; i < d; i++) {
            Expression sum = name("s" + i);
            for (int k = 0; k < d; k++) {
                sum = add(sum, mul(number(0.01 * k - 1), name("s" + k)));
            }
            sides.add(sum);
        }
        var equations =
                new EquationSystem(
                        false, states, List.of(), List.of(), definitions, sides, List.of());
        double[] x = Formulas.random(6).doubles(d, -3, 3).toArray();
        double[] dx = new double[d];
        Compiler.compile(equations).derivative(0, x, dx);
        assertThat(bits(dx)).isEqualTo(bits(interpreted(equations, 0, x)));
    }

    @Test
    void timeDerivativeIsZeroForAnAutonomousSystemAndExactForADrivenOne() {
        double[] slope = {1, 1, 1};
        Compiler.compile(lorenz()).timeDerivative(2, new double[] {1, 2, 3}, slope);
        assertThat(slope).containsOnly(0);
        var driven =
                system(
                        List.of("x"),
                        List.of("w"),
                        List.of(3.0),
                        List.of(sin(mul(name("w"), name("t")))));
        double[] dfdt = new double[1];
        Compiler.compile(driven).timeDerivative(0.4, new double[1], dfdt);
        assertThat(dfdt[0]).isCloseTo(3 * Math.cos(1.2), within(1e-15));
    }

    @Test
    void delayedTermsAreNumberedAndTheirSlopesGivenApart() {
        // Mackey-Glass: x' = b*x(t - tau)/(1 + x(t - tau)^10) - g*x
        var past = new Expression.Delayed("x", name("tau"));
        var equations =
                system(
                        List.of("x"),
                        List.of("b", "g", "tau"),
                        List.of(0.2, 0.1, 17.0),
                        List.of(
                                sub(
                                        Formulas.div(
                                                mul(name("b"), past),
                                                add(number(1), Formulas.pow(past, number(10)))),
                                        mul(name("g"), name("x")))));
        var kernel = Compiler.compile(equations);
        assertThat(kernel.delays()).isEqualTo(1);
        assertThat(kernel.delayedState(0)).isZero();
        assertThat(kernel.lag(0, 0)).isEqualTo(17);
        double[] dx = new double[1];
        double[] j = new double[1];
        double[] jPast = new double[1];
        kernel.delayed(0, new double[] {1.2}, new double[] {0.9}, dx);
        kernel.delayedJacobian(0, new double[] {1.2}, new double[] {0.9}, j, jPast);
        double p10 = Math.pow(0.9, 10);
        assertThat(dx[0]).isCloseTo(0.2 * 0.9 / (1 + p10) - 0.12, within(1e-15));
        assertThat(j[0]).isEqualTo(-0.1);
        assertThat(jPast[0])
                .isCloseTo(0.2 * (1 - 9 * p10) / ((1 + p10) * (1 + p10)), within(1e-14));
        assertThatThrownBy(() -> kernel.derivative(0, dx, j))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "derivative needs past values: the system has 1 delayed terms. Use delayed"
                                + " or delayedJacobian.");
    }

    @Test
    void diffusionTermsOfOneChannelAddUpAndHaveTheirSlopes() {
        var x = name("x");
        var equations =
                new EquationSystem(
                        false,
                        List.of("x", "y"),
                        List.of("s"),
                        List.of(0.5),
                        List.of(),
                        List.of(number(0), number(0)),
                        List.of(
                                new Noise(0, 0, mul(name("s"), x)),
                                new Noise(0, 0, number(1)),
                                new Noise(1, 1, mul(x, name("y")))));
        var kernel = Compiler.compile(equations);
        double[] g = new double[4];
        kernel.diffusion(0, new double[] {2, 3}, g);
        assertThat(g).containsExactly(2, 0, 0, 6);
        double[] dg = new double[8];
        kernel.diffusionJacobian(0, new double[] {2, 3}, dg);
        assertThat(dg).containsExactly(0.5, 0, 0, 0, 0, 0, 3, 2);
    }

    @Test
    void parametersTakeEffectAtOnceAndCopiesAreIndependent() {
        var kernel = Compiler.compile(lorenz());
        double[] x = {1, 2, 3};
        double[] dx = new double[3];
        kernel.derivative(0, x, dx);
        var copy = kernel.copy();
        copy.parameter(0, 20);
        copy.derivative(0, x, dx);
        assertThat(dx[0]).isEqualTo(20);
        kernel.derivative(0, x, dx);
        assertThat(dx[0]).isEqualTo(10);
        assertThat(kernel.parameter(0)).isEqualTo(10);
    }

    @Test
    void copiesRunInParallelThreadsWithoutDisturbingEachOther() {
        var kernel = Compiler.compile(ring(1_000));
        double[] x = Formulas.random(8).doubles(1_000, -5, 5).toArray();
        double[] expected = new double[1_000];
        kernel.copy().derivative(0, x, expected);
        var results =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(_ -> {
                            var mine = kernel.copy();
                            double[] dx = new double[1_000];
                            double[] j = new double[1_000_000];
                            for (int i = 0; i < 20; i++) {
                                mine.derivative(0, x, dx);
                            }
                            mine.jacobian(0, x, j);
                            return dx;
                        })
                        .toList();
        assertThat(results).allSatisfy(dx -> assertThat(dx).isEqualTo(expected));
    }

    @Test
    void aSystemOfTenThousandNodesCompilesWithinASecond() {
        var equations = ring(1_250); // nine nodes each
        int nodes = equations.rightHandSides().stream().mapToInt(Expressions::nodes).sum();
        assertThat(nodes).isGreaterThan(10_000);
        long start = System.nanoTime();
        Compiler.compile(equations).derivative(0, new double[1_250], new double[1_250]);
        assertThat((System.nanoTime() - start) * 1e-9).isLessThan(1);
    }

    @Test
    void anUnknownNameIsRefusedByName() {
        var equations = system(List.of("x"), List.of(), List.of(), List.of(name("omega")));
        assertThatThrownBy(() -> Compiler.compile(equations))
                .hasMessage(
                        "unknown name omega: expected t, a state, a parameter or an earlier"
                                + " definition");
    }

    private static int largestMethod(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(m -> m.code().stream())
                .mapToInt(c -> ((CodeAttribute) c).codeLength())
                .max()
                .orElseThrow();
    }

    static EquationSystem randomSystem(RandomGenerator random, int d, int depth) {
        var states = IntStream.range(0, d).mapToObj(i -> "x" + i).toList();
        var parameters = List.of("a", "b");
        var names = new ArrayList<>(states);
        names.addAll(parameters);
        names.add("t");
        var definitions = new ArrayList<Definition>();
        for (int i = 0; i < 2; i++) {
            definitions.add(new Definition("m" + i, tree(random, names, depth - 1)));
            names.add("m" + i);
        }
        var sides = states.stream().map(_ -> tree(random, names, depth)).toList();
        return new EquationSystem(
                false, states, parameters, List.of(0.7, -1.3), definitions, sides, List.of());
    }

    private static Map<String, Double> meanings(EquationSystem equations, double t, double[] x) {
        var meanings = new HashMap<String, Double>();
        meanings.put("t", t);
        for (int i = 0; i < x.length; i++) {
            meanings.put(equations.states().get(i), x[i]);
        }
        for (int i = 0; i < equations.parameters().size(); i++) {
            meanings.put(equations.parameters().get(i), equations.values().get(i));
        }
        for (var definition : equations.definitions()) {
            meanings.put(
                    definition.name(),
                    Interpreter.evaluate(definition.expression(), meanings::get));
        }
        return meanings;
    }

    private static double[] interpreted(EquationSystem equations, double t, double[] x) {
        var meanings = meanings(equations, t, x);
        return equations.rightHandSides().stream()
                .mapToDouble(rhs -> Interpreter.evaluate(rhs, meanings::get))
                .toArray();
    }

    private static Expression inlined(EquationSystem equations, Expression expression) {
        var result = expression;
        for (var definition : equations.definitions().reversed()) {
            result =
                    Expressions.substitute(
                            result, Map.of(definition.name(), definition.expression()));
        }
        return result;
    }

    private static List<String> bits(double[] values) {
        return Arrays.stream(values)
                .mapToObj(v -> v + "/" + Long.toHexString(Double.doubleToLongBits(v)))
                .toList();
    }
}
