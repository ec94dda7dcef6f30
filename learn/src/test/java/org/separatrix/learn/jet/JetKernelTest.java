package org.separatrix.learn.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.jet.Jet.Direction;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.ModifiedMlp;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class JetKernelTest {

    private static final Mlp NETWORK = Mlp.of(2, 7, 3, 2, Activation.TANH);
    private static final List<Integer> ORDERS = List.of(2, 4);

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    }

    private static double[] seeded(JetKernel kernel, double t, double x) {
        var jet = new double[kernel.coefficients() * 2];
        jet[0] = t;
        jet[1] = x;
        jet[2 * kernel.index(0, 1)] = 1;
        jet[2 * kernel.index(1, 1) + 1] = 1;
        return jet;
    }

    @Test
    void coefficientsAndGradientsAgreeWithLibtorch() {
        agrees(NETWORK);
    }

    @Test
    void thoseOfGatedNetworksToo() {
        for (int depth = 1; depth <= 3; depth++) {
            agrees(new ModifiedMlp(2, 6, depth, 2, Activation.TANH, Initialiser.GLOROT_NORMAL));
        }
    }

    private static void agrees(Network network) {
        var kernel = JetKernel.of(network, ORDERS);
        assertThat(kernel.parameters()).isEqualTo((int) network.size());
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random())) {
            kernel.weights(weights.toArray());
            var ours = kernel.forward(seeded(kernel, 0.3, -0.8), 0).clone();
            var point = Tensors.of(new double[] {0.3, -0.8}, Kind.DOUBLE, 1, 2);
            var seed = Jet.seed(point, List.of(new Direction(0, 2), new Direction(1, 4)));
            var jet =
                    network instanceof ModifiedMlp gated
                            ? JetMlp.forward(gated, weights, seed)
                            : JetMlp.forward((Mlp) network, weights, seed);
            var sum = Tensors.scalar(0, Kind.DOUBLE);
            var adjoint = new double[ours.length];
            for (int d = 0; d < 2; d++) {
                for (int k = d == 0 ? 0 : 1; k <= ORDERS.get(d); k++) {
                    var coefficient = jet.coefficient(d, k);
                    double[] theirs = Tensors.toArray(coefficient);
                    for (int o = 0; o < 2; o++) {
                        int at = 2 * kernel.index(d, k) + o;
                        assertThat(ours[at])
                                .isCloseTo(theirs[o], within(1e-12 * (1 + Math.abs(theirs[o]))));
                        adjoint[at] = 0.3 + at;
                        sum = sum.add(Tensors.scale(coefficient.select(1, o).sum(), 0.3 + at));
                    }
                }
            }
            weights.backward(sum);
            double[] gradient = Tensors.toArray(weights.gradient());
            var row = new double[kernel.parameters() + 3];
            kernel.backward(adjoint, row, 2);
            double size = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            for (int j = 0; j < gradient.length; j++) {
                assertThat(row[2 + j]).isCloseTo(gradient[j], within(1e-10 * size));
            }
        }
    }

    @Test
    void aPlainValueNeedsNoDirection() {
        var kernel = JetKernel.of(Mlp.of(1, 3, 1, 1, Activation.TANH), List.of());
        var theta = new double[kernel.parameters()];
        theta[0] = 2;
        theta[6] = 1;
        kernel.weights(theta);
        assertThat(kernel.forward(new double[] {0.4}, 0)[0]).isEqualTo(Math.tanh(0.8));
    }

    @Test
    void theSeriesOfTanhLeavesAsItIsKnown() {
        var kernel = JetKernel.of(Mlp.of(1, 1, 1, 1, Activation.TANH), List.of(5));
        // weight 1, bias 0, weight 1, bias 0: the network is tanh itself
        kernel.weights(new double[] {1, 0, 1, 0});
        var out = kernel.forward(new double[] {0, 1, 0, 0, 0, 0}, 0);
        assertThat(out)
                .containsExactly(new double[] {0, 1, 0, -1.0 / 3, 0, 2.0 / 15}, within(1e-15));
    }

    @Test
    void anotherActivationIsRefused() {
        assertThatThrownBy(() -> JetKernel.of(Mlp.of(1, 3, 1, 1, Activation.SIN), List.of(1)))
                .isInstanceOf(LearnException.class)
                .hasMessage(
                        "the jet kernel needs TANH inside and IDENTITY at the end, got SIN and"
                                + " IDENTITY");
    }

    @Test
    void ordersBelowOneAreRefused() {
        var orders = new ArrayList<>(List.of(2, 0));
        assertThatThrownBy(() -> JetKernel.of(NETWORK, orders))
                .hasMessage("order of direction 1 must be at least 1, got 0");
    }
}
