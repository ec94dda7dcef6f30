package org.separatrix.learn.training;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;

/// Gradient descent with momentum: `v = momentum v + g`, `x = x - rate v`.
///
/// Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
/// Comput. Math. Math. Phys. 4 (1964).
public final class Sgd extends FirstOrder {

    private final double momentum;

    /// @param momentum in `[0, 1)`; 0 is plain descent
    public Sgd(double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new LearnException("momentum must lie in [0, 1), got " + momentum);
        }
        this.momentum = momentum;
    }

    @Override
    void update(
            Tensor values, Tensor gradient, Tensor first, Tensor second, long step, double rate) {
        if (momentum == 0) {
            Tensors.addTo(values, -rate, gradient);
            return;
        }
        Tensors.scaleBy(first, momentum);
        first.add_(gradient);
        Tensors.addTo(values, -rate, first);
    }
}
