package org.separatrix.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class NetworkTest {

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Test
    void aPerceptronIsAffineMapsWithAnActivationBetween() {
        var network = Mlp.of(2, 3, 1, 1, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(1))) {
            var w = weights.toArray();
            double[] x = {0.3, -0.7};
            double expected = w[12]; // W0 has 6, b0 3, W1 3 values
            for (int i = 0; i < 3; i++) {
                expected += w[9 + i] * Math.tanh(w[2 * i] * x[0] + w[2 * i + 1] * x[1] + w[6 + i]);
            }
            var y = network.forward(weights, Tensors.of(new double[][] {x}, Kind.DOUBLE));
            assertThat(Tensors.value(y)).isCloseTo(expected, within(1e-15));
        }
    }

    @Test
    void gatesMixTwoEncodings() {
        var network = new ModifiedMlp(1, 1, 1, 1, Activation.TANH, Initialiser.GLOROT_NORMAL);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(2))) {
            var w = weights.toArray();
            double u = Math.tanh(w[0] * 0.4 + w[1]);
            double v = Math.tanh(w[2] * 0.4 + w[3]);
            double z = Math.tanh(w[4] * 0.4 + w[5]);
            double expected = w[6] * (z * u + (1 - z) * v) + w[7];
            var y = network.forward(weights, Tensors.of(new double[][] {{0.4}}, Kind.DOUBLE));
            assertThat(Tensors.value(y)).isCloseTo(expected, within(1e-15));
        }
    }

    @Test
    void gradientsOfAllArraysLieInOneFlatTensor() {
        var network = Mlp.of(2, 4, 2, 1, Activation.SOFTPLUS);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(3))) {
            var x = Tensors.normal(random(4), Kind.DOUBLE, 5, 2);
            weights.backward(network.forward(weights, x).square().mean());
            var analytic = Tensors.toArray(weights.gradient());
            var values = weights.toArray();
            for (int i = 0; i < values.length; i++) {
                double h = 1e-6;
                double up = loss(network, weights, values, i, h, x);
                double down = loss(network, weights, values, i, -h, x);
                assertThat(analytic[i]).isCloseTo((up - down) / (2 * h), within(1e-8));
            }
        }
    }

    private static double loss(
            Network network,
            Weights weights,
            double[] values,
            int index,
            double shift,
            org.bytedeco.pytorch.Tensor x) {
        var moved = values.clone();
        moved[index] += shift;
        weights.set(moved);
        double loss = Tensors.value(network.forward(weights, x).square().mean());
        weights.set(values);
        return loss;
    }

    @Test
    void aGradientPassesThroughAStepOfAnInnerOptimiser() {
        // w' = w - r d(w^2)/dw = (1 - 2 r) w, d(w'^2)/dw = 2 (1 - 2 r)^2 w
        var network = new Linear(1, 1, false, Initialiser.constant(3), Initialiser.ZEROS);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(5))) {
            var one = Tensors.full(1, Kind.DOUBLE, 1, 1);
            var inner = network.forward(weights, one).square().sum();
            var slope = Autograd.grad(inner, weights.arrays(), true);
            var stepped =
                    Weights.of(
                            network, List.of(Tensors.plus(weights.get(0), -0.1, slope.getFirst())));
            weights.backward(network.forward(stepped, one).square().sum());
            assertThat(Tensors.toArray(weights.gradient())[0])
                    .isCloseTo(2 * 0.64 * 3, within(1e-14));
        }
    }

    @Test
    void initialisersHaveTheVarianceTheyPromise() {
        var parameter = new Parameter("w", Initialiser.ZEROS, 200, 300);
        assertThat(variance(Initialiser.GLOROT_NORMAL, parameter))
                .isCloseTo(2.0 / 500, within(4 * 2.0 / 500 * Math.sqrt(2.0 / 60_000)));
        assertThat(variance(Initialiser.GLOROT_UNIFORM, parameter))
                .isCloseTo(2.0 / 500, within(4 * 2.0 / 500 * Math.sqrt(0.8 / 60_000)));
        assertThat(variance(Initialiser.HE_NORMAL, parameter))
                .isCloseTo(2.0 / 300, within(4 * 2.0 / 300 * Math.sqrt(2.0 / 60_000)));
        assertThat(variance(Initialiser.FAN_IN_UNIFORM, parameter))
                .isCloseTo(1.0 / 900, within(4 * 1.0 / 900 * Math.sqrt(0.8 / 60_000)));
    }

    private static double variance(Initialiser initialiser, Parameter parameter) {
        var values = new double[(int) parameter.size()];
        initialiser.fill(parameter, values, random(6));
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return sum / values.length;
    }

    @Test
    void orthogonalRowsHaveTheGainForTheirLength() {
        for (long[] shape : new long[][] {{3, 5}, {5, 3}, {4, 4}}) {
            var parameter = new Parameter("w", Initialiser.ZEROS, shape);
            var w = new double[(int) parameter.size()];
            Initialiser.orthogonal(1.5).fill(parameter, w, random(7));
            int rows = (int) shape[0];
            int columns = (int) shape[1];
            boolean wide = columns >= rows;
            int m = Math.min(rows, columns);
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        dot +=
                                wide
                                        ? w[a * columns + k] * w[b * columns + k]
                                        : w[k * columns + a] * w[k * columns + b];
                    }
                    assertThat(dot).isCloseTo(a == b ? 2.25 : 0, within(1e-14));
                }
            }
        }
    }

    @Test
    void theSlopeOfLipswishNeverExceedsOne() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.of(grid(), Kind.DOUBLE));
            var slope = Tensors.toArray(Autograd.grad(Activation.LIPSWISH.apply(x), x, false));
            double largest = 0;
            for (double s : slope) {
                largest = Math.max(largest, Math.abs(s));
            }
            assertThat(largest).isCloseTo(0.999754, within(1e-6));
        }
    }

    private static double[] grid() {
        var x = new double[20_001];
        for (int i = 0; i < x.length; i++) {
            x[i] = -10 + 0.001 * i;
        }
        return x;
    }

    @Test
    void sameSeedSameWeights() {
        var network = Mlp.of(3, 5, 2, 2, Activation.RELU);
        try (var a = Weights.create(network, Kind.DOUBLE, random(8));
                var b = Weights.create(network, Kind.DOUBLE, random(8));
                var c = Weights.create(network, Kind.DOUBLE, random(9))) {
            assertThat(a.toArray()).containsExactly(b.toArray()).isNotEqualTo(c.toArray());
        }
    }

    @Test
    void misuseIsNamed() {
        var network = Mlp.of(3, 5, 2, 2, Activation.RELU);
        try (var weights = Weights.create(network, Kind.DOUBLE, random(8))) {
            assertThatThrownBy(() -> weights.get("3.weight"))
                    .isInstanceOf(LearnException.class)
                    .hasMessageStartingWith("no parameter '3.weight'; there are [0.weight, 0.bias");
            assertThatThrownBy(() -> weights.set(new double[3]))
                    .hasMessage("the network has 62 values, got 3");
            assertThatThrownBy(() -> weights.part(5, network))
                    .hasMessage("arrays 5 to 10 are asked of weights with 6");
            assertThatThrownBy(() -> weights.part(0, Linear.of(3, 5, Initialiser.ZEROS)).flat())
                    .hasMessage("these weights are a view; ask the weights they were taken from");
        }
        assertThatThrownBy(() -> Mlp.of(0, 5, 2, 2, Activation.RELU))
                .hasMessage("inputs must be at least 1, got 0");
    }
}
