package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

class EquationsTest {

    private static final double ROUND_OFF = 1e-14;

    @Test
    void lorenzSystemIsReadAsWritten() {
        var system =
                Equations.parse(
                        """
                        # Lorenz, 1963
                        x' = sigma*(y - x)
                        y' = x*(rho - z) - y
                        z' = x*y - beta*z
                        """,
                        scalars("sigma", 10, "rho", 28, "beta", 8.0 / 3));
        assertThat(system.map()).isFalse();
        assertThat(system.states()).containsExactly("x", "y", "z");
        assertThat(system.parameters()).containsExactly("sigma", "rho", "beta");
        assertThat(system.values()).containsExactly(10.0, 28.0, 8.0 / 3);
        assertThat(rates(system, 1, 2, 3)).containsExactly(10, 23, 2 - 8.0);
    }

    @Test
    void operatorsBindAsInMathematics() {
        assertValue("2 + 3*4", 14);
        assertValue("2 - 3 - 4", -5);
        assertValue("12/2/3", 2);
        assertValue("2^3^2", 512);
        assertValue("2**3", 8);
        assertValue("-3^2", -9);
        assertValue("(-3)^2", 9);
        assertValue("2^-1", 0.5);
        assertValue("2^-2^2", 1.0 / 16);
        assertValue("-2*-3", 6);
        assertValue("--3", 3);
        assertValue("+3 - +2", 1);
        assertValue("6/2*3", 9);
        assertThat(Equations.parseExpression("-x^2"))
                .isEqualTo(
                        new Unary(
                                UnaryFunction.NEGATE,
                                new Binary(
                                        BinaryFunction.POWER, new Symbol("x"), new Constant(2))));
        assertThat(Equations.parseExpression("-x*y"))
                .isEqualTo(
                        new Binary(
                                BinaryFunction.MULTIPLY,
                                new Unary(UnaryFunction.NEGATE, new Symbol("x")),
                                new Symbol("y")));
    }

    @Test
    void numbersAreReadInEveryForm() {
        assertValue("1.5", 1.5);
        assertValue(".5", 0.5);
        assertValue("1.", 1);
        assertValue("1e-3", 1e-3);
        assertValue("2.5E+2", 250);
        assertValue("4.9e-324", Double.MIN_VALUE);
        assertThat(Equations.parseExpression("-3")).isEqualTo(new Constant(-3));
    }

    @Test
    void everyFunctionIsCalledByItsName() {
        for (var function : UnaryFunction.values()) {
            if (function != UnaryFunction.NEGATE) {
                assertValue(function.text() + "(0.25)", function.apply(0.25));
            }
        }
        assertValue("atan2(1, -2)", Math.atan2(1, -2));
        assertValue("mod(-1, 3)", 2);
        assertValue("min(3, 1, 2)", 1);
        assertValue("max(3, 1, 7, 2)", 7);
        assertValue("sgn(-2) + ln(e) + heaviside(0.1)", 1);
        assertValue("sin(pi/6)", 0.5);
    }

    @Test
    void conditionsCombine() {
        assertValue("if(1 < 2, 3, 4)", 3);
        assertValue("if(1 >= 2, 3, 4)", 4);
        assertValue("if(1 == 1 and 2 != 2, 3, 4)", 4);
        assertValue("if(1 == 1 or 2 != 2, 3, 4)", 3);
        assertValue("if(not 1 == 1 or 2 > 1, 3, 4)", 3);
        assertValue("if(not (1 == 1 or 2 > 1), 3, 4)", 4);
        assertValue("if((1 < 0 or 1 > 0) and (1 + 1) > 1, 3, 4)", 3);
    }

    @Test
    void logicFollowsItsTruthTable() {
        String text = "if(a > 0 and not (b > 0 or c > 0) or b > 0 and c > 0, 1, 0)";
        var expression = Equations.parseExpression(text);
        for (int bits = 0; bits < 8; bits++) {
            boolean a = (bits & 1) != 0;
            boolean b = (bits & 2) != 0;
            boolean c = (bits & 4) != 0;
            var values = Map.of("a", a ? 1.0 : 0, "b", b ? 1.0 : 0, "c", c ? 1.0 : 0);
            boolean expected = (a && !(b || c)) || (b && c);
            assertThat(Interpreter.evaluate(expression, values::get)).isEqualTo(expected ? 1 : 0);
        }
    }

    @Test
    void parametersShadowTheConstants() {
        var system = Equations.parse("x' = e*x + pi", scalars("e", 2));
        assertThat(rates(system, 3)).containsExactly(6 + Math.PI);
    }

    @Test
    void definitionsAreKeptByName() {
        var system =
                Equations.parse(
                        """
                        m = 1/(1 + exp(-v))
                        let n = m^2
                        v' = m - n; w' = n
                        """);
        assertThat(system.states()).containsExactly("v", "w");
        assertThat(system.definitions())
                .extracting(EquationSystem.Definition::name)
                .containsExactly("m", "n");
        assertThat(rates(system, 0, 0)).containsExactly(0.25, 0.25);
    }

    @Test
    void statementsContinueInsideParentheses() {
        var system = Equations.parse("x' = (1 +\n  2) * (3 # three\n + 4)\ny' = x");
        assertThat(rates(system, 5, 0)).containsExactly(21, 5);
    }

    @Test
    void greekLettersAreNames() {
        var system = Equations.parse("θ' = ω\nω' = −γ*ω", scalars("γ", 2));
        assertThat(system.states()).containsExactly("θ", "ω");
        assertThat(rates(system, 1, 3)).containsExactly(3, -6);
    }

    @Test
    void mapUpdatesAllStatesAtOnce() {
        var henon = Equations.parse("x = 1 - a*x^2 + y\ny = b*x", scalars("a", 1.4, "b", 0.3));
        assertThat(henon.map()).isTrue();
        assertThat(rates(henon, 1, 2)).containsExactly(1 - 1.4 + 2, 0.3);
    }

    @Test
    void nextRefersToTheNewValue() {
        var standard =
                Equations.parse(
                        """
                        let kick = K*sin(theta)
                        p = p + kick
                        theta = theta + next(p)
                        """,
                        scalars("K", 2));
        assertThat(standard.states()).containsExactly("p", "theta");
        double p = 0.5 + 2 * Math.sin(1);
        assertThat(rates(standard, 0.5, 1)).containsExactly(p, 1 + p);
    }

    @Test
    void delaysKeepTheirLag() {
        var system =
                Equations.parse(
                        "x' = beta*x(t - tau)/(1 + x(t - tau)^n) - gamma*x(t) + x(t - 1 - tau)",
                        scalars("beta", 2, "gamma", 1, "n", 9.65, "tau", 2));
        var text = system.rightHandSides().getFirst().toString();
        assertThat(text).contains(new Delayed("x", new Symbol("tau")).toString());
        assertThat(text)
                .contains(
                        new Delayed(
                                        "x",
                                        new Binary(
                                                BinaryFunction.ADD,
                                                new Constant(1),
                                                new Symbol("tau")))
                                .toString());
    }

    @Test
    void ringIsUnrolledWithWrappedIndices() {
        var system =
                Equations.parse(
                        "x[i]' = (x[i+1] - x[i-2])*x[i-1] - x[i] + F for i in 0..N-1 cyclic",
                        scalars("N", 5, "F", 8));
        assertThat(system.states()).containsExactly("x[0]", "x[1]", "x[2]", "x[3]", "x[4]");
        double[] x = {1, 2, 4, 8, 16};
        double[] expected = new double[5];
        for (int i = 0; i < 5; i++) {
            expected[i] = (x[(i + 1) % 5] - x[(i + 3) % 5]) * x[(i + 4) % 5] - x[i] + 8;
        }
        assertThat(rates(system, x)).containsExactly(expected);
    }

    @Test
    void boundariesAreZeroOrMirrored() {
        String diffusion = "u[i]' = u[i-1] - 2*u[i] + u[i+1] for i in 0..3 ";
        assertThat(rates(Equations.parse(diffusion + "zero"), 1, 2, 4, 8))
                .containsExactly(0, 1, 2, -12);
        assertThat(rates(Equations.parse(diffusion + "reflect"), 1, 2, 4, 8))
                .containsExactly(1, 1, 2, -4);
        assertThat(rates(Equations.parse("u[i]' = u[i+3] for i in 0..1 reflect"), 1, 2))
                .containsExactly(1, 1);
    }

    @Test
    void literalIndicesCloseAnOpenChain() {
        var system =
                Equations.parse(
                        """
                        x[0]' = 1
                        x[i]' = x[i-1] - x[i] for i in 1..3
                        """);
        assertThat(rates(system, 1, 2, 4, 8)).containsExactly(1, -1, -2, -4);
    }

    @Test
    void nestedLoopsMakeLattices() {
        var system =
                Equations.parse("u[i,j]' = u[i+1,j] + 10*u[i,j-1] for i in 0..1, j in 0..2 cyclic");
        assertThat(system.states())
                .containsExactly("u[0,0]", "u[0,1]", "u[0,2]", "u[1,0]", "u[1,1]", "u[1,2]");
        assertThat(rates(system, 1, 2, 3, 4, 5, 6)).containsExactly(34, 15, 26, 61, 42, 53);
    }

    @Test
    void sumsRunOverMatricesAndStates() {
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        parameters.put("A", ParameterValue.of(new double[][] {{1, 2}, {3, 4}}));
        parameters.put("w", ParameterValue.of(new double[] {5, 6}));
        parameters.put("N", ParameterValue.of(2));
        var system =
                Equations.parse(
                        "x[i]' = w[i] + i*sum(j in 0..N-1, A[i,j]*x[j]) for i in 0..N-1",
                        parameters);
        assertThat(system.parameters())
                .containsExactly("A[0,0]", "A[0,1]", "A[1,0]", "A[1,1]", "w[0]", "w[1]", "N");
        assertThat(system.values()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 2.0);
        assertThat(rates(system, 7, 9)).containsExactly(5, 6 + 3 * 7 + 4 * 9);
        assertThat(rates(Equations.parse("x' = product(k in 1..5, k) + sum(k in 1..0, x)"), 1))
                .containsExactly(120);
    }

    @Test
    void longSumsStayShallow() {
        var system = Equations.parse("x' = sum(k in 1..10000, k)");
        assertThat(rates(system, 0)).containsExactly(10_000 * 10_001 / 2);
    }

    @Test
    void definitionsComeInFamilies() {
        var system =
                Equations.parse(
                        """
                        m[i] = x[i]^2 for i in 0..2
                        x[i]' = m[i+1] for i in 0..2 cyclic
                        """);
        assertThat(rates(system, 1, 2, 3)).containsExactly(4, 9, 1);
    }

    @Test
    void functionsAreInlined() {
        var system =
                Equations.parse(
                        """
                        clip(u) = (abs(u + 1) - abs(u - 1))/2
                        twice(u, k) = k*clip(u) + clip(k)
                        x' = twice(x, 2) + a
                        """,
                        scalars("a", 100));
        assertThat(system.definitions()).isEmpty();
        assertThat(rates(system, 0.5)).containsExactly(102);
        assertThat(rates(system, 5)).containsExactly(103);
    }

    @Test
    void noiseIsSplitFromTheDrift() {
        var system =
                Equations.parse(
                        """
                        x' = -x + s*x*noise
                        y' = 2*(noise - y)/4 + 3*noise[1]
                        z' = noise[0]
                        """,
                        scalars("s", 5));
        assertThat(rates(system, 1, 2, 3)).containsExactly(-1, -1, 0);
        assertThat(system.channels()).isEqualTo(4);
        double[][] g = new double[3][4];
        for (var term : system.noise()) {
            g[term.state()][term.channel()] =
                    Interpreter.evaluate(term.coefficient(), values(system, 1, 2, 3));
        }
        assertThat(g).isDeepEqualTo(new double[][] {{0, 0, 5, 0}, {0, 3, 0, 0.5}, {1, 0, 0, 0}});
    }

    @Test
    void flatParameterNamesAreAcceptedAgain() {
        var system = Equations.parse("x' = A[0,1]*x", scalars("A[0,0]", 1, "A[0,1]", 2));
        assertThat(system.parameters()).containsExactly("A[0,0]", "A[0,1]");
        assertThat(rates(system, 3)).containsExactly(6);
    }

    static Map<String, ParameterValue> scalars(Object... namesAndValues) {
        Map<String, ParameterValue> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            double value = ((Number) namesAndValues[i + 1]).doubleValue();
            map.put((String) namesAndValues[i], ParameterValue.of(value));
        }
        return map;
    }

    /// Right-hand sides at t = 0.
    static double[] rates(EquationSystem system, double... x) {
        var values = values(system, x);
        return system.rightHandSides().stream()
                .mapToDouble(e -> Interpreter.evaluate(e, values))
                .toArray();
    }

    static ToDoubleFunction<String> values(EquationSystem system, double... x) {
        Map<String, Double> values = new HashMap<>();
        values.put("t", 0.0);
        IntStream.range(0, x.length).forEach(i -> values.put(system.states().get(i), x[i]));
        List<String> names = system.parameters();
        IntStream.range(0, names.size())
                .forEach(i -> values.put(names.get(i), system.values().get(i)));
        for (var definition : system.definitions()) {
            values.put(
                    definition.name(), Interpreter.evaluate(definition.expression(), values::get));
        }
        return values::get;
    }

    private static void assertValue(String text, double expected) {
        double value = Interpreter.evaluate(Equations.parseExpression(text), _ -> Double.NaN);
        assertThat(value).as(text).isCloseTo(expected, within(ROUND_OFF));
    }
}
