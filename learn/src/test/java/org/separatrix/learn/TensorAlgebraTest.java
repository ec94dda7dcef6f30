package org.separatrix.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Derivative;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Interpreter;

import java.util.List;

class TensorAlgebraTest {

    private static final double[] POINTS = {-1.7, -0.4, 0.3, 0.8, 2.1};

    private static final List<String> FORMULAS =
            List.of(
                    "x/(1 + x^2) - 3*a",
                    "sin(x)*cos(a*x) + tan(x/4) + asin(x/3) + acos(x/3) + atan(x)",
                    "sinh(x) - cosh(x) + tanh(x) + exp(-x^2)",
                    "log(x^2) + log10(2 + x^2) + sqrt(3 + x) + abs(x) + sign(x)",
                    "floor(3*x) + step(x) + mod(x, 0.7) + min(x, a) + max(x, a) + atan2(x, a)",
                    "if(x < a, x^2, -x) + if(x >= a, 1, x)");

    @Test
    void valuesAreThoseOfTheInterpreter() {
        try (var _ = new Scope()) {
            var x = Tensors.of(POINTS, Kind.DOUBLE);
            var a = Tensors.scalar(0.5, Kind.DOUBLE);
            for (String text : FORMULAS) {
                var formula = Equations.parseExpression(text);
                var values =
                        Tensors.toArray(
                                new TensorAlgebra(Kind.DOUBLE)
                                        .evaluate(formula, n -> n.equals("x") ? x : a));
                for (int i = 0; i < POINTS.length; i++) {
                    assertThat(values[i])
                            .as(text)
                            .isCloseTo(value(formula, POINTS[i]), within(1e-13));
                }
            }
        }
    }

    @Test
    void gradientsAreTheSymbolicDerivatives() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.of(POINTS, Kind.DOUBLE));
            var a = Tensors.scalar(0.5, Kind.DOUBLE);
            for (String text : FORMULAS) {
                var formula = Equations.parseExpression(text);
                var y =
                        new TensorAlgebra(Kind.DOUBLE)
                                .evaluate(formula, n -> n.equals("x") ? x : a);
                var slopes = Tensors.toArray(Autograd.grad(y, x, false));
                var slope = Derivative.of(formula, "x");
                for (int i = 0; i < POINTS.length; i++) {
                    assertThat(slopes[i])
                            .as(text)
                            .isCloseTo(value(slope, POINTS[i]), within(1e-12));
                }
            }
        }
    }

    private static double value(Expression formula, double x) {
        return Interpreter.evaluate(formula, n -> n.equals("x") ? x : 0.5);
    }
}
