package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.VectorField;

import java.util.ArrayList;
import java.util.random.RandomGenerator;

/// Paths of a guided equation together with their divergence from the free one, by Euler and
/// Maruyama's method.
///
/// By Girsanov's theorem the Kullback–Leibler divergence of the law of `dX = (p + s u) dt + s dW`
/// from that of `dX = p dt + s dW` is the mean of `int |u|^2/2 dt` along paths of the former. A
/// chain of steps leaves guidance one more freedom than the limit does: a step's noise may be a
/// share `r` of the free one, at the cost of `(r^2 - 1)/2 - log r` a step and component. Without
/// it, noise of the last step before a sample cannot be undone, and an inference of the law takes
/// the diffusion for smaller than it is.
///
/// @param drift p of the free law
/// @param diffusion s, positive, one noise a component
/// @param guide of the paths, null for those of the free law
record PathDivergence(VectorField drift, VectorField diffusion, @Nullable Guide guide) {

    /// @param push u, shape (batch, components)
    /// @param logShare log r, same shape; null for none
    record Guidance(Tensor push, @Nullable Tensor logShare) {}

    /// What turns paths towards the data.
    @FunctionalInterface
    interface Guide {
        /// @param s diffusion at the state
        Guidance at(double t, Tensor x, Tensor s);
    }

    /// @param states shape (times, batch, components)
    /// @param divergence of each path up to the last time, shape (batch)
    record Paths(Tensor states, Tensor divergence) {}

    /// Paths from a start.
    ///
    /// @param start shape (batch, components)
    /// @param longest step; as many equal ones as needed are taken between two times
    Paths from(Tensor start, RandomGenerator random, double[] times, double longest) {
        var states = new ArrayList<Tensor>();
        states.add(start);
        var x = start;
        var divergence = start.new_zeros(start.size(0));
        for (int i = 1; i < times.length; i++) {
            double length = times[i] - times[i - 1];
            int steps = Math.max(1, (int) Math.ceil(length / longest - 1e-6));
            double h = length / steps;
            for (int k = 0; k < steps; k++) {
                double t = times[i - 1] + k * h;
                var s = diffusion.at(t, x);
                var noise = Tensors.normal(random, Tensors.kindOf(x), x.shape());
                var moved = Tensors.plus(x, h, drift.at(t, x));
                if (guide != null) {
                    var guidance = guide.at(t, x, s);
                    moved = Tensors.plus(moved, h, s.mul(guidance.push()));
                    var cost = Tensors.scale(guidance.push().square(), 0.5 * h);
                    var log = guidance.logShare();
                    if (log != null) {
                        var share = log.exp();
                        noise = noise.mul(share);
                        cost = cost.add(Tensors.scale(Tensors.shift(share.square(), -1), 0.5));
                        cost = cost.sub(log);
                    }
                    divergence = divergence.add(cost.sum(1));
                }
                x = Tensors.plus(moved, Math.sqrt(h), s.mul(noise));
            }
            states.add(x);
        }
        return new Paths(Tensors.stack(0, states), divergence);
    }
}
