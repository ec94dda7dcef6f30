package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

/// A solution at the times asked for, and what it cost.
///
/// @param values shape (times, ...), part of the graph of the initial value and the parameters
/// @param accepted steps taken forward
/// @param rejected steps tried and not taken
public record Solution(Tensor values, int accepted, int rejected) {

    /// The solution at the last time.
    public Tensor last() {
        return values.select(0, -1);
    }

    /// The solution at a time's index.
    public Tensor at(int index) {
        return values.select(0, index);
    }
}
