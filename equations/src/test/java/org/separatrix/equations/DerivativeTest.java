package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.Formulas.apply;
import static org.separatrix.equations.Formulas.cos;
import static org.separatrix.equations.Formulas.exp;
import static org.separatrix.equations.Formulas.mul;
import static org.separatrix.equations.Formulas.name;
import static org.separatrix.equations.Formulas.neg;
import static org.separatrix.equations.Formulas.number;
import static org.separatrix.equations.Formulas.pow;
import static org.separatrix.equations.Formulas.sin;
import static org.separatrix.equations.Formulas.tree;
import static org.separatrix.equations.Formulas.when;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

class DerivativeTest {

    private final Expression x = name("x");

    @Test
    void polynomialsAndSinesHaveTheirSchoolDerivatives() {
        assertThat(Derivative.of(mul(x, x), "x")).isEqualTo(Formulas.add(x, x));
        assertThat(Derivative.of(sin(x), "x")).isEqualTo(cos(x));
        assertThat(Derivative.of(cos(x), "x")).isEqualTo(neg(sin(x)));
        assertThat(Derivative.of(mul(name("a"), x), "x")).isEqualTo(name("a"));
        assertThat(Derivative.of(exp(name("y")), "x")).isEqualTo(number(0));
    }

    @Test
    void aVariableExponentBringsTheLogarithm() {
        double slope = value(Derivative.of(pow(x, x), "x"), 1.7);
        assertThat(slope).isCloseTo(Math.pow(1.7, 1.7) * (Math.log(1.7) + 1), within(1e-13));
    }

    @Test
    void aFixedSymbolicExponentNeedsNoLogarithmOfANegativeBase() {
        var slope = Derivative.of(pow(x, name("n")), "x");
        double value = Interpreter.evaluate(slope, Map.of("x", -2.0, "n", 3.0)::get);
        assertThat(value).isEqualTo(12);
    }

    @Test
    void jumpsAreFlatAndKinksFollowTheActiveBranch() {
        assertThat(Derivative.of(apply(UnaryFunction.STEP, x), "x")).isEqualTo(number(0));
        assertThat(value(Derivative.of(apply(UnaryFunction.ABS, x), "x"), -3)).isEqualTo(-1);
        assertThat(value(Derivative.of(apply(UnaryFunction.ABS, x), "x"), 0)).isEqualTo(0);
        var branches = when(Relation.LESS, x, number(1), mul(x, x), number(5));
        assertThat(value(Derivative.of(branches, "x"), 0.5)).isEqualTo(1);
        assertThat(value(Derivative.of(branches, "x"), 1.5)).isEqualTo(0);
    }

    @Test
    void delayedValuesAreVariablesOfTheirOwn() {
        var past = new Expression.Delayed("x", number(1));
        assertThat(Derivative.of(mul(x, past), past)).isEqualTo(x);
        assertThat(Derivative.of(mul(x, past), "x")).isEqualTo(past);
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void everyFunctionAgreesWithACentralDifference(UnaryFunction function) {
        var slope = Derivative.of(apply(function, x), "x");
        double at = 0.37;
        double h = 1e-5;
        double expected = (function.apply(at + h) - function.apply(at - h)) / (2 * h);
        assertThat(value(slope, at)).isCloseTo(expected, within(1e-8));
    }

    @Test
    void randomTreesAgreeWithDifferencesThatConverge() {
        var random = Formulas.random(5);
        int compared = 0;
        int singular = 0;
        for (int trial = 0; trial < 8_000; trial++) {
            var tree = tree(random, List.of("x", "y"), 4);
            double y = random.nextDouble(-2, 2);
            double at = random.nextDouble(-2, 2);
            double fine = difference(tree, at, y, 1e-4);
            double coarse = difference(tree, at, y, 2e-4);
            double better = (4 * fine - coarse) / 3; // Richardson: error O(h^4)
            boolean finite = Formulas.finiteThroughout(tree, Map.of("x", at, "y", y)::get);
            boolean smooth = Math.abs(fine - coarse) <= 1e-5 * (1 + Math.abs(fine));
            if (finite && smooth && Math.abs(better) < 1e4) {
                var slope = Derivative.of(tree, "x");
                double exact = Interpreter.evaluate(slope, Map.of("x", at, "y", y)::get);
                if (Double.isNaN(exact)) {
                    singular++; // such as sqrt(0): 0/0 where the difference is flat
                    continue;
                }
                assertThat(exact)
                        .as("d/dx of %s at x=%s, y=%s", tree, at, y)
                        .isCloseTo(better, within(1e-5 * (1 + Math.abs(better))));
                compared++;
            }
        }
        assertThat(singular).isLessThan(compared / 50);
        assertThat(compared).isGreaterThan(2_000);
    }

    private static double difference(Expression tree, double x, double y, double h) {
        double ahead = Interpreter.evaluate(tree, Map.of("x", x + h, "y", y)::get);
        double behind = Interpreter.evaluate(tree, Map.of("x", x - h, "y", y)::get);
        return (ahead - behind) / (2 * h);
    }

    private static double value(Expression expression, double x) {
        return Interpreter.evaluate(expression, Map.of("x", x)::get);
    }
}
