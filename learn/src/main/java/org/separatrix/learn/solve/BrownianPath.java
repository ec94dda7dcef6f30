package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

/// A Brownian path that can be asked again: the same times give the same increment.
public interface BrownianPath {

    /// `W(to) - W(from)`; negative if `to < from`.
    ///
    /// @return shape given to the path
    Tensor increment(double from, double to);
}
