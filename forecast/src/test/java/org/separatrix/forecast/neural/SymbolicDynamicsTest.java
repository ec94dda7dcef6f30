package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Equations;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.List;

class SymbolicDynamicsTest {

    @Test
    void formulasWithFreeConstantsAreANetwork() {
        var formulas =
                Formulas.generalised(
                        List.of(
                                Equations.parseExpression("2.5*x1/(1 + x0)"),
                                Equations.parseExpression("-0.5*x0")));
        assertThat(formulas.constants()).containsExactly(2.5, 1, -0.5);
        try (var _ = new Scope();
                var weights = Weights.create(formulas, Kind.DOUBLE, new Seeds(0).of("c"))) {
            var x = Tensors.of(new double[][] {{1, 2}, {3, 4}}, Kind.DOUBLE);
            assertThat(Tensors.toArray(formulas.forward(weights, x)))
                    .containsExactly(new double[] {2.5, -0.5, 2.5, -1.5}, within(1e-14));
            assertThat(Formulas.text(formulas.with(new double[] {3, 2, 1})))
                    .containsExactly("3*x1/(2 + x0)", "1*x0");
        }
    }

    @Test
    void constantsAreRoundedAndNeutralOnesVanish() {
        var formulas =
                List.of(
                        Equations.parseExpression("1.0021*x1/(0.9987 + x1)"),
                        Equations.parseExpression("-0.5712*x0 + 0.0004"));
        assertThat(Formulas.text(Formulas.rounded(formulas, 2)))
                .containsExactly("x1/(1 + x1)", "-0.57*x0");
    }

    @Test
    void theErrorOfTheLawItselfIsNoneInWhateverForm() {
        var law =
                List.of(
                        Equations.parseExpression("1 - 1/(1 + x1)"),
                        Equations.parseExpression("x0/(-1 - x0)"));
        assertThat(OscillatorCase.error(law, new Seeds(1).of("test"))).isLessThan(1e-14);
        var other = List.of(law.get(1), law.get(0));
        assertThat(OscillatorCase.error(other, new Seeds(1).of("test"))).isGreaterThan(0.1);
    }

    @Test
    void solutionsOfTheOscillatorConserveItsIntegral() {
        var data = OscillatorCase.data(new Seeds(2).of("data"), 8);
        for (var one : data.series()) {
            double first = integral(one[0]);
            assertThat(integral(one[one.length - 1])).isCloseTo(first, within(1e-9));
        }
    }

    private static double integral(double[] x) {
        return x[0] - Math.log1p(x[0]) + x[1] - Math.log1p(x[1]);
    }

    @Test
    void badSeriesAreRefusedInOneLine() {
        var settings = SymbolicDynamics.Settings.DEFAULT;
        assertThatThrownBy(() ->
                        SymbolicDynamics.discover(
                                new double[] {0, 1, 3},
                                new double[1][3][2],
                                settings,
                                new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage("times must be equally spaced; resample the series");
        assertThatThrownBy(() ->
                        SymbolicDynamics.discover(
                                new double[] {0, 1, 2},
                                new double[1][4][2],
                                settings,
                                new Seeds(0)))
                .hasMessage("series 0 has 4 samples at 3 times");
        var broken = new double[1][3][2];
        broken[0][1][1] = Double.NaN;
        assertThatThrownBy(() ->
                        SymbolicDynamics.discover(
                                new double[] {0, 1, 2}, broken, settings, new Seeds(0)))
                .hasMessage("series 0 holds values that are not finite");
    }
}
