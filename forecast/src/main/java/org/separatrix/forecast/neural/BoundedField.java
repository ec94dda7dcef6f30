package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// A vector field that cannot run away: `scale * tanh(network(x))` with a scale a component.
///
/// @param network softplus inside
record BoundedField(Mlp network) implements Network {

    /// @param inputs components of the state, and of whatever else is given
    static BoundedField of(int inputs, int width, int depth, int outputs) {
        return new BoundedField(
                Mlp.of(inputs, width, depth, outputs, Activation.SOFTPLUS)
                        .ending(Activation.TANH)
                        .drawn(Initialiser.GLOROT_NORMAL));
    }

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<>(network.parameters());
        all.add(new Parameter("scale", Initialiser.ONES, network.outputs()));
        return all;
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        return network.forward(weights.part(0, network), x).mul(weights.get(network.arrays()));
    }

    @Override
    public int inputs() {
        return network.inputs();
    }

    @Override
    public int outputs() {
        return network.outputs();
    }
}
