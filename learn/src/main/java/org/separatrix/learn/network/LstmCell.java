package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.List;

/// One step of a long short-term memory.
///
/// Source: S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9 (1997),
/// with the forget gate of Gers et al. (2000).
///
/// @param inputs extent of the input
/// @param hidden extent of the output and of the memory
public record LstmCell(int inputs, int hidden) implements Parametrised {

    public LstmCell {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("hidden", hidden);
    }

    /// What one step hands to the next.
    ///
    /// @param output shape (batch, hidden)
    /// @param memory shape (batch, hidden)
    public record State(Tensor output, Tensor memory) {}

    @Override
    public List<Parameter> parameters() {
        var initialiser = Initialiser.uniform(1 / Math.sqrt((double) hidden));
        return List.of(
                new Parameter("input.weight", initialiser, 4L * hidden, inputs),
                new Parameter("hidden.weight", initialiser, 4L * hidden, hidden),
                new Parameter("input.bias", initialiser, 4L * hidden),
                new Parameter("hidden.bias", initialiser, 4L * hidden));
    }

    /// Output and memory zero.
    public State start(Weights weights, long batch) {
        return new State(
                Tensors.zeros(weights.kind(), batch, hidden),
                Tensors.zeros(weights.kind(), batch, hidden));
    }

    /// The next state.
    ///
    /// @param x shape (batch, inputs)
    public State step(Weights weights, Tensor x, State state) {
        try (var scope = new Scope()) {
            var next =
                    torch.lstm_cell(
                            x,
                            new TensorVector(state.output, state.memory),
                            weights.get(0),
                            weights.get(1),
                            new TensorOptional(weights.get(2)),
                            new TensorOptional(weights.get(3)));
            return new State(
                    scope.keep(new Tensor(next.get0())), scope.keep(new Tensor(next.get1())));
        }
    }
}
