package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.BrownianPath;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.StochasticField;
import org.separatrix.learn.solve.StochasticMethod;
import org.separatrix.learn.solve.VectorField;

import java.util.List;

/// Paths of one equation together with their divergence from another of the same diffusion.
///
/// By Girsanov's theorem the Kullback–Leibler divergence of the law of `dX = f dt + s dW` from that
/// of `dX = p dt + s dW` is the mean of `int |u|^2/2 dt` with `u = (f - p)/s`, along paths of the
/// former.
///
/// @param posterior drift f, of the paths
/// @param prior drift p
/// @param diffusion s, positive, one noise a component
record PathDivergence(VectorField posterior, VectorField prior, VectorField diffusion)
        implements StochasticField {

    /// @param states shape (times, batch, components)
    /// @param divergence of each path up to the last time, shape (batch)
    record Paths(Tensor states, Tensor divergence) {}

    /// Paths by Euler and Maruyama's method.
    ///
    /// @param start shape (batch, components)
    /// @param path Brownian motion of shape (batch, components + 1); its last component is not used
    Paths from(Tensor start, BrownianPath path, double[] times, double step) {
        long components = start.size(1);
        var whole = Tensors.join(1, List.of(start, start.new_zeros(start.size(0), 1)));
        var solved =
                Solver.of(
                                StochasticMethod.EULER_MARUYAMA.on(this, path),
                                StepControl.constant(step))
                        .solve(whole, times);
        return new Paths(
                solved.values().narrow(2, 0, components), solved.last().select(1, components));
    }

    private static Tensor state(Tensor y) {
        return y.narrow(1, 0, y.size(1) - 1);
    }

    @Override
    public Calculus calculus() {
        return Calculus.ITO;
    }

    @Override
    public Noise noise() {
        return Noise.DIAGONAL;
    }

    @Override
    public Tensor drift(double t, Tensor y) {
        var x = state(y);
        var f = posterior.at(t, x);
        var u = f.sub(prior.at(t, x)).div(diffusion.at(t, x));
        var rate = Tensors.scale(u.square().sum(new long[] {1}).unsqueeze(1), 0.5);
        return Tensors.join(1, List.of(f, rate));
    }

    @Override
    public Tensor diffusion(double t, Tensor y) {
        var s = diffusion.at(t, state(y));
        return Tensors.join(1, List.of(s, s.new_zeros(s.size(0), 1)));
    }
}
