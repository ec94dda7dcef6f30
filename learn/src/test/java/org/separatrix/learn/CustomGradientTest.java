package org.separatrix.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

import java.util.List;

class CustomGradientTest {

    /// `x^2 y`, with its gradient by hand.
    private static Tensor product(Tensor x, Tensor y, double factor) {
        return CustomGradient.apply(
                List.of(x, y),
                in -> in.get(0).square().mul(in.get(1)),
                (g, in) ->
                        List.of(
                                Tensors.scale(g.mul(in.get(0)).mul(in.get(1)), 2 * factor),
                                Tensors.scale(g.mul(in.get(0).square()), factor)));
    }

    @Test
    void theGradientByHandReachesEveryInputThroughTheGraph() {
        try (var _ = new Scope()) {
            var a = Autograd.leaf(Tensors.of(new double[] {1, 2}, Kind.DOUBLE));
            var b = Autograd.leaf(Tensors.of(new double[] {3, -4}, Kind.DOUBLE));
            var x = a.sin();
            var loss = product(x, b, 1).exp().sum();
            var byHand = Autograd.grad(loss, List.of(a, b), false);
            var again = a.sin();
            var reference = Autograd.grad(again.square().mul(b).exp().sum(), List.of(a, b), false);
            for (int i = 0; i < 2; i++) {
                assertThat(Tensors.toArray(byHand.get(i)))
                        .containsExactly(Tensors.toArray(reference.get(i)), within(1e-13));
            }
        }
    }

    @Test
    void itIsTheGradientByHandAndNotThatOfTheValue() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.scalar(3, Kind.DOUBLE));
            var y = Autograd.leaf(Tensors.scalar(5, Kind.DOUBLE));
            var twice = Autograd.grad(product(x, y, 2), List.of(x, y), false);
            assertThat(Tensors.value(twice.get(0))).isEqualTo(60);
            assertThat(Tensors.value(twice.get(1))).isEqualTo(18);
        }
    }

    @Test
    void anOutputUsedTwiceGathersBothGradientsFirst() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.scalar(3, Kind.DOUBLE));
            var y = Tensors.scalar(5, Kind.DOUBLE);
            var z = product(x, y, 1);
            var g = Autograd.grad(z.square().add(z), x, false);
            assertThat(Tensors.value(g)).isEqualTo((2 * 45 + 1) * 30);
        }
    }

    @Test
    void theCallbacksOutliveTheScopeTheyWereMadeIn() {
        try (var _ = Scope.boundary()) {
            var x = Autograd.leaf(Tensors.scalar(3, Kind.DOUBLE));
            Tensor z;
            try (var inner = new Scope()) {
                z = inner.keep(product(x, Tensors.scalar(5, Kind.DOUBLE), 1));
            }
            System.gc();
            assertThat(Tensors.value(Autograd.grad(z, x, false))).isEqualTo(30);
        }
    }
}
