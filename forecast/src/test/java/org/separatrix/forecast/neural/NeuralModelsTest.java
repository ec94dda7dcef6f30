package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.ControlPath.Interpolation;

import java.util.Arrays;
import java.util.List;

class NeuralModelsTest {

    @Test
    void thePlainFieldIsTheTrainedOne() {
        var field = BoundedField.of(3, 7, 2, 3);
        try (var _ = new Scope();
                var weights = Weights.create(field, Kind.DOUBLE, new Seeds(1).of("w"))) {
            var plain = PlainField.of(field, weights);
            double[] x = {0.3, -1.2, 0.8};
            var dx = new double[3];
            plain.derivative(0, x, dx);
            var y = field.forward(weights, Tensors.of(new double[][] {x}, Kind.DOUBLE));
            assertThat(dx).containsExactly(Tensors.toArray(y), within(1e-14));
        }
    }

    @Test
    void itsJacobianMatchesDifferences() {
        var field = BoundedField.of(3, 7, 2, 3);
        try (var weights = Weights.create(field, Kind.DOUBLE, new Seeds(2).of("w"))) {
            var plain = PlainField.of(field, weights);
            double[] x = {0.3, -1.2, 0.8};
            var jacobian = new double[9];
            plain.jacobian(0, x, jacobian);
            var up = new double[3];
            var down = new double[3];
            for (int c = 0; c < 3; c++) {
                var moved = x.clone();
                moved[c] += 1e-6;
                plain.derivative(0, moved, up);
                moved[c] -= 2e-6;
                plain.derivative(0, moved, down);
                for (int i = 0; i < 3; i++) {
                    assertThat(jacobian[3 * i + c])
                            .isCloseTo((up[i] - down[i]) / 2e-6, within(1e-8));
                }
            }
        }
    }

    /// A harmonic oscillation, 40 samples a period.
    private static Segment oscillation() {
        var rows = new double[400][];
        for (int i = 0; i < rows.length; i++) {
            double angle = 2 * Math.PI * i / 40;
            rows[i] = new double[] {5 + 2 * Math.cos(angle), -3 * Math.sin(angle)};
        }
        return new Segment(0, 0.1, rows, List.of("x", "y"));
    }

    @Test
    void aNeuralEquationContinuesAnOscillation() {
        var settings = new NeuralOde(32, 1, 0, 10, 32, 400, 1e-2, Precision.DOUBLE);
        var data = oscillation();
        var fitted = settings.fit(List.of(data), new Seeds(3));
        var forecast = fitted.forecast(data, 40).mean();
        double worst = 0;
        for (int k = 0; k < 40; k++) {
            double angle = 2 * Math.PI * (400 + k) / 40;
            worst = Math.max(worst, Math.abs(forecast.values()[k][0] - 5 - 2 * Math.cos(angle)));
        }
        // A tenth of the amplitude after a whole period; repeating the last value would err by 4.
        assertThat(worst).isLessThan(0.2);
    }

    @Test
    void flowsOfOneDimensionKeepTheOrderOfPoints() {
        var field = BoundedField.of(1, 16, 2, 1);
        try (var weights = Weights.create(field, Kind.DOUBLE, new Seeds(4).of("w"))) {
            var fitted =
                    new NeuralOde.Fitted(
                            PlainField.of(field, weights),
                            0,
                            1,
                            new Scaling(new double[1], new double[] {1}));
            double last = Double.NEGATIVE_INFINITY;
            for (double x = -2; x <= 2; x += 0.1) {
                var start = new Segment(0, 1, new double[][] {{x}}, List.of("x"));
                double end = fitted.forecast(start, 5).mean().values()[4][0];
                assertThat(end).isGreaterThan(last);
                last = end;
            }
        }
    }

    private static SpiralCase.Data spirals(String purpose) {
        return SpiralCase.spirals(new Seeds(5).of(purpose));
    }

    @Test
    void gatesBelongToTheWeightsAndTheModelStillLearns() {
        var data = spirals("training");
        var plain = settings(1, false, 1);
        var gated = settings(1, true, 60);
        long parameters;
        try (var model =
                NeuralCde.fit(data.times(), data.values(), data.labels(), plain, new Seeds(6))) {
            parameters = model.parameters();
        }
        try (var model =
                NeuralCde.fit(data.times(), data.values(), data.labels(), gated, new Seeds(6))) {
            // Six gates, each an affine function of six components.
            assertThat(model.parameters()).isEqualTo(parameters + 6 * 6 + 6);
            var test = spirals("test");
            assertThat(model.accuracy(test.times(), test.values(), test.labels()))
                    .isGreaterThan(0.8);
        }
    }

    private static NeuralCde.Settings settings(int layers, boolean gated, int updates) {
        return new NeuralCde.Settings(
                6,
                32,
                layers,
                gated,
                Interpolation.HERMITE,
                25,
                32,
                updates,
                2e-2,
                Precision.DOUBLE);
    }

    @Test
    void stackedEquationsTellSpiralsApartToo() {
        var data = spirals("training");
        var test = spirals("test");
        try (var model =
                NeuralCde.fit(
                        data.times(),
                        data.values(),
                        data.labels(),
                        settings(2, false, 60),
                        new Seeds(6))) {
            assertThat(model.accuracy(test.times(), test.values(), test.labels()))
                    .isGreaterThan(0.9);
        }
    }

    @Test
    void aControlledEquationTellsSpiralsApartAndDoesSoAgain() {
        var data = spirals("training");
        var settings = settings(1, false, 60);
        double first;
        try (var model =
                NeuralCde.fit(data.times(), data.values(), data.labels(), settings, new Seeds(6))) {
            var test = spirals("test");
            first = model.history().lastLoss();
            assertThat(model.accuracy(test.times(), test.values(), test.labels()))
                    .isGreaterThan(0.9);
        }
        try (var model =
                NeuralCde.fit(data.times(), data.values(), data.labels(), settings, new Seeds(6))) {
            assertThat(model.history().lastLoss()).isEqualTo(first);
        }
    }

    @Test
    void labelsThatDoNotFitAreNamed() {
        var data = spirals("training");
        assertThatThrownBy(() ->
                        NeuralCde.fit(
                                data.times(),
                                data.values(),
                                new int[3],
                                NeuralCde.Settings.DEFAULT,
                                new Seeds(1)))
                .isInstanceOf(LabException.class)
                .hasMessage("256 series and 3 labels; there must be as many");
        assertThatThrownBy(() ->
                        NeuralCde.fit(
                                data.times(),
                                data.values(),
                                new int[256],
                                NeuralCde.Settings.DEFAULT,
                                new Seeds(1)))
                .hasMessage("labels must be 0, 1, ... with at least two classes");
    }

    @Test
    void aFlowLearnsANormalDensityAndItsSamplesFollowIt() {
        var random = new Seeds(7).of("points");
        var points = new double[1000][];
        for (int i = 0; i < points.length; i++) {
            double x = random.nextGaussian();
            points[i] = new double[] {3 + 2 * x, 1 + x + 0.5 * random.nextGaussian()};
        }
        var settings =
                new ContinuousNormalizingFlow.Settings(
                        8,
                        1,
                        4,
                        ContinuousNormalizingFlow.Trace.EXACT,
                        128,
                        300,
                        2e-2,
                        Precision.DOUBLE);
        try (var flow = ContinuousNormalizingFlow.fit(points, settings, new Seeds(8))) {
            double mean = Arrays.stream(flow.logDensity(points)).average().orElseThrow();
            // Entropy of the normal with covariance [[4, 2], [2, 1.25]]: det = 1
            double entropy = Math.log(2 * Math.PI * Math.E);
            assertThat(mean).isCloseTo(-entropy, within(0.15));
            var samples = flow.sample(2000, new Seeds(9));
            double sum = 0;
            for (var s : samples) {
                sum += s[0];
            }
            assertThat(sum / samples.length).isCloseTo(3, within(0.3));
        }
    }

    @Test
    void theDensityIntegratesToOne() {
        var points = DensityCase.moons(200, new Seeds(10).of("moons"));
        var settings =
                new ContinuousNormalizingFlow.Settings(
                        8,
                        1,
                        6,
                        ContinuousNormalizingFlow.Trace.HUTCHINSON,
                        64,
                        20,
                        1e-2,
                        Precision.DOUBLE);
        try (var flow = ContinuousNormalizingFlow.fit(points, settings, new Seeds(11))) {
            int n = 120;
            double h = 12.0 / n;
            var grid = new double[n * n][];
            for (int i = 0; i < n * n; i++) {
                int row = i / n;
                int column = i % n;
                grid[i] = new double[] {-5.5 + h * row, -5.75 + h * column};
            }
            double sum = 0;
            for (double value : flow.logDensity(grid)) {
                sum += Math.exp(value) * h * h;
            }
            assertThat(sum).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void pointsThatAreNotNumbersAreRefused() {
        var settings = ContinuousNormalizingFlow.Settings.DEFAULT;
        assertThatThrownBy(() ->
                        ContinuousNormalizingFlow.fit(
                                new double[][] {{0, 1}, {Double.NaN, 2}}, settings, new Seeds(1)))
                .isInstanceOf(LabException.class)
                .hasMessage("point 1 holds NaN; drop it");
    }
}
