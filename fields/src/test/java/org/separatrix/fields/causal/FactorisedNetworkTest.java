package org.separatrix.fields.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.ModifiedMlp;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;

import java.util.SplittableRandom;

class FactorisedNetworkTest {

    private static Network network(boolean gated) {
        return gated
                ? new ModifiedMlp(3, 5, 2, 2, Activation.TANH, Initialiser.GLOROT_NORMAL)
                : Mlp.of(3, 5, 2, 2, Activation.TANH);
    }

    private static double[] random(Network network) {
        return new SplittableRandom(1).doubles(network.size(), -1, 1).toArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void factorsMultiplyBackToTheWeights(boolean gated) {
        var network = network(gated);
        var factorised = new FactorisedNetwork(network);
        double[] theta = random(network);
        double[] values = factorised.factorise(theta, new SplittableRandom(2));
        assertThat(values).hasSize((int) factorised.size());
        double[] back = factorised.multiply(values);
        for (int i = 0; i < theta.length; i++) {
            assertThat(back[i]).isCloseTo(theta[i], within(1e-14));
        }
        try (var _ = new Scope();
                var own = Weights.of(factorised, Kind.DOUBLE, values)) {
            assertThat(factorised.weights(own).toArray()).containsExactly(back, within(1e-14));
        }
    }

    /// With `W = e^s V`: `dL/dV = e^s dL/dW` and `dL/ds = sum_j W_j dL/dW_j` over the row.
    @Test
    void gradientsAreThoseOfTheProductRule() {
        var network = Mlp.of(2, 3, 1, 1, Activation.TANH);
        var factorised = new FactorisedNetwork(network);
        double[] theta = random(network);
        double[] values = factorised.factorise(theta, new SplittableRandom(3));
        try (var _ = new Scope();
                var plain = Weights.of(network, Kind.DOUBLE, theta);
                var own = Weights.of(factorised, Kind.DOUBLE, values)) {
            var x = Tensors.of(new double[][] {{0.3, -0.7}, {1.1, 0.2}}, Kind.DOUBLE);
            plain.backward(network.forward(plain, x).square().sum());
            own.backward(network.forward(factorised.weights(own), x).square().sum());
            double[] g = Tensors.toArray(plain.gradient());
            double[] f = Tensors.toArray(own.gradient());
            for (int row = 0; row < 3; row++) {
                // The first matrix, [3][2], comes first; its scales follow all of the network's.
                double s = values[theta.length + row];
                double along = 0;
                for (int j = 2 * row; j < 2 * row + 2; j++) {
                    assertThat(f[j]).isCloseTo(Math.exp(s) * g[j], within(1e-12));
                    along += theta[j] * g[j];
                }
                assertThat(f[theta.length + row]).isCloseTo(along, within(1e-12));
            }
        }
    }

    @Test
    void aFactorisedTrainingEndsInWeightsOfThePlainNetwork() {
        var settings = PinnPresets.adamOf(PinnPresets.ALLEN_CAHN, 3);
        var problem = PinnProblems.allenCahn();
        double[] a =
                new PinnTrainer(problem, settings.factorising())
                        .solve(new Seeds(2))
                        .windows()
                        .getFirst()
                        .theta();
        double[] b =
                new PinnTrainer(problem, settings).solve(new Seeds(2)).windows().getFirst().theta();
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        // Three steps of 1e-3 on e^s V with |e^s V| of order 1: both start at the same function.
        assertThat(largest).isBetween(1e-6, 0.05);
    }
}
