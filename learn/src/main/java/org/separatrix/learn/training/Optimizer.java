package org.separatrix.learn.training;

import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.network.Weights;

import java.util.Map;
import java.util.function.DoubleSupplier;

/// Changes weights so that a loss falls.
///
/// An optimiser serves one set of weights, whose flat values and gradient it reads and writes. Its
/// state outlives scopes; close it with the weights.
public interface Optimizer extends AutoCloseable {

    /// One update from the gradient that lies in `weights`.
    ///
    /// @param loss whose gradient that is
    /// @param rate learning rate
    /// @param again computes loss and gradient anew at the present weights; first-order methods do
    ///   not call it
    void step(Weights weights, double loss, double rate, DoubleSupplier again);

    /// The state, by name, for a checkpoint.
    Map<String, SafeTensors.Entry> state();

    /// Puts back what [#state] gave.
    void restore(Weights weights, Map<String, SafeTensors.Entry> state);

    @Override
    void close();
}
