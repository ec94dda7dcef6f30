package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

/// A recurrent network over whole sequences, in one native call.
///
/// Weights are those of [GruCell] and [LstmCell], layer after layer.
///
/// @param cell kind of unit
/// @param inputs extent of each input
/// @param hidden extent of each layer
/// @param layers layers, each reading the outputs of the one below
public record Recurrent(Cell cell, int inputs, int hidden, int layers) implements Network {

    /// Kinds of recurrent unit.
    public enum Cell {
        /// `tanh(W x + U h + b)` (Elman 1990).
        TANH(1),
        /// Gated recurrent unit.
        GRU(3),
        /// Long short-term memory.
        LSTM(4);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    /// What a sequence leaves behind for the next one.
    ///
    /// @param output shape (layers, batch, hidden)
    /// @param memory the same shape; used by LSTM alone
    public record State(Tensor output, Tensor memory) {}

    /// Outputs of all steps, and the state after the last.
    ///
    /// @param outputs shape (batch, steps, hidden)
    public record Result(Tensor outputs, State state) {}

    public Recurrent {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("hidden", hidden);
        Check.atLeastOne("layers", layers);
    }

    @Override
    public List<Parameter> parameters() {
        var initialiser = Initialiser.uniform(1 / Math.sqrt((double) hidden));
        long rows = (long) cell.gates * hidden;
        var all = new ArrayList<Parameter>();
        for (int layer = 0; layer < layers; layer++) {
            int width = layer == 0 ? inputs : hidden;
            all.add(new Parameter(layer + ".input.weight", initialiser, rows, width));
            all.add(new Parameter(layer + ".hidden.weight", initialiser, rows, hidden));
            all.add(new Parameter(layer + ".input.bias", initialiser, rows));
            all.add(new Parameter(layer + ".hidden.bias", initialiser, rows));
        }
        return List.copyOf(all);
    }

    /// All zero.
    public State start(Weights weights, long batch) {
        return new State(
                Tensors.zeros(weights.kind(), layers, batch, hidden),
                Tensors.zeros(weights.kind(), layers, batch, hidden));
    }

    /// Runs over sequences from a given state.
    ///
    /// @param x shape (batch, steps, inputs)
    public Result run(Weights weights, Tensor x, State state) {
        try (var scope = new Scope()) {
            var arrays = new TensorVector(weights.arrays().toArray(Tensor[]::new));
            if (cell == Cell.LSTM) {
                var states = new TensorVector(state.output, state.memory);
                var out = torch.lstm(x, states, arrays, true, layers, 0.0, false, false, true);
                return new Result(
                        scope.keep(new Tensor(out.get0())),
                        new State(
                                scope.keep(new Tensor(out.get1())),
                                scope.keep(new Tensor(out.get2()))));
            }
            var out =
                    cell == Cell.GRU
                            ? torch.gru(
                                    x, state.output, arrays, true, layers, 0.0, false, false, true)
                            : torch.rnn_tanh(
                                    x, state.output, arrays, true, layers, 0.0, false, false, true);
            return new Result(
                    scope.keep(new Tensor(out.get0())),
                    new State(scope.keep(new Tensor(out.get1())), state.memory));
        }
    }

    /// Outputs of all steps from the zero state.
    ///
    /// @param x shape (batch, steps, inputs)
    /// @return shape (batch, steps, hidden)
    @Override
    public Tensor forward(Weights weights, Tensor x) {
        return run(weights, x, start(weights, x.size(0))).outputs();
    }

    @Override
    public int outputs() {
        return hidden;
    }
}
