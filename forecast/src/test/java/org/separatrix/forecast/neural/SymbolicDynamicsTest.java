package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.Arrays;
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
        assertThat(Oscillations.error(law, new Seeds(1).of("test"))).isLessThan(1e-14);
        var other = List.of(law.get(1), law.get(0));
        assertThat(Oscillations.error(other, new Seeds(1).of("test"))).isGreaterThan(0.1);
    }

    @Test
    void solutionsOfTheOscillatorConserveItsIntegral() {
        var data = Oscillations.of(8, 100, 0, new Seeds(2).of("data"));
        for (var one : data.series()) {
            double first = integral(one[0]);
            assertThat(integral(one[one.length - 1])).isCloseTo(first, within(1e-9));
        }
    }

    @Test
    void noiseHasTheDeviationAskedFor() {
        var clean = Oscillations.of(50, 20, 0, new Seeds(3).of("data"));
        var noisy = Oscillations.of(50, 20, 0.02, new Seeds(3).of("data"));
        double sum = 0;
        for (int b = 0; b < 50; b++) {
            for (int i = 0; i < 20; i++) {
                // Starts are drawn before any noise, so both hold the same solutions.
                double difference = noisy.series()[b][i][0] - clean.series()[b][i][0];
                sum += difference * difference;
            }
        }
        // Relative standard error of a deviation from 1000 numbers: 2.2 %.
        assertThat(Math.sqrt(sum / 1000)).isCloseTo(0.02, within(0.002));
    }

    @Test
    void constantsAreTunedOnCoarseSamplesToTheAccuracyOfTheSubsteps() {
        var data = Oscillations.of(8, 20, 0, new Seeds(4).of("data"));
        var guess =
                List.of(
                        Equations.parseExpression("1.2*x1/(1 + x1)"),
                        Equations.parseExpression("-0.9*x0/(1 + x0)"));
        double coarse = tuned(data, guess, 1);
        double fine = tuned(data, guess, 4);
        assertThat(fine).isLessThan(1e-3);
        assertThat(coarse).isGreaterThan(10 * fine);
    }

    private static double tuned(Oscillations data, List<Expression> guess, int substeps) {
        var d = SymbolicDynamics.Settings.DEFAULT;
        var field = d.field().stepping(substeps);
        var settings =
                new SymbolicDynamics.Settings(field, d.points(), d.search(), 15, d.decimals());
        var found =
                SymbolicDynamics.tune(
                        Arrays.copyOf(data.times(), 5),
                        Arrays.stream(data.series())
                                .map(one -> Arrays.copyOf(one, 5))
                                .toArray(double[][][]::new),
                        guess,
                        settings,
                        new Seeds(5));
        return Oscillations.error(found, new Seeds(6).of("test"));
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
