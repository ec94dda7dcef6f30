package org.separatrix.learn.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;

/// Steps scaled by the ratio of their own past size to that of the gradient.
///
/// Source: M. Zeiler, "ADADELTA", arXiv:1212.5701 (2012).
public final class Adadelta extends FirstOrder {

    private final double rho;
    private final double epsilon;
    private final double decay;

    /// @param rho memory of both averages, in `[0, 1)`
    /// @param epsilon added to both averages
    /// @param decay added to the gradient times the weights
    public Adadelta(double rho, double epsilon, double decay) {
        this.rho = rho;
        this.epsilon = epsilon;
        this.decay = decay;
    }

    /// The usual settings: memory 0.9, epsilon 1e-6.
    public static Adadelta standard(double decay) {
        return new Adadelta(0.9, 1e-6, decay);
    }

    @Override
    void update(
            Tensor values, Tensor gradient, Tensor first, Tensor second, long step, double rate) {
        var slope = decay == 0 ? gradient : Tensors.plus(gradient, decay, values);
        Tensors.scaleBy(first, rho);
        first.addcmul_(slope, slope, new Scalar(1 - rho));
        var change =
                Tensors.shift(second, epsilon)
                        .sqrt_()
                        .div_(Tensors.shift(first, epsilon).sqrt_())
                        .mul_(slope);
        Tensors.scaleBy(second, rho);
        second.addcmul_(change, change, new Scalar(1 - rho));
        Tensors.addTo(values, -rate, change);
    }
}
