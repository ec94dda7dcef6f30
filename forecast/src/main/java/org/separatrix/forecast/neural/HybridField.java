package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.equations.Expression;
import org.separatrix.forecast.Scaling;
import org.separatrix.learn.TensorAlgebra;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// Right-hand sides that are known in part: `known(x) + network(x)`.
///
/// @param names of the components
/// @param known what is known of each component's right-hand side
/// @param missing the network, which sees components in standard deviations
/// @param scale of the components
/// @param range mean and unit of the network's output, for each component
record HybridField(
        List<String> names,
        List<Expression> known,
        BoundedField missing,
        Scaling scale,
        Scaling range)
        implements Network {

    @Override
    public List<Parameter> parameters() {
        return missing.parameters();
    }

    @Override
    public int inputs() {
        return names.size();
    }

    @Override
    public int outputs() {
        return names.size();
    }

    @Override
    public Tensor forward(Weights weights, Tensor x) {
        var algebra = new TensorAlgebra(weights.kind());
        var terms =
                known.stream()
                        .map(formula ->
                                algebra.evaluate(formula, name -> x.select(1, names.indexOf(name)))
                                        .expand(x.size(0)))
                        .toList();
        var mean = Tensors.of(scale.mean(), weights.kind());
        var deviation = Tensors.of(scale.deviation(), weights.kind());
        var learned = missing.forward(weights, x.sub(mean).div(deviation));
        var centre = Tensors.of(range.mean(), weights.kind());
        var unit = Tensors.of(range.deviation(), weights.kind());
        return Tensors.stack(1, terms).add(learned.mul(unit)).add(centre);
    }
}
