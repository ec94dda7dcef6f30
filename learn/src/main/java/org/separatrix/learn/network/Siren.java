package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

/// A perceptron with sine activations, for signals and their derivatives.
///
/// Layers compute `sin(omega (W x + b))`. Weights are uniform within `1/inputs` in the first layer
/// and within `sqrt(6/inputs)/omega` in the others, which keeps the law of the activations the same
/// from layer to layer.
///
/// Source: V. Sitzmann et al., "Implicit neural representations with periodic activation
/// functions", NeurIPS 2020.
///
/// @param width of every hidden layer
/// @param depth number of hidden layers, at least one
/// @param omega frequency, 30 in the paper for inputs in `[-1, 1]`
public record Siren(int inputs, int width, int depth, int outputs, double omega)
        implements Network {

    public Siren {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("width", width);
        Check.atLeastOne("depth", depth);
        Check.atLeastOne("outputs", outputs);
        if (!(omega > 0)) {
            throw new LearnException("omega must be above 0, got " + omega);
        }
    }

    private List<Linear> layers() {
        var layers = new ArrayList<Linear>();
        layers.add(layer(inputs, width, 1.0 / inputs));
        double bound = Math.sqrt(6.0 / width) / omega;
        for (int i = 1; i < depth; i++) {
            layers.add(layer(width, width, bound));
        }
        layers.add(layer(width, outputs, bound));
        return layers;
    }

    private static Linear layer(int from, int to, double bound) {
        return new Linear(from, to, true, Initialiser.uniform(bound), Initialiser.FAN_IN_UNIFORM);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.numbered(layers());
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        var layers = layers();
        var h = x;
        for (int i = 0; i <= depth; i++) {
            h = layers.get(i).forward(weights.part(2 * i, layers.get(i)), h);
            h = i < depth ? Tensors.scale(h, omega).sin() : h;
        }
        return h;
    }
}
