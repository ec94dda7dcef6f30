package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.Formulas.add;
import static org.separatrix.equations.Formulas.mul;
import static org.separatrix.equations.Formulas.name;
import static org.separatrix.equations.Formulas.neg;
import static org.separatrix.equations.Formulas.number;
import static org.separatrix.equations.Formulas.pow;
import static org.separatrix.equations.Formulas.sub;
import static org.separatrix.equations.Formulas.tree;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SimplifierTest {

    private final Expression x = name("x");
    private final Expression y = name("y");

    @Test
    void neutralElementsVanish() {
        assertThat(Simplifier.simplify(add(number(0), mul(x, number(1))))).isEqualTo(x);
        assertThat(Simplifier.simplify(pow(x, number(1)))).isEqualTo(x);
        assertThat(Simplifier.simplify(mul(x, number(0)))).isEqualTo(number(0));
    }

    @Test
    void signsCancelAndMoveOutward() {
        assertThat(Simplifier.simplify(neg(neg(x)))).isEqualTo(x);
        assertThat(Simplifier.simplify(sub(y, neg(x)))).isEqualTo(add(y, x));
        assertThat(Simplifier.simplify(mul(neg(x), neg(y)))).isEqualTo(mul(x, y));
        assertThat(Simplifier.simplify(sub(add(x, y), add(x, y)))).isEqualTo(number(0));
    }

    @Test
    void divisionByALiteralZeroIsLeftAsItIsWritten() {
        var undefined = Formulas.div(number(1), number(0));
        assertThat(Simplifier.simplify(undefined)).isEqualTo(undefined);
    }

    @Test
    void aSimplifiedTreeHasTheSameValueAndIsNoLonger() {
        var random = Formulas.random(11);
        int finite = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            var tree = tree(random, List.of("x", "y"), 5);
            var at = Map.of("x", random.nextDouble(0.2, 2), "y", random.nextDouble(-2, 2));
            var simple = Simplifier.simplify(tree);
            assertThat(Expressions.nodes(simple)).isLessThanOrEqualTo(Expressions.nodes(tree));
            if (Formulas.finiteThroughout(tree, at::get)) {
                finite++;
                double expected = Interpreter.evaluate(tree, at::get);
                assertThat(Interpreter.evaluate(simple, at::get)).isCloseTo(expected, within(0.0));
            }
        }
        assertThat(finite).isGreaterThan(2_000);
    }
}
