package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

/// The reversible Heun method, for ordinary and for Stratonovich equations.
///
/// Two copies of the solution leapfrog: `z1 = 2 y0 - z0 + f0 h + g0 dW`, then `y1 = y0 + (f0 + f1)
/// h/2
/// + (g0 + g1) dW/2` with the field at `z1`. One evaluation a step; every step can be undone
///   exactly, so the gradient needs no stored states. Order 2 without noise, strong order 1/2 with
///   it, 1 if the noise is additive. It is stable for `y' = lambda y` only on the imaginary axis up
///   to `|h lambda| = 1`: meant for smooth, bounded fields and moderate steps.
///
/// Source: P. Kidger, J. Foster, X. Li, T. Lyons, "Efficient and accurate gradients for neural
/// SDEs", NeurIPS 2021.
public final class ReversibleHeun implements Reversible {

    private final VectorField drift;
    private final @Nullable StochasticField noise;
    private final @Nullable BrownianPath path;

    private ReversibleHeun(
            VectorField drift, @Nullable StochasticField noise, @Nullable BrownianPath path) {
        this.drift = drift;
        this.noise = noise;
        this.path = path;
    }

    /// For `dy/dt = f(t, y)`.
    public static ReversibleHeun on(VectorField field) {
        return new ReversibleHeun(field, null, null);
    }

    /// For a Stratonovich equation along a Brownian path.
    public static ReversibleHeun on(StochasticField field, BrownianPath path) {
        field.require(StochasticField.Calculus.STRATONOVICH, "the reversible Heun method");
        return new ReversibleHeun(field::drift, field, path);
    }

    /// The state is the two copies and the fields at the second of them.
    @Override
    public List<Tensor> start(double t, Tensor y) {
        return state(t, y, y);
    }

    private List<Tensor> state(double t, Tensor y, Tensor z) {
        return noise == null
                ? List.of(y, z, drift.at(t, z))
                : List.of(y, z, drift.at(t, z), noise.diffusion(t, z));
    }

    /// `f h + g (W(t + h) - W(t))`.
    private Tensor change(double t, double h, List<Tensor> state) {
        var change = Tensors.scale(state.get(2), h);
        return noise == null || path == null
                ? change
                : change.add(StochasticField.product(state.get(3), path.increment(t, t + h)));
    }

    @Override
    public Advance step(double t, double h, List<Tensor> state) {
        var y = state.get(0);
        var first = change(t, h, state);
        var z = Tensors.scale(y, 2).sub(state.get(1)).add(first);
        var ahead = state(t + h, y, z);
        var second = change(t, h, ahead);
        var next = Tensors.plus(y, 0.5, first.add(second));
        var end = new ArrayList<>(ahead);
        end.set(0, next);
        // The two copies differ by an error of the method's own order.
        var error = Tensors.scale(second.sub(first), 0.5);
        return new Advance(
                end, error, theta -> theta == 1 ? next : Tensors.plus(y, theta, next.sub(y)));
    }

    @Override
    public List<Tensor> back(double t, double h, List<Tensor> end) {
        var y = end.get(0);
        var second = change(t, h, end);
        var z = Tensors.scale(y, 2).sub(end.get(1)).sub(second);
        var before = new ArrayList<>(state(t, y, z));
        var first = change(t, h, before);
        before.set(0, Tensors.plus(y, -0.5, first.add(second)));
        return before;
    }

    @Override
    public int errorOrder() {
        return 2;
    }

    @Override
    public String name() {
        return "reversible-heun";
    }
}
