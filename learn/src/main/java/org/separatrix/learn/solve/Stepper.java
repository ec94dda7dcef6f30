package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.DoubleFunction;

/// A one-step method bound to an equation.
///
/// A step is a function of the state alone, so that it can be repeated for its gradient.
public interface Stepper {

    /// What one step gives.
    ///
    /// @param next state at the end; element 0 is the solution
    /// @param error estimate of the local error, shaped like the solution, or null
    /// @param dense the solution at a fraction of the step in [0, 1]
    record Advance(List<Tensor> next, @Nullable Tensor error, DoubleFunction<Tensor> dense) {}

    /// The state at the start: element 0 is `y`, further elements what the method carries along.
    List<Tensor> start(double t, Tensor y);

    /// One step from `t` to `t + h`.
    ///
    /// @param h signed
    Advance step(double t, double h, List<Tensor> state);

    /// Order of the error estimate, for step control; 0 if there is none.
    int errorOrder();

    /// Name and order, for messages.
    String name();

    /// Whether further elements of the state are functions of the solution, so that they may be
    /// computed anew after a change of the solution.
    default boolean restartable() {
        return true;
    }
}
