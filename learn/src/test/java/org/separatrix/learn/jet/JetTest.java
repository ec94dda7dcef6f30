package org.separatrix.learn.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.learn.Autograd;
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

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class JetTest {

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Test
    void theSeriesOfTanhAtZeroIsKnown() {
        try (var _ = new Scope()) {
            var s = Tensors.zeros(Kind.DOUBLE, 1, 1);
            var y = Jet.seed(s, List.of(new Direction(0, 5))).tanh();
            double[] coefficients = {1, 0, -1.0 / 3, 0, 2.0 / 15};
            double factorial = 1;
            for (int k = 1; k <= 5; k++) {
                factorial *= k;
                assertThat(Tensors.value(y.derivative(0, k)) / factorial)
                        .isCloseTo(coefficients[k - 1], within(1e-15));
            }
        }
    }

    @Test
    void elementaryFunctionsHaveTheirDerivatives() {
        try (var _ = new Scope()) {
            double at = 0.7;
            var x = Jet.seed(Tensors.full(at, Kind.DOUBLE, 1, 1), List.of(new Direction(0, 4)));
            check(x.sin(), Math.cos(at), -Math.sin(at), -Math.cos(at), Math.sin(at));
            check(x.cos(), -Math.sin(at), -Math.cos(at), Math.sin(at), Math.cos(at));
            double e = Math.exp(at);
            check(x.exp(), e, e, e, e);
            double s = 1 / (1 + Math.exp(-at));
            double s1 = s * (1 - s);
            double s2 = s1 * (1 - 2 * s);
            double s3 = s1 * (1 - 6 * s + 6 * s * s);
            double s4 = s1 * (1 - 14 * s + 36 * s * s - 24 * s * s * s);
            check(x.sigmoid(), s1, s2, s3, s4);
            check(x.softplus(), s, s1, s2, s3);
            check(x.times(x).times(x), 3 * at * at, 6 * at, 6, 0);
        }
    }

    private static void check(Jet jet, double... derivatives) {
        for (int k = 1; k <= derivatives.length; k++) {
            assertThat(Tensors.value(jet.derivative(0, k)))
                    .as("derivative %d", k)
                    .isCloseTo(derivatives[k - 1], within(1e-13));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"TANH", "SIN", "SIGMOID", "SOFTPLUS", "SILU", "LIPSWISH", "IDENTITY"})
    void derivativesOfAPerceptronMatchNestedReverseMode(Activation activation) {
        var network = Mlp.of(2, 10, 2, 2, activation).drawn(Initialiser.GLOROT_NORMAL);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(1))) {
            compare(network, weights, JetMlp.forward(network, weights, jet()));
        }
    }

    @Test
    void derivativesOfAGatedPerceptronMatchNestedReverseMode() {
        var network = new ModifiedMlp(2, 10, 3, 2, Activation.TANH, Initialiser.GLOROT_NORMAL);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(2))) {
            compare(network, weights, JetMlp.forward(network, weights, jet()));
        }
    }

    private static Tensor points() {
        return Tensors.normal(random(3), Kind.DOUBLE, 7, 2);
    }

    private static Jet jet() {
        return Jet.seed(points(), List.of(new Direction(0, 1), new Direction(1, 4)));
    }

    private static void compare(Network network, Weights weights, Jet jet) {
        var x = Autograd.leaf(points());
        var u = network.forward(weights, x);
        close(jet.value(), u);
        for (int output = 0; output < 2; output++) {
            var component = u.select(1, output);
            close(
                    jet.derivative(0, 1).select(1, output),
                    Autograd.grad(component, x, true).select(1, 0));
            var derivative = component;
            for (int order = 1; order <= 4; order++) {
                derivative = Autograd.grad(derivative, x, true).select(1, 1);
                close(jet.derivative(1, order).select(1, output), derivative);
            }
        }
        // The gradient for the weights, through either way.
        weights.backward(jet.derivative(1, 4).square().sum());
        var byJet = Tensors.toArray(weights.gradient());
        var all = x.new_zeros(new long[] {});
        for (int output = 0; output < 2; output++) {
            var derivative = u.select(1, output);
            for (int order = 1; order <= 4; order++) {
                derivative = Autograd.grad(derivative, x, true).select(1, 1);
            }
            all = all.add(derivative.square().sum());
        }
        if (all.requires_grad()) {
            weights.backward(all);
            var nested = Tensors.toArray(weights.gradient());
            double scale = 1;
            for (double g : nested) {
                scale = Math.max(scale, Math.abs(g));
            }
            for (int i = 0; i < nested.length; i++) {
                assertThat(byJet[i]).isCloseTo(nested[i], within(1e-10 * scale));
            }
        }
    }

    private static void close(Tensor ours, Tensor theirs) {
        var a = Tensors.toArray(ours);
        var b = Tensors.toArray(theirs);
        assertThat(a).hasSameSizeAs(b);
        double scale = 1;
        for (double v : b) {
            scale = Math.max(scale, Math.abs(v));
        }
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i]).isCloseTo(b[i], within(1e-10 * scale));
        }
    }

    @Test
    void activationsWithoutASeriesAreRefused() {
        var network = Mlp.of(2, 4, 1, 1, Activation.RELU);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, random(1))) {
            var jet = jet();
            assertThatThrownBy(() -> JetMlp.forward(network, weights, jet))
                    .isInstanceOf(LearnException.class)
                    .hasMessageStartingWith("no Taylor series for the activation RELU; use TANH");
            assertThatThrownBy(() -> Jet.seed(jet.value(), List.of(new Direction(2, 1))))
                    .hasMessage(
                            "Direction[axis=2, order=1] does not suit points with 2 coordinates");
        }
    }
}
