package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// Affine maps in a row, each found by its place.
///
/// @param maps in the order in which their weights lie, all with a bias
record Parts(List<Linear> maps) {

    /// A map drawn as most libraries draw it.
    static Linear map(int inputs, int outputs) {
        return new Linear(
                inputs, outputs, true, Initialiser.FAN_IN_UNIFORM, Initialiser.FAN_IN_UNIFORM);
    }

    List<Parameter> parameters() {
        var names = new ArrayList<String>();
        for (int i = 0; i < maps.size(); i++) {
            names.add(Integer.toString(i));
        }
        return Parametrised.join(names, maps);
    }

    Tensor apply(int index, Weights weights, Tensor x) {
        var map = maps.get(index);
        return map.forward(weights.part(2 * index, map), x);
    }
}
