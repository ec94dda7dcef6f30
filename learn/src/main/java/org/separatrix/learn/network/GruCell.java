package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;

import java.util.List;

/// One step of a gated recurrent unit.
///
/// Source: K. Cho et al., "Learning phrase representations using RNN encoder-decoder", EMNLP 2014.
///
/// @param inputs extent of the input
/// @param hidden extent of the state
public record GruCell(int inputs, int hidden) implements Parametrised {

    public GruCell {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("hidden", hidden);
    }

    @Override
    public List<Parameter> parameters() {
        var initialiser = Initialiser.uniform(1 / Math.sqrt((double) hidden));
        return List.of(
                new Parameter("input.weight", initialiser, 3L * hidden, inputs),
                new Parameter("hidden.weight", initialiser, 3L * hidden, hidden),
                new Parameter("input.bias", initialiser, 3L * hidden),
                new Parameter("hidden.bias", initialiser, 3L * hidden));
    }

    /// The next state.
    ///
    /// @param x shape (batch, inputs)
    /// @param state shape (batch, hidden)
    /// @return shape (batch, hidden)
    public Tensor step(Weights weights, Tensor x, Tensor state) {
        try (var scope = new Scope()) {
            return scope.keep(
                    torch.gru_cell(
                            x,
                            state,
                            weights.get(0),
                            weights.get(1),
                            new TensorOptional(weights.get(2)),
                            new TensorOptional(weights.get(3))));
        }
    }
}
