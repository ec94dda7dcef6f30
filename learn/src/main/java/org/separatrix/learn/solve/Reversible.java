package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

import java.util.List;

/// A stepper whose steps can be undone in closed form.
public interface Reversible extends Stepper {

    /// The state at `t`, from the state at `t + h`.
    List<Tensor> back(double t, double h, List<Tensor> end);

    @Override
    default boolean restartable() {
        return false;
    }
}
