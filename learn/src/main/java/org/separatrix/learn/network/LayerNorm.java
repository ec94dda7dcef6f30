package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;

import java.util.List;

/// Normalises the last axis to mean 0 and variance 1, then scales and shifts it.
///
/// Source: J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization" (2016).
///
/// @param width extent of the last axis
public record LayerNorm(int width) implements Network {

    private static final double EPSILON = 1e-5;

    public LayerNorm {
        Check.atLeastOne("width", width);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("weight", Initialiser.ONES, width),
                new Parameter("bias", Initialiser.ZEROS, width));
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        try (var scope = new Scope()) {
            return scope.keep(
                    torch.layer_norm(
                            x,
                            new long[] {width},
                            new TensorOptional(weights.get(0)),
                            new TensorOptional(weights.get(1)),
                            EPSILON,
                            false));
        }
    }

    @Override
    public int inputs() {
        return width;
    }

    @Override
    public int outputs() {
        return width;
    }
}
