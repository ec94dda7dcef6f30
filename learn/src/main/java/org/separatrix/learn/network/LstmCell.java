package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;

import java.util.List;

/// One step of a network with long short-term memory.
///
/// Source: S. Hochreiter and J. Schmidhuber, "Long short-term memory", Neural Computation 9 (1997),
/// with the forget gate of F. Gers et al. (2000).
///
/// @param inputs extent of the input
/// @param hidden extent of output and memory
public record LstmCell(int inputs, int hidden) implements GatedCell {

    public LstmCell {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("hidden", hidden);
    }

    /// The four parts of each array belong to the input gate, the forget gate, the candidate and
    /// the output gate.
    @Override
    public List<Parameter> parameters() {
        var initialiser = Initialiser.uniform(1 / Math.sqrt((double) hidden));
        return List.of(
                new Parameter("input.weight", initialiser, 4L * hidden, inputs),
                new Parameter("hidden.weight", initialiser, 4L * hidden, hidden),
                new Parameter("input.bias", initialiser, 4L * hidden),
                new Parameter("hidden.bias", initialiser, 4L * hidden));
    }

    @Override
    public State step(Weights weights, Tensor x, State state) {
        try (var scope = new Scope()) {
            var next =
                    torch.lstm_cell(
                            x,
                            new TensorVector(state.output(), state.memory()),
                            weights.get(0),
                            weights.get(1),
                            new TensorOptional(weights.get(2)),
                            new TensorOptional(weights.get(3)));
            // A copy of each, as the pair that holds them ends with this scope.
            return new State(
                    scope.keep(new Tensor(next.get0())), scope.keep(new Tensor(next.get1())));
        }
    }
}
