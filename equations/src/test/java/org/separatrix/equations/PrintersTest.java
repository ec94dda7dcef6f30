package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.separatrix.equations.EquationsTest.scalars;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class PrintersTest {

    private static final int TREES = 4_000;

    @Test
    void printedTreesReadBackAsTheSameTree() {
        var trees = new RandomExpressions(random(1));
        for (int i = 0; i < TREES; i++) {
            Expression tree = trees.draw(2 + i % 7);
            String text = TextPrinter.print(tree);
            assertThat(Equations.parseExpression(text))
                    .as(text)
                    .isEqualTo(RandomExpressions.canonical(tree));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a - (b - c)",
                "a - b - c",
                "a/(b*c)",
                "a/b*c",
                "(a + b)*c",
                "a*-b",
                "-(a + b)",
                "-a^2",
                "(-a)^2",
                "(-2)^x",
                "(a^b)^c",
                "a^b^c",
                "a^-b",
                "a^(b*c)",
                "1e-7*x + 1e20 + 0.1",
                "x(t - 2*tau) + u[3](t - (a + b))",
                "if(a + b <= c, min(a, b), atan2(a, -b))"
            })
    void onlyNecessaryParenthesesAreWritten(String text) {
        assertThat(TextPrinter.print(Equations.parseExpression(text))).isEqualTo(text);
    }

    @Test
    void undefinedConstantsAreQuotients() {
        assertThat(TextPrinter.print(new Constant(Double.NEGATIVE_INFINITY))).isEqualTo("(-1/0)");
        String text = TextPrinter.print(new Constant(Double.NaN));
        assertThat(Interpreter.evaluate(Equations.parseExpression(text), _ -> 0)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m = s*x[0]\nx[i]' = m - x[i-1](t - tau) for i in 0..4 cyclic",
                "x' = -x + s*noise\ny' = noise[11] - 2*s*noise[2]\nz' = y - noise",
                "let k = s*sin(theta)\np = p + k\ntheta = theta + next(p)",
                "x' = if(x > s and t < 3 or x < 0, 1, -1)",
                "u[i,j]' = u[i+1,j] - s for i in 0..2, j in 0..2 reflect"
            })
    void printedSystemsReadBackAsTheSameSystem(String text) {
        var system = Equations.parse(text, scalars("s", 2, "tau", 1));
        String printed = TextPrinter.print(system);
        assertThat(Equations.parse(printed, Equations.parameters(system)))
                .as(printed)
                .isEqualTo(system);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    a/(b + c)             ; \\frac{a}{b + c}
                    sigma*(y - x)         ; \\sigma \\, \\left(y - x\\right)
                    x_1^2 + x1 + x[1]     ; x_{1}^{2} + x_{1} + x_{1}
                    A[0,1]*v_max          ; A_{0,1} \\, v_{\\mathrm{max}}
                    2*3*x                 ; 2 \\cdot 3 \\, x
                    exp(-x/tau_m)         ; \\exp\\left(-\\frac{x}{\\tau_{m}}\\right)
                    -x^2                  ; -x^{2}
                    (a + b)^n             ; \\left(a + b\\right)^{n}
                    (a/b)^2               ; \\left(\\frac{a}{b}\\right)^{2}
                    sqrt(abs(x))          ; \\sqrt{\\left|x\\right|}
                    asin(x) + log10(x)    ; \\arcsin\\left(x\\right) + \\log_{10}\\left(x\\right)
                    x(t - tau)            ; x\\left(t - \\tau\\right)
                    1e-5*x                ; 10^{-5} \\, x
                    2.5e-7                ; 2.5 \\cdot 10^{-7}
                    pi*r^2                ; \\pi \\, r^{2}
                    a*-b                  ; a \\, \\left(-b\\right)
                    voltage               ; \\mathrm{voltage}
                    min(a, b)             ; \\min\\left(a, b\\right)
                    """)
    void latexFollowsTheNotationOfMathematics(String text, String latex) {
        assertThat(LatexPrinter.print(Equations.parseExpression(text)))
                .isEqualTo(latex.replace("\\\\", "\\"));
    }

    @Test
    void latexSystemsAreAligned() {
        var system = Equations.parse("w = x1^2\nx1' = if(w > 1, 0, w) + noise", Map.of());
        assertThat(LatexPrinter.print(system))
                .isEqualTo(
                        """
                        \\begin{aligned}
                        w &= x_{1}^{2} \\\\
                        \\dot{x}_{1} &= \\begin{cases} 0 & \\text{if } w > 1 \\\\ \
                        w & \\text{otherwise} \\end{cases} + \\xi_{0}
                        \\end{aligned}\
                        """);
        assertThat(LatexPrinter.print(Equations.parse("x = 4*x*(1 - x)")))
                .contains("x &\\mapsto 4 \\, x \\, \\left(1 - x\\right)");
    }

    @Test
    void latexBracesBalance() {
        var trees = new RandomExpressions(random(2));
        for (int i = 0; i < 500; i++) {
            String latex = LatexPrinter.print(trees.draw(6));
            assertThat(count(latex, "{")).as(latex).isEqualTo(count(latex, "}"));
            assertThat(count(latex, "\\left")).as(latex).isEqualTo(count(latex, "\\right"));
        }
    }

    @Test
    void prefixTokensReadBackAsTheSameTree() {
        var trees = new RandomExpressions(random(3));
        for (int i = 0; i < TREES; i++) {
            Expression tree = trees.draw(2 + i % 7);
            assertThat(PrefixTokens.decode(PrefixTokens.EXACT.encode(tree))).isEqualTo(tree);
        }
    }

    @Test
    void constantsAreSignMantissaAndExponent() {
        var four = new PrefixTokens(4);
        var expression = Equations.parseExpression("sin(x)*3.2 - 0.00012346");
        assertThat(four.encode(expression))
                .containsExactly(
                        "sub", "mul", "sin", "x", "+", "N3200", "E-3", "+", "N1235", "E-7");
        assertThat(four.encode(new Constant(-9999.7))).containsExactly("-", "N1000", "E1");
        assertThat(four.encode(new Constant(0))).containsExactly("+", "N0000", "E0");
    }

    @Test
    void fewDigitsRoundWithinHalfAUnit() {
        var random = random(4);
        for (int digits = 1; digits < 17; digits++) {
            double value = random.nextGaussian() * 1e5;
            var tokens = new PrefixTokens(digits).encode(new Constant(value));
            double read = ((Constant) PrefixTokens.decode(tokens)).value();
            assertThat(Math.abs(read - value) / Math.abs(value))
                    .isLessThanOrEqualTo(0.5 * Math.pow(10, 1 - digits));
        }
    }

    @Test
    void brokenTokensAreRefusedByPosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixTokens.decode(List.of("add", "x")))
                .withMessage(
                        "token 3: expected an operator, a symbol or a number but found the end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixTokens.decode(List.of("x", "y")))
                .withMessage("token 2: expected the end of the tokens but found 'y'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixTokens.decode(List.of("+", "x", "E0")))
                .withMessage("token 2: expected a mantissa such as N3200 but found 'x'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixTokens.decode(Collections.nCopies(100_000, "sin")))
                .withMessage("token 513: expected at most 512 levels but found 'sin'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixTokens.EXACT.encode(new Symbol("mul")));
    }

    @Test
    void randomTokensGiveATreeOrARefusal() {
        var random = random(5);
        List<String> vocabulary = new ArrayList<>(List.of("x", "+", "-", "N12", "E3", "lt", "if"));
        vocabulary.addAll(List.of("delay", "add", "sin", "neg", "", "E99999", "pow"));
        int trees = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> tokens = new ArrayList<>();
            for (int k = random.nextInt(8); k >= 0; k--) {
                tokens.add(vocabulary.get(random.nextInt(vocabulary.size())));
            }
            try {
                PrefixTokens.decode(tokens);
                trees++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("token ");
            }
        }
        assertThat(trees).isBetween(500, 19_500);
    }

    @Test
    void equalityOfTheDeepestTreesFitsTheStack() {
        Expression a = new Symbol("x");
        Expression b = new Symbol("x");
        for (int i = 0; i < Limits.DEPTH; i++) {
            a = new Binary(BinaryFunction.ADD, a, new Symbol("y"));
            b = new Binary(BinaryFunction.ADD, b, new Symbol("y"));
        }
        assertThat(a.equals(b)).isTrue();
        assertThat(a.hashCode()).isEqualTo(b.hashCode());
        assertThat(TextPrinter.print(a)).hasSize(1 + 4 * Limits.DEPTH);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
