package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// A perceptron whose layers are opened and shifted by time: `(W x + b) sigmoid(g t + c) + d t`.
///
/// Source: W. Grathwohl et al., "FFJORD", ICLR 2019.
record TimeGatedMlp(int dimension, int width, int depth) implements Parametrised {

    private List<Linear> layers() {
        var layers = new ArrayList<Linear>();
        for (int i = 0; i <= depth; i++) {
            layers.add(
                    Linear.of(
                            i == 0 ? dimension : width,
                            i == depth ? dimension : width,
                            Initialiser.GLOROT_NORMAL));
        }
        return layers;
    }

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        var layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            for (var parameter : layers.get(i).parameters()) {
                all.add(parameter.under(Integer.toString(i)));
            }
            long out = layers.get(i).outputs();
            all.add(new Parameter(i + ".gate.slope", Initialiser.normal(0.5), out));
            all.add(new Parameter(i + ".gate.shift", Initialiser.ZEROS, out));
            all.add(new Parameter(i + ".shift", Initialiser.normal(0.5), out));
        }
        return all;
    }

    /// @param x shape (batch, dimension)
    Tensor forward(Weights weights, double t, Tensor x) {
        var layers = layers();
        var h = x;
        for (int i = 0; i < layers.size(); i++) {
            int first = 5 * i;
            var time = new Scalar(t);
            var gate = weights.get(first + 2).mul(time).add(weights.get(first + 3)).sigmoid();
            h =
                    layers.get(i)
                            .forward(weights.part(first, layers.get(i)), h)
                            .mul(gate)
                            .add(weights.get(first + 4).mul(time));
            h = i < layers.size() - 1 ? h.tanh() : h;
        }
        return h;
    }
}
