package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

/// A Brownian path that also knows its space-time Lévy area.
public interface LevyPath extends BrownianPath {

    /// `H = 1/(to - from) int (W_u - W_from - (u - from)/(to - from) (W_to - W_from)) du`.
    ///
    /// It is normal with variance `(to - from)/12` and independent of the increment.
    ///
    /// @param to above `from`
    Tensor levyArea(double from, double to);
}
