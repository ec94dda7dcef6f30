package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;

import java.util.List;

/// An affine map `x W^T + b`.
///
/// @param bias whether there is a `b`
/// @param weightInitialiser draws `W`, of shape (outputs, inputs)
/// @param biasInitialiser draws `b`
public record Linear(
        int inputs,
        int outputs,
        boolean bias,
        Initialiser weightInitialiser,
        Initialiser biasInitialiser)
        implements Network {

    public Linear {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("outputs", outputs);
    }

    /// With a bias that begins at zero.
    public static Linear of(int inputs, int outputs, Initialiser initialiser) {
        return new Linear(inputs, outputs, true, initialiser, Initialiser.ZEROS);
    }

    @Override
    public List<Parameter> parameters() {
        var weight = new Parameter("weight", weightInitialiser, outputs, inputs);
        return bias ? List.of(weight, new Parameter("bias", biasOf(), outputs)) : List.of(weight);
    }

    /// A bias is drawn with the fan-in of its weight.
    private Initialiser biasOf() {
        return (_, values, random) ->
                biasInitialiser.fill(
                        new Parameter("bias", biasInitialiser, outputs, inputs), values, random);
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        try (var scope = new Scope()) {
            return scope.keep(
                    torch.linear(
                            x,
                            weights.get(0),
                            bias ? new TensorOptional(weights.get(1)) : new TensorOptional()));
        }
    }
}
