package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;

/// One step of a recurrent network whose state is an output and a memory.
public sealed interface GatedCell extends Parametrised permits LstmCell, LemCell {

    /// Extent of the output and of the memory.
    int hidden();

    /// @param output shape (batch, hidden)
    /// @param memory shape (batch, hidden)
    record State(Tensor output, Tensor memory) {}

    /// Output and memory zero.
    default State start(Weights weights, long batch) {
        return new State(
                Tensors.zeros(weights.kind(), batch, hidden()),
                Tensors.zeros(weights.kind(), batch, hidden()));
    }

    /// The next state.
    ///
    /// @param x shape (batch, inputs)
    State step(Weights weights, Tensor x, State state);
}
