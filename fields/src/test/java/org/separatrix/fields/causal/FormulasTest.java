package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.LabException;

import java.util.List;
import java.util.Map;

/// Closed-form solutions have no residual.
class FormulasTest {

    private static final double T = 0.37;
    private static final double X = 0.81;
    private static final double Y = -1.3;

    private static double residual(Formulas formulas, Map<String, Double> quantities) {
        return formulas.at(quantities)[0];
    }

    private static Formulas line(String text, Map<String, Double> parameters) {
        return Formulas.residuals(text, PinnProblems.LINE, parameters);
    }

    @Test
    void heatDecays() {
        double u = Math.exp(-9 * T) * Math.sin(3 * X);
        assertThat(residual(line("u' = u_xx", Map.of()), Map.of("u_t", -9 * u, "u_xx", -9 * u)))
                .isCloseTo(0, within(1e-15));
    }

    @Test
    void convectionMovesASine() {
        double slope = Math.cos(X - 30 * T);
        assertThat(
                        residual(
                                PinnProblems.convection(30).residuals(),
                                Map.of("u_t", -30 * slope, "u_x", slope)))
                .isCloseTo(0, within(1e-13));
    }

    @Test
    void logisticGrowthIsKnown() {
        double h = PinnProblems.bell(X);
        double rho = 5;
        double growth = h * Math.exp(rho * T);
        double u = growth / (growth + 1 - h);
        assertThat(
                        residual(
                                PinnProblems.reaction(rho).residuals(),
                                Map.of("u", u, "u_t", rho * u * (1 - u))))
                .isCloseTo(0, within(1e-14));
    }

    @Test
    void theFrontOfAllenCahnStands() {
        double k = Math.sqrt(5 / (2 * 1e-4));
        double x = 0.004;
        double u = Math.tanh(k * x);
        double second = -2 * k * k * u * (1 - u * u);
        assertThat(
                        residual(
                                PinnProblems.allenCahn().residuals(),
                                Map.of("u", u, "u_t", 0.0, "u_xx", second)))
                .isCloseTo(0, within(1e-13));
    }

    @Test
    void aConstantSolvesKuramotoSivashinsky() {
        assertThat(
                        residual(
                                PinnProblems.regular(1).residuals(),
                                Map.of(
                                        "u", 2.5, "u_t", 0.0, "u_x", 0.0, "u_xx", 0.0, "u_xxxx",
                                        0.0)))
                .isZero();
    }

    @Test
    void taylorGreenVorticesSolveNavierStokes() {
        double re = 100;
        double decay = Math.exp(-2 * T / re);
        double cc = Math.cos(X) * Math.cos(Y) * decay;
        double cs = Math.cos(X) * Math.sin(Y) * decay;
        double sc = Math.sin(X) * Math.cos(Y) * decay;
        double ss = Math.sin(X) * Math.sin(Y) * decay;
        var problem = PinnProblems.navierStokes(re, _ -> new double[3], 1);
        // u = cos x sin y, v = -sin x cos y, each times the decay.
        var at =
                Map.ofEntries(
                        Map.entry("u", cs),
                        Map.entry("v", -sc),
                        Map.entry("u_x", -ss),
                        Map.entry("v_y", ss),
                        Map.entry("v_tx", 2 / re * cc),
                        Map.entry("u_ty", -2 / re * cc),
                        Map.entry("v_xx", sc),
                        Map.entry("u_xy", -sc),
                        Map.entry("v_xy", cs),
                        Map.entry("u_yy", -cs),
                        Map.entry("v_xxx", cc),
                        Map.entry("v_xyy", cc),
                        Map.entry("u_xxy", -cc),
                        Map.entry("u_yyy", -cc));
        double[] residuals = problem.residuals().at(at);
        assertThat(residuals[0]).isCloseTo(0, within(1e-15));
        assertThat(residuals[1]).isCloseTo(0, within(1e-15));
        double vorticity =
                problem.observed().at(Map.of("u", cs, "v", -sc, "v_x", -cc, "u_y", cc))[2];
        assertThat(vorticity).isCloseTo(-2 * cc, within(1e-15));
    }

    @Test
    void fixedPointsHaveNoResidualAndAreATrap() {
        var formulas = PinnProblems.lorenz(1).residuals();
        double c = Math.sqrt(72);
        for (double[] point : new double[][] {{0, 0, 0}, {c, c, 27}, {-c, -c, 27}}) {
            double[] residuals =
                    formulas.at(
                            Map.of(
                                    "x", point[0], "y", point[1], "z", point[2], "x_t", 0.0, "y_t",
                                    0.0, "z_t", 0.0));
            assertThat(residuals).containsExactly(new double[3], within(1e-13));
            // Weights see nothing wrong; only the initial condition tells.
            assertThat(CausalWeights.RESIDUALS.of(100, 0, residuals)).containsOnly(1);
            assertThat(Math.hypot(point[0] - 1, point[2] - 1)).isGreaterThan(1);
        }
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        var formulas = Formulas.of(List.of("u"), PinnProblems.LINE, List.of("u_z"), Map.of());
        assertThatThrownBy(() -> formulas.quantity("u_z"))
                .isInstanceOf(LabException.class)
                .hasMessage("'u_z' differentiates by 'z', but the coordinates are [t, x]");
        assertThatThrownBy(() -> formulas.quantity("q"))
                .hasMessage(
                        "'q' is neither a field of [u], nor a derivative, coordinate or parameter");
        assertThatThrownBy(() -> PinnProblems.lorenz(1).unknown(List.of("gamma")))
                .hasMessageStartingWith("unknown names no parameter 'gamma'; there are ");
        assertThatThrownBy(() -> JetPlan.of(2, List.of(new int[] {2, 2})))
                .hasMessage(
                        "derivative of orders [2, 2] is above what the jets support: up to 6 along"
                                + " one axis, up to 3 along two");
    }
}
