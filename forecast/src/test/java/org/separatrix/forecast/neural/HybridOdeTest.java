package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Equations;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.network.Weights;

import java.util.List;

class HybridOdeTest {

    private static final List<String> NAMES = List.of("x", "y");
    private static final FieldSettings BRIEF = new FieldSettings(16, 1, 6, 1, 16, 80, 1e-2, 20);

    private static HybridOde fitted(List<String> known) {
        var series = LotkaVolterraCase.series(8, new Seeds(1).of("data"));
        return HybridOde.fit(NAMES, known, LotkaVolterraCase.times(), series, BRIEF, new Seeds(2));
    }

    @Test
    void whereAllIsKnownTheNetworkAddsLittle() {
        var model = fitted(List.of("1.3*x - 0.9*x*y", "-1.8*y + 0.8*x*y"));
        var missing = model.missing(new double[] {1, 1});
        // The field there is (0.4, -1); training is brief.
        assertThat(missing).containsExactly(new double[] {0, 0}, within(0.05));
    }

    @Test
    void theMissingProductIsLearned() {
        var model = fitted(List.of("1.3*x", "-1.8*y"));
        double[] x = LotkaVolterraCase.series(1, new Seeds(3).of("data"))[0][10];
        var missing = model.missing(x);
        assertThat(missing[0]).isCloseTo(-0.9 * x[0] * x[1], within(0.2));
        assertThat(missing[1]).isCloseTo(0.8 * x[0] * x[1], within(0.2));
    }

    @Test
    void itsJacobianMatchesDifferences() {
        var network = BoundedField.of(2, 6, 1, 2);
        HybridOde model;
        try (var weights = Weights.create(network, Kind.DOUBLE, new Seeds(4).of("w"))) {
            model =
                    new HybridOde(
                            NAMES,
                            List.of(
                                    Equations.parseExpression("1.3*x*sin(y)"),
                                    Equations.parseExpression("-1.8*y")),
                            PlainField.of(network, weights),
                            new Scaling(new double[] {0.5, 1}, new double[] {2, 0.7}),
                            new Scaling(new double[] {0.3, -2}, new double[] {1.5, 0.4}));
        }
        double[] x = {1.2, 0.7};
        var jacobian = new double[4];
        model.jacobian(0, x, jacobian);
        var up = new double[2];
        var down = new double[2];
        for (int c = 0; c < 2; c++) {
            var moved = x.clone();
            moved[c] += 1e-6;
            model.derivative(0, moved, up);
            moved[c] -= 2e-6;
            model.derivative(0, moved, down);
            for (int i = 0; i < 2; i++) {
                assertThat(jacobian[2 * i + c]).isCloseTo((up[i] - down[i]) / 2e-6, within(1e-7));
            }
        }
    }

    @Test
    void whatIsMissingMayBeFarFromZero() {
        // Of one sign, and beyond the range of the network as drawn; training is brief.
        var model = fitted(List.of("1.3*x", "-1.8*y"));
        double error = 0;
        double size = 0;
        for (var one : LotkaVolterraCase.series(4, new Seeds(5).of("data"))) {
            for (double[] x : one) {
                double term = -0.9 * x[0] * x[1];
                error += Math.pow(model.missing(x)[0] - term, 2);
                size += term * term;
            }
        }
        // A constant, which it was while its output was about zero, has an error of 0.6.
        assertThat(Math.sqrt(error / size)).isLessThan(0.3);
    }

    @Test
    void aNameThatIsNoComponentIsRefused() {
        assertThatThrownBy(() -> fitted(List.of("a*x", "-1.8*y")))
                .isInstanceOf(LabException.class)
                .hasMessage("a known right-hand side uses 'a'; the components are [x, y]");
        assertThatThrownBy(() -> fitted(List.of("x")))
                .isInstanceOf(LabException.class)
                .hasMessage("2 names and 1 right-hand sides for 2 components");
    }
}
