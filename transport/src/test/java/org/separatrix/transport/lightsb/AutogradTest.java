package org.separatrix.transport.lightsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.transport.Sampler;

import java.util.List;
import java.util.SplittableRandom;

/// The gradients written by hand agree with those of automatic differentiation.
class AutogradTest {

    private static final double EPSILON = 0.3;

    /// The loss of diagonal matrices in tensors; `a` `[K]`, `r` and `l` `[D, K]`.
    static Tensor loss(Tensor a, Tensor r, Tensor l, Tensor x0, Tensor x1, double epsilon) {
        var s = l.exp();
        var logAlpha = Tensors.scale(a, 1 / epsilon);
        var source =
                Tensors.scale(x0.square().matmul(s), 0.5 / epsilon)
                        .add(Tensors.scale(x0.matmul(r), 1 / epsilon))
                        .add(logAlpha);
        var off = x1.unsqueeze(2).sub(r.unsqueeze(0));
        var target =
                Tensors.scale(off.square().div(s.unsqueeze(0)).sum(1), -0.5 / epsilon)
                        .add(logAlpha)
                        .sub(Tensors.scale(l.sum(0), 0.5));
        double norm = 0.5 * x0.size(1) * Math.log(2 * Math.PI * epsilon);
        return Tensors.shift(source.logsumexp(1).mean().sub(target.logsumexp(1).mean()), norm);
    }

    @Test
    void lossAndGradientAgreeWithAutograd() {
        var random = new SplittableRandom(1);
        int k = 7;
        int d = 3;
        var cloud = Sampler.gaussian(d);
        var model = new DiagonalTrainable(EPSILON, cloud.draw(random, k), 0.4);
        for (double[] part : model.parameters()) {
            for (int i = 0; i < part.length; i++) {
                part[i] += 0.3 * random.nextGaussian();
            }
        }
        double[][] x0 = cloud.draw(random, 20);
        double[][] x1 = cloud.draw(random, 15);
        double ours = model.gradient(x0, x1);
        try (var _ = new Scope()) {
            var a = Autograd.leaf(Tensors.of(model.a, Kind.DOUBLE, k));
            var r = Autograd.leaf(Tensors.of(model.r, Kind.DOUBLE, d, k));
            var l = Autograd.leaf(Tensors.of(model.l, Kind.DOUBLE, d, k));
            var theirs =
                    loss(
                            a,
                            r,
                            l,
                            Tensors.of(x0, Kind.DOUBLE),
                            Tensors.of(x1, Kind.DOUBLE),
                            EPSILON);
            assertThat(ours).isCloseTo(Tensors.value(theirs), within(1e-11));
            var gradients = Autograd.grad(theirs, List.of(a, r, l), false);
            double[][] hand = model.gradients();
            for (int p = 0; p < 3; p++) {
                double[] automatic = Tensors.toArray(gradients.get(p));
                // Both are sums in double precision of numbers of order 10.
                assertThat(hand[p]).containsExactly(automatic, within(1e-11));
            }
        }
    }
}
