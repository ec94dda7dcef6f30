package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;

import java.util.List;

/// The asynchronous leapfrog method: order 2, one evaluation a step, every step can be undone.
///
/// The solution is carried with a velocity `v` of its own: `m = y0 + v0 h/2`, `v1 = 2 f(t + h/2, m)
/// - v0`, `y1 = m + v1 h/2`. The velocity may drift from the field's; like [ReversibleHeun] it is
///   meant for smooth fields and moderate steps.
///
/// Source: U. Mutze, "An asynchronous leap-frog method", arXiv:1311.6602; J. Zhuang et al., "MALI",
/// ICLR 2021, for its use in training.
///
/// @param field the right-hand side
public record AsynchronousLeapfrog(VectorField field) implements Reversible {

    @Override
    public List<Tensor> start(double t, Tensor y) {
        return List.of(y, field.at(t, y));
    }

    @Override
    public Advance step(double t, double h, List<Tensor> state) {
        var y = state.get(0);
        var v = state.get(1);
        var middle = Tensors.plus(y, 0.5 * h, v);
        var slope = field.at(t + 0.5 * h, middle);
        var ahead = Tensors.scale(slope, 2).sub(v);
        var next = Tensors.plus(middle, 0.5 * h, ahead);
        return new Advance(
                List.of(next, ahead),
                null,
                theta -> theta == 1 ? next : RungeKutta.hermite(theta, h, y, v, next, ahead));
    }

    @Override
    public List<Tensor> back(double t, double h, List<Tensor> end) {
        var v = end.get(1);
        var middle = Tensors.plus(end.get(0), -0.5 * h, v);
        var before = Tensors.scale(field.at(t + 0.5 * h, middle), 2).sub(v);
        return List.of(Tensors.plus(middle, -0.5 * h, before), before);
    }

    @Override
    public int errorOrder() {
        return 0;
    }

    @Override
    public String name() {
        return "asynchronous-leapfrog";
    }
}
