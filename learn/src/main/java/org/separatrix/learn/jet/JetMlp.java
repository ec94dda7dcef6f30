package org.separatrix.learn.jet;

import org.bytedeco.pytorch.TensorOptional;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.ModifiedMlp;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// Perceptrons on jets: the same weights, the derivatives for free.
public final class JetMlp {

    private JetMlp() {}

    /// The series of a perceptron's output.
    ///
    /// @param x series of the input, of shape (batch, inputs)
    /// @throws LearnException for an activation without a series
    public static Jet forward(Mlp network, Weights weights, Jet x) {
        var layers = network.layers();
        var h = x;
        for (int i = 0; i < layers.size(); i++) {
            h = affine(layers, weights, i, h);
            h = apply(i < layers.size() - 1 ? network.activation() : network.last(), h);
        }
        return h;
    }

    /// The series of a gated perceptron's output.
    ///
    /// @param x series of the input, of shape (batch, inputs)
    public static Jet forward(ModifiedMlp network, Weights weights, Jet x) {
        var layers = network.layers();
        var u = apply(network.activation(), affine(layers, weights, 0, x));
        var v = apply(network.activation(), affine(layers, weights, 1, x));
        var difference = u.minus(v);
        var h = x;
        for (int i = 0; i < network.depth(); i++) {
            var z = apply(network.activation(), affine(layers, weights, 2 + i, h));
            h = z.times(difference).plus(v);
        }
        return affine(layers, weights, 2 + network.depth(), h);
    }

    private static Jet affine(List<Linear> layers, Weights weights, int index, Jet x) {
        var own = weights.part(2 * index, layers.get(index));
        return x.linear(own.get(0), new TensorOptional(own.get(1)));
    }

    private static Jet apply(Activation activation, Jet z) {
        return switch (activation) {
            case IDENTITY -> z;
            case TANH -> z.tanh();
            case SIGMOID -> z.sigmoid();
            case SOFTPLUS -> z.softplus();
            case SILU -> z.times(z.sigmoid());
            case LIPSWISH -> z.times(z.sigmoid()).times(0.909);
            case SIN -> z.sin();
            case RELU, GELU, ERF, ELU ->
                    throw new LearnException(
                            "no Taylor series for the activation %s; use TANH, SIN, SIGMOID, SOFTPLUS, SILU, LIPSWISH or IDENTITY"
                                    .formatted(activation));
        };
    }
}
