package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;

import java.util.ArrayList;
import java.util.List;

/// A perceptron whose hidden layers add to what they are given: an affine map to `width`, blocks `h
/// + W2 phi(W1 h + b1) + b2`, and an affine map to the outputs.
///
/// Source: K. He et al., "Identity mappings in deep residual networks", ECCV 2016.
///
/// @param width of every block
/// @param blocks number of blocks, at least one
public record ResidualMlp(
        int inputs,
        int width,
        int blocks,
        int outputs,
        Activation activation,
        Initialiser initialiser)
        implements Network {

    public ResidualMlp {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("width", width);
        Check.atLeastOne("blocks", blocks);
        Check.atLeastOne("outputs", outputs);
    }

    private List<Linear> layers() {
        var layers = new ArrayList<Linear>();
        layers.add(Linear.of(inputs, width, initialiser));
        for (int i = 0; i < 2 * blocks; i++) {
            layers.add(Linear.of(width, width, initialiser));
        }
        layers.add(Linear.of(width, outputs, initialiser));
        return layers;
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.numbered(layers());
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        var layers = layers();
        var h = affine(layers, weights, 0, x);
        for (int block = 0; block < blocks; block++) {
            var inner = activation.apply(affine(layers, weights, 1 + 2 * block, h));
            h = h.add(affine(layers, weights, 2 + 2 * block, inner));
        }
        return affine(layers, weights, 1 + 2 * blocks, h);
    }

    private static Tensor affine(List<Linear> layers, Weights weights, int index, Tensor x) {
        return layers.get(index).forward(weights.part(2 * index, layers.get(index)), x);
    }
}
