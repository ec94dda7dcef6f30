package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A multilayer perceptron: affine maps with an activation between them, and none after the last.
///
/// @param hidden width of each hidden layer; empty for an affine map
/// @param activation of the hidden layers
/// @param last applied to the output
/// @param initialiser draws the weights
/// @param biases draws the biases, by the inputs of their layer; zero unless [#biased]
public record Mlp(
        int inputs,
        List<Integer> hidden,
        int outputs,
        Activation activation,
        Activation last,
        Initialiser initialiser,
        Initialiser biases)
        implements Network {

    public Mlp {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("outputs", outputs);
        hidden = List.copyOf(hidden);
        hidden.forEach(width -> Check.atLeastOne("hidden width", width));
    }

    /// Layers of one width, initialised as suits the activation, with a plain output.
    public static Mlp of(int inputs, int width, int depth, int outputs, Activation activation) {
        return new Mlp(
                inputs,
                Collections.nCopies(depth, width),
                outputs,
                activation,
                Activation.IDENTITY,
                activation.initialiser(),
                Initialiser.ZEROS);
    }

    /// The same with another function of the output.
    public Mlp ending(Activation function) {
        return new Mlp(inputs, hidden, outputs, activation, function, initialiser, biases);
    }

    /// The same with another initialiser.
    public Mlp drawn(Initialiser other) {
        return new Mlp(inputs, hidden, outputs, activation, last, other, biases);
    }

    /// The same with biases that do not begin at zero.
    public Mlp biased(Initialiser other) {
        return new Mlp(inputs, hidden, outputs, activation, last, initialiser, other);
    }

    /// The affine maps, in order.
    public List<Linear> layers() {
        var layers = new ArrayList<Linear>();
        int width = inputs;
        for (int next : hidden) {
            layers.add(new Linear(width, next, true, initialiser, biases));
            width = next;
        }
        layers.add(new Linear(width, outputs, true, initialiser, biases));
        return layers;
    }

    @Override
    public List<Parameter> parameters() {
        var names = new ArrayList<String>();
        for (int i = 0; i <= hidden.size(); i++) {
            names.add(Integer.toString(i));
        }
        return Parametrised.join(names, layers());
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        var layers = layers();
        var h = x;
        for (int i = 0; i < layers.size(); i++) {
            var layer = layers.get(i);
            h = layer.forward(weights.part(2 * i, layer), h);
            h = (i < layers.size() - 1 ? activation : last).apply(h);
        }
        return h;
    }
}
