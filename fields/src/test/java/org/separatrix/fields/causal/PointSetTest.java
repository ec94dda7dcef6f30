package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Residuals of networks: derivatives, Jacobians, periodicity, built-in starts.
class PointSetTest {

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    }

    private static double[] weights(Mlp network) {
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random())) {
            return weights.toArray();
        }
    }

    private record Case(PinnProblem problem, Encoding encoding, double[] start, Mlp network) {

        PointSet at(Formulas formulas, double[]... points) {
            return new PointSet(formulas, problem, encoding, points, start, 0);
        }

        double[] values(Formulas formulas, double[] theta, double[]... points) {
            var set = at(formulas, points);
            var worker = set.worker(network);
            worker.weights(theta);
            var out = new double[set.formulas() * points.length];
            for (int p = 0; p < points.length; p++) {
                worker.values(p, out, p * set.formulas());
            }
            return out;
        }
    }

    private static Case line() {
        var encoding = new Encoding(0.1, List.of(), List.of(2.0), 3);
        return new Case(
                PinnProblems.regular(0.1),
                encoding,
                new double[0],
                Mlp.of(encoding.features(), 6, 2, 1, Activation.TANH));
    }

    private static Case plane() {
        var encoding = new Encoding(1, List.of(0), List.of(2 * Math.PI, 2 * Math.PI), 1);
        return new Case(
                PinnProblems.navierStokes(100, _ -> new double[3], 1),
                encoding,
                new double[0],
                Mlp.of(encoding.features(), 5, 2, 2, Activation.TANH));
    }

    private static Case time() {
        var encoding = new Encoding(0.5, List.of(), List.of(), 0);
        return new Case(
                PinnProblems.lorenz(0.5),
                encoding,
                new double[] {1, 2, 3},
                Mlp.of(1, 6, 2, 3, Activation.TANH));
    }

    @Test
    void featuresAreAsManyAsTheCountSays() {
        assertThat(line().encoding().features()).isEqualTo(1 + 1 + 2 * 3);
        assertThat(new Encoding(1, List.of(0, 1, 2), List.of(1.0, 1.0), 5).features())
                .isEqualTo(3 + 1 + 10 + 10 + 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "u_x", "u_xx", "u_xxx", "u_xxxx", "u_t"})
    void networksArePeriodicWithAllDerivatives(String quantity) {
        var c = line();
        var formulas = Formulas.of(List.of("u"), PinnProblems.LINE, List.of(quantity), Map.of());
        double[] v =
                c.values(
                        formulas,
                        weights(c.network()),
                        new double[] {0.03, -0.4},
                        new double[] {0.03, 1.6});
        assertThat(v[1]).isCloseTo(v[0], within(1e-10 * (1 + Math.abs(v[0]))));
    }

    @Test
    void mixedDerivativesAgreeWithDifferences() {
        var c = plane();
        double[] theta = weights(c.network());
        double h = 1e-4;
        for (String[] pair :
                new String[][] {
                    {"u_xy", "u_x"}, {"v_xyy", "v_xy"}, {"u_xxy", "u_xx"}, {"v_tx*1", "v_t"}
                }) {
            var mixed =
                    Formulas.of(List.of("u", "v"), PinnProblems.PLANE, List.of(pair[0]), Map.of());
            var lower =
                    Formulas.of(List.of("u", "v"), PinnProblems.PLANE, List.of(pair[1]), Map.of());
            boolean byX = pair[0].startsWith("v_tx");
            double exact = c.values(mixed, theta, new double[] {0.2, 0.7, -0.3})[0];
            double[] two =
                    c.values(
                            lower,
                            theta,
                            new double[] {0.2, byX ? 0.7 + h : 0.7, byX ? -0.3 : -0.3 + h},
                            new double[] {0.2, byX ? 0.7 - h : 0.7, byX ? -0.3 : -0.3 - h});
            // Second-order differences: error h^2 of the third derivative beyond.
            assertThat((two[0] - two[1]) / (2 * h)).isCloseTo(exact, within(1e-5));
        }
    }

    @Test
    void theBuiltInStartHoldsExactly() {
        var c = time();
        double[] v =
                c.values(
                        PinnProblem.fields(c.problem().residuals()),
                        weights(c.network()),
                        new double[1]);
        assertThat(v).containsExactly(1, 2, 3);
    }

    @Test
    void theTimeDerivativeOfABuiltInStartAgreesWithDifferences() {
        var c = time();
        double[] theta = weights(c.network());
        var fields = PinnProblem.fields(c.problem().residuals());
        var slopes =
                Formulas.of(
                        fields.fields(), PinnProblems.TIME, List.of("x_t", "y_t", "z_t"), Map.of());
        double[] exact = c.values(slopes, theta, new double[] {0.2});
        double h = 1e-5;
        double[] two = c.values(fields, theta, new double[] {0.2 + h}, new double[] {0.2 - h});
        for (int f = 0; f < 3; f++) {
            assertThat((two[f] - two[3 + f]) / (2 * h)).isCloseTo(exact[f], within(1e-6));
        }
    }

    @Test
    void rowsOfTheJacobianAgreeWithDifferencesAndLibtorch() {
        for (var c : List.of(line(), plane(), time())) {
            double[] theta = weights(c.network());
            double[] point = {0.04, 0.3, -0.9};
            var formulas = c.problem().residuals();
            var set = c.at(formulas, java.util.Arrays.copyOf(point, formulas.axes().size()));
            var worker = set.worker(c.network());
            worker.weights(theta);
            int k = set.formulas();
            var values = new double[k];
            var rows = new double[k * theta.length];
            worker.rows(0, values, 0, rows, 0, theta.length);
            try (var _ = new Scope();
                    var weights = Weights.of(c.network(), Kind.DOUBLE, theta)) {
                var tensors = new TensorFormulas(set, Kind.DOUBLE);
                for (int i = 0; i < k; i++) {
                    var value = tensors.values(c.network(), weights).get(i);
                    assertThat(values[i])
                            .isCloseTo(
                                    Tensors.toArray(value)[0],
                                    within(1e-10 * (1 + Math.abs(values[i]))));
                    weights.backward(value.sum());
                    double[] gradient = Tensors.toArray(weights.gradient());
                    double size = 0;
                    for (double g : gradient) {
                        size = Math.max(size, Math.abs(g));
                    }
                    for (int j = 0; j < gradient.length; j++) {
                        assertThat(rows[i * theta.length + j])
                                .isCloseTo(gradient[j], within(1e-10 * size));
                    }
                }
            }
        }
    }

    @Test
    void fourierFeaturesNeedAPeriodicDomain() {
        assertThatThrownBy(() -> new Encoding(1, List.of(), List.of(), 3))
                .isInstanceOf(LabException.class)
                .hasMessage("harmonics must be 0 on a domain that is not periodic, got 3");
    }

    @Test
    void anInitialConditionThatIsNotPeriodicIsRefused() {
        var formulas = Formulas.residuals("u' = u_xx", PinnProblems.LINE, Map.of());
        assertThatThrownBy(() ->
                        PinnProblem.periodic(
                                "ramp", formulas, 0, 1, x -> new double[] {x[0]}, 1, 1))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "the initial condition is not periodic: it is 0.0 at x = 0.0 and 1.0 at x ="
                                + " 1.0");
    }
}
