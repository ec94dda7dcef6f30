package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;

/// A function of one tensor and of its weights.
public interface Network extends Parametrised {

    /// The value of the network.
    ///
    /// @param weights values of [#parameters], or of a larger network cut to this one's part
    /// @param x shape (..., inputs)
    /// @return shape (..., outputs), part of the graph of `weights` and `x`
    Tensor forward(Weights weights, Tensor x);

    /// Extent of the last axis of the input.
    int inputs();

    /// Extent of the last axis of the output.
    int outputs();
}
