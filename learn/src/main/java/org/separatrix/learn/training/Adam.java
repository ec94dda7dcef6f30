package org.separatrix.learn.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;

/// Adam, with its variants.
///
/// Sources: D. Kingma, J. Ba, "Adam", ICLR 2015; I. Loshchilov, F. Hutter, "Decoupled weight decay
/// regularization", ICLR 2019; L. Liu et al., "On the variance of the adaptive learning rate and
/// beyond", ICLR 2020 (rectified).
public final class Adam extends FirstOrder {

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double decay;
    private final boolean rectified;

    /// @param beta1 memory of the mean gradient, in `[0, 1)`
    /// @param beta2 memory of the mean squared gradient, in `[0, 1)`
    /// @param epsilon added to the root of the latter
    /// @param decay decoupled weight decay: each step shrinks the weights by `rate * decay`
    /// @param rectified whether early steps, whose squared mean is uncertain, are damped (RAdam)
    public Adam(double beta1, double beta2, double epsilon, double decay, boolean rectified) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new LearnException(
                    "beta1 and beta2 must lie in [0, 1), got %s and %s".formatted(beta1, beta2));
        }
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.decay = decay;
        this.rectified = rectified;
    }

    /// Adam at its usual settings.
    public static Adam standard() {
        return new Adam(0.9, 0.999, 1e-8, 0, false);
    }

    /// AdamW: Adam with decoupled weight decay.
    public static Adam decoupled(double decay) {
        return new Adam(0.9, 0.999, 1e-8, decay, false);
    }

    /// RAdam: Adam that damps its early steps.
    public static Adam rectifying() {
        return new Adam(0.9, 0.999, 1e-8, 0, true);
    }

    @Override
    void update(
            Tensor values, Tensor gradient, Tensor first, Tensor second, long step, double rate) {
        double count = step;
        if (decay != 0) {
            Tensors.scaleBy(values, 1 - rate * decay);
        }
        Tensors.scaleBy(first, beta1);
        Tensors.addTo(first, 1 - beta1, gradient);
        Tensors.scaleBy(second, beta2);
        second.addcmul_(gradient, gradient, new Scalar(1 - beta2));
        double bias1 = 1 - Math.pow(beta1, count);
        double bias2 = 1 - Math.pow(beta2, count);
        double factor = rate / bias1;
        if (rectified) {
            double longest = 2 / (1 - beta2) - 1;
            double length = longest - 2 * count * Math.pow(beta2, count) / bias2;
            if (length <= 5) {
                Tensors.addTo(values, -factor, first);
                return;
            }
            factor *=
                    Math.sqrt(
                            (length - 4)
                                    * (length - 2)
                                    * longest
                                    / ((longest - 4) * (longest - 2) * length));
        }
        var scale = second.sqrt();
        Tensors.scaleBy(scale, 1 / Math.sqrt(bias2));
        scale.add_(new Scalar(epsilon));
        values.addcdiv_(first, scale, new Scalar(-factor));
    }
}
