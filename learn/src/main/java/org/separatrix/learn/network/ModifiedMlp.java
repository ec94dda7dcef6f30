package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;

import java.util.ArrayList;
import java.util.List;

/// A multilayer perceptron whose hidden layers are gated by two encodings of the input.
///
/// `U = phi(x W_u + b_u)`, `V = phi(x W_v + b_v)`, and each hidden layer is `Z*U + (1 - Z)*V` with
/// `Z = phi(h W + b)`.
///
/// Source: S. Wang, Y. Teng, P. Perdikaris, "Understanding and mitigating gradient flow pathologies
/// in physics-informed neural networks", SIAM J. Sci. Comput. 43 (2021).
///
/// @param width of every hidden layer
/// @param depth number of hidden layers, at least one
public record ModifiedMlp(
        int inputs,
        int width,
        int depth,
        int outputs,
        Activation activation,
        Initialiser initialiser)
        implements Network {

    public ModifiedMlp {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("width", width);
        Check.atLeastOne("depth", depth);
        Check.atLeastOne("outputs", outputs);
    }

    /// The affine maps in order: the two encoders, the hidden layers, the output.
    public List<Linear> layers() {
        var layers = new ArrayList<Linear>();
        layers.add(Linear.of(inputs, width, initialiser));
        layers.add(Linear.of(inputs, width, initialiser));
        for (int i = 0; i < depth; i++) {
            layers.add(Linear.of(i == 0 ? inputs : width, width, initialiser));
        }
        layers.add(Linear.of(width, outputs, initialiser));
        return layers;
    }

    @Override
    public List<Parameter> parameters() {
        var names = new ArrayList<>(List.of("encoder.u", "encoder.v"));
        for (int i = 0; i <= depth; i++) {
            names.add(Integer.toString(i));
        }
        return Parametrised.join(names, layers());
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        var layers = layers();
        var u = activation.apply(affine(layers, weights, 0, x));
        var v = activation.apply(affine(layers, weights, 1, x));
        var difference = u.sub(v);
        var h = x;
        for (int i = 0; i < depth; i++) {
            var z = activation.apply(affine(layers, weights, 2 + i, h));
            h = z.mul(difference).add(v);
        }
        return affine(layers, weights, 2 + depth, h);
    }

    private static Tensor affine(List<Linear> layers, Weights weights, int index, Tensor x) {
        var layer = layers.get(index);
        return layer.forward(weights.part(2 * index, layer), x);
    }
}
