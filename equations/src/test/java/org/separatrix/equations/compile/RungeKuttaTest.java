package org.separatrix.equations.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.Formulas.cos;
import static org.separatrix.equations.Formulas.lorenz;
import static org.separatrix.equations.Formulas.mul;
import static org.separatrix.equations.Formulas.name;
import static org.separatrix.equations.Formulas.ring;
import static org.separatrix.equations.Formulas.system;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Formulas;

import java.util.List;

class RungeKuttaTest {

    @Test
    void theFusedStepAgreesWithTheStepThroughArrays() {
        for (var equations : List.of(lorenz(), ring(12))) {
            for (var tableau : List.of(Tableaus.RK4, Tableaus.DORMAND_PRINCE)) {
                compareWithArrays(equations, tableau);
            }
        }
    }

    @Test
    void stagesSeeTheirOwnTimes() {
        // x' = cos(t)*x has the solution exp(sin(t)); one step of order five errs by O(h^6).
        var driven =
                system(List.of("x"), List.of(), List.of(), List.of(mul(cos(name("t")), name("x"))));
        double coarse = Math.abs(stepError(driven, 0.2));
        double fine = Math.abs(stepError(driven, 0.1));
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(6, within(0.5));
    }

    @Test
    void theStepFollowsTheParametersOfItsKernel() {
        var kernel = Compiler.compile(lorenz());
        var step = kernel.rungeKutta(Tableaus.RK4).orElseThrow();
        kernel.parameter(0, 0);
        kernel.parameter(1, 0);
        kernel.parameter(2, 0);
        double[] x = {1, 0, 0};
        double[] stages = new double[12];
        double[] next = new double[3];
        kernel.derivative(0, x, stages);
        step.step(0, 0.1, x, stages, next, new double[0]);
        assertThat(next[0]).isEqualTo(1); // with sigma = 0, x stands still
    }

    @Test
    void mapsAndVeryLargeSystemsHaveNoFusedStep() {
        var map =
                new EquationSystem(
                        true,
                        List.of("x"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(name("x")),
                        List.of());
        assertThat(Compiler.rungeKutta(map, Tableaus.RK4)).isEmpty();
        assertThat(Compiler.rungeKutta(ring(2_000), Tableaus.RK4)).isEmpty();
    }

    private static double stepError(EquationSystem equations, double h) {
        var kernel = Compiler.compile(equations);
        var step = kernel.rungeKutta(Tableaus.DORMAND_PRINCE).orElseThrow();
        double[] x = {Math.exp(Math.sin(0.3))};
        double[] stages = new double[7];
        double[] next = new double[1];
        kernel.derivative(0.3, x, stages);
        step.step(0.3, h, x, stages, next, new double[1]);
        return next[0] - Math.exp(Math.sin(0.3 + h));
    }

    private static void compareWithArrays(EquationSystem equations, ButcherTableau tableau) {
        int d = equations.dimension();
        int s = tableau.stages();
        double h = 0.01;
        var kernel = Compiler.compile(equations);
        var step = kernel.rungeKutta(tableau).orElseThrow();
        double[] x = Formulas.random(9).doubles(d, -10, 10).toArray();
        double[] stages = new double[s * d];
        double[] next = new double[d];
        double[] error = new double[d];
        double[] k = new double[d];
        kernel.derivative(0, x, k);
        System.arraycopy(k, 0, stages, 0, d);
        step.step(0, h, x, stages, next, error);
        double[][] expected = new double[s][];
        for (int stage = 0; stage < s; stage++) {
            double[] at = x.clone();
            for (int i = 0; i < d; i++) {
                for (int p = 0; p < stage; p++) {
                    at[i] += h * tableau.a()[stage][p] * expected[p][i];
                }
            }
            expected[stage] = new double[d];
            kernel.derivative(tableau.c()[stage] * h, at, expected[stage]);
        }
        for (int i = 0; i < d; i++) {
            double sum = x[i];
            double difference = 0;
            for (int stage = 0; stage < s; stage++) {
                sum += h * tableau.b()[stage] * expected[stage][i];
                if (tableau.e().length > 0) {
                    difference += h * tableau.e()[stage] * expected[stage][i];
                }
                assertThat(stages[stage * d + i])
                        .isCloseTo(expected[stage][i], within(1e-11 * 1000));
            }
            assertThat(next[i]).isCloseTo(sum, within(1e-12 * 20));
            assertThat(error[i]).isCloseTo(difference, within(1e-12));
        }
    }
}
