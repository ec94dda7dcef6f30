package org.separatrix.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.SplittableRandom;

class FieldNetworksTest {

    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void productsOfFourierFeaturesDependOnDistanceAlone() {
        var features = FourierFeatures.gaussian(2, 16, 3, new SplittableRandom(1));
        var points =
                Tensors.of(
                        new double[][] {{0.1, 0.2}, {0.4, -0.3}, {5.1, 7.2}, {5.4, 6.7}},
                        Kind.DOUBLE);
        var f = Tensors.toRows(features.forward(points));
        assertThat(features.outputs()).isEqualTo(32);
        assertThat(dot(f[0], f[1])).isCloseTo(dot(f[2], f[3]), within(1e-11));
        assertThat(dot(f[0], f[0])).isCloseTo(16, within(1e-12));
        assertThatThrownBy(() -> FourierFeatures.of(new double[][] {{1, 2}, {1}}))
                .isInstanceOf(LearnException.class)
                .hasMessage("frequency 1 has 1 values, the first has 2");
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aSirenKeepsTheLawOfItsActivationsThroughTheLayers() {
        // After a sine of a wide phase, values follow the arcsine law, of variance 1/2; the last
        // affine map then has variance width * bound^2 / 3 * 1/2 = 1/omega^2.
        var network = new Siren(2, 128, 4, 1, 30);
        var x = Tensors.uniform(new SplittableRandom(2), -1, 1, Kind.DOUBLE, 400, 2);
        double sum = 0;
        int draws = 20;
        for (int i = 0; i < draws; i++) {
            try (var w = Weights.create(network, Kind.DOUBLE, new SplittableRandom(i))) {
                var y = Tensors.toArray(network.forward(w, x));
                double bias = w.toArray()[(int) network.size() - 1];
                for (double v : y) {
                    sum += (v - bias) * (v - bias) / (400.0 * draws);
                }
            }
        }
        assertThat(sum * 900).isBetween(0.7, 1.3);
    }

    @Test
    void aResidualNetworkWithSilentBlocksIsAffine() {
        var network = new ResidualMlp(1, 3, 2, 1, Activation.TANH, Initialiser.GLOROT_NORMAL);
        try (var w = Weights.create(network, Kind.DOUBLE, new SplittableRandom(3))) {
            w.get("2.weight").detach().zero_();
            w.get("4.weight").detach().zero_();
            var y =
                    Tensors.toArray(
                            network.forward(
                                    w, Tensors.of(new double[][] {{-1}, {0}, {3}}, Kind.DOUBLE)));
            assertThat((y[2] - y[1]) / 3).isCloseTo(y[1] - y[0], within(1e-15));
        }
    }

    @Test
    void layerNormalisationCentresAndScalesEachItem() {
        var norm = new LayerNorm(4);
        try (var w = Weights.create(norm, Kind.DOUBLE, new SplittableRandom(4))) {
            var y =
                    Tensors.toArray(
                            norm.forward(
                                    w, Tensors.of(new double[][] {{1, 2, 3, 6}}, Kind.DOUBLE)));
            double deviation = Math.sqrt(3.5 + 1e-5);
            assertThat(y)
                    .containsExactly(
                            new double[] {-2 / deviation, -1 / deviation, 0, 3 / deviation},
                            within(1e-14));
        }
    }
}
