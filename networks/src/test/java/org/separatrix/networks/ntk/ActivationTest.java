package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.separatrix.lab.Seeds;

import java.util.stream.Stream;

class ActivationTest {

    private static final double[][] CASES = {
        {1, 1, 0.3}, {0.5, 2, -0.8}, {0.1, 0.2, 0.1}, {0.7, 0.7, 0.69}, {0.3, 1.4, 0}
    };

    private static Stream<Activation> smooth() {
        return Stream.of(
                Activation.erf(),
                Activation.gelu(),
                Activation.sin(1.3, 0.8, 0.4),
                Activation.cos(),
                Activation.rbf(0.4),
                Activation.exp(0.6),
                Activation.identity(),
                Activation.monomial(2),
                Activation.monomial(3),
                Activation.monomial(5));
    }

    private static Stream<Activation> kinked() {
        return Stream.of(Activation.relu(), Activation.leakyRelu(0.3), Activation.abrelu(-1, 2));
    }

    private static double[] moments(Activation phi, double[] q) {
        var out = new double[2];
        phi.moments(q[0], q[1], q[2], out);
        return out;
    }

    private static Activation twin(Activation phi, int nodes) {
        return Activation.quadrature(phi.name(), phi::value, phi::slope, nodes);
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void closedFormsOfSmoothFunctionsAgreeWithQuadratureToEightDigits(Activation phi) {
        for (double[] q : CASES) {
            double[] exact = moments(phi, q);
            double[] summed = moments(twin(phi, 80), q);
            assertThat(summed[0]).isCloseTo(exact[0], within(1e-8));
            assertThat(summed[1]).isCloseTo(exact[1], within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("kinked")
    void closedFormsOfKinkedFunctionsAgreeWithQuadratureToItsError(Activation phi) {
        double jump = phi.slope(1) - phi.slope(-1);
        double scale = Math.max(1, jump * jump);
        for (double[] q : CASES) {
            double[] exact = moments(phi, q);
            double[] summed = moments(twin(phi, 200), q);
            // Where the slope jumps its rule converges only like one over the root of the nodes.
            assertThat(summed[0]).isCloseTo(exact[0], within(1e-3 * scale));
            assertThat(summed[1]).isCloseTo(exact[1], within(0.05 * scale));
        }
    }

    @ParameterizedTest
    @MethodSource("kinked")
    void closedFormsAgreeWithMonteCarloWithinFourStandardErrors(Activation phi) {
        var random = new Seeds(5).of("pairs");
        int n = 200_000;
        double[] q = CASES[1];
        double c = q[2] / Math.sqrt(q[0] * q[1]);
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            double u = Math.sqrt(q[0]) * x;
            double v = Math.sqrt(q[1]) * (c * x + Math.sqrt(1 - c * c) * y);
            double a = phi.value(u) * phi.value(v);
            double b = phi.slope(u) * phi.slope(v);
            sum[0] += a / n;
            sum[1] += b / n;
            squares[0] += a * a / n;
            squares[1] += b * b / n;
        }
        double[] exact = moments(phi, q);
        for (int m = 0; m < 2; m++) {
            double error = Math.sqrt((squares[m] - sum[m] * sum[m]) / n);
            assertThat(sum[m]).isCloseTo(exact[m], within(4 * error));
        }
    }

    @Test
    void hermiteSeriesAgreesWithTheClosedForm() {
        var erf = Activation.erf();
        var series = Activation.hermite("erf", erf::value, erf::slope, 120);
        for (double[] q : CASES) {
            assertThat(moments(series, q)[0]).isCloseTo(moments(erf, q)[0], within(1e-8));
            assertThat(moments(series, q)[1]).isCloseTo(moments(erf, q)[1], within(1e-6));
        }
    }

    @Test
    void tableOverTheCorrelationAgreesWithSummingEveryPair() {
        var erf = Activation.erf();
        var tabled =
                new NumericActivation(
                        "erf", erf::value, erf::slope, 64, NumericActivation.Rule.GAUSS_HERMITE);
        tabled.expectVariance(0.8);
        for (double k = -0.8; k < 0.8; k += 0.13) {
            double[] q = {0.8, 0.8, k};
            assertThat(moments(tabled, q)[0]).isCloseTo(moments(erf, q)[0], within(1e-8));
            assertThat(moments(tabled, q)[1]).isCloseTo(moments(erf, q)[1], within(1e-8));
        }
    }

    @Test
    void featureOfTheGaussianKernelHasTheGaussianKernel() {
        double k = 0.2;
        double[] out = moments(Activation.rbf(0.7), new double[] {1, 1.5, k});
        assertThat(out[0]).isCloseTo(Math.exp(-0.7 * (1 + 1.5 - 2 * k)), within(1e-14));
    }

    @Test
    void stepHasTheAngleAsItsKernelAndNoTangent() {
        double[] out = moments(Activation.step(), new double[] {1, 1, 0.5});
        assertThat(out[0]).isCloseTo((Math.PI - Math.PI / 3) / (2 * Math.PI), within(1e-14));
        assertThat(out[1]).isZero();
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void slopesAreDerivatives(Activation phi) {
        for (double u : new double[] {-1.3, -0.2, 0.4, 2.1}) {
            double h = 1e-6;
            assertThat(phi.slope(u))
                    .isCloseTo((phi.value(u + h) - phi.value(u - h)) / (2 * h), within(2e-8));
        }
    }

    @Test
    void unknownNamesAndBadNumbersAreRefused() {
        assertThatThrownBy(() -> Activation.named("swish"))
                .hasMessage(
                        "no activation 'swish'; there are relu, leaky-relu, abs, erf, gelu,"
                                + " identity, step, sin, cos, rbf, tanh, softplus");
        assertThatThrownBy(() -> Activation.rbf(0)).hasMessage("gamma must be positive, got 0.0");
        assertThatThrownBy(() -> Activation.monomial(0))
                .hasMessage("degree must lie in 1 to 20, got 0");
        assertThatThrownBy(() -> Activation.leakyRelu(Double.NaN))
                .hasMessage("slopes must be finite, got NaN and 1.0");
    }
}
