package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

/// The right-hand side of `dy/dt = f(t, y)` on tensors.
@FunctionalInterface
public interface VectorField {

    /// @param y any shape, usually (batch, dimension)
    /// @return same shape as `y`
    Tensor at(double t, Tensor y);
}
