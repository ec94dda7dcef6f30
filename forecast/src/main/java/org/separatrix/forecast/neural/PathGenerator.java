package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.BrownianPath;
import org.separatrix.learn.solve.ReversibleHeun;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.StochasticField;

import java.util.List;

/// A neural stochastic equation that turns noise into paths.
///
/// `X0 = zeta(V)`, `dX = mu(t, X) dt + sigma(t, X) o dW`, `Y = l(X)`.
///
/// @param start network of `V`
/// @param drift of `(t, X)`, ends in tanh
/// @param diffusion of `(t, X)`, ends in tanh; a matrix, row by row
/// @param readout affine
/// @param noises components of `W`
record PathGenerator(Mlp start, Mlp drift, Mlp diffusion, Linear readout, int noises)
        implements Parametrised {

    static PathGenerator of(
            int channels, int hidden, int width, int depth, int noises, int initialNoises) {
        // Large first states and gentle fields at the beginning, as in the authors' code.
        var wide = Initialiser.FAN_IN_UNIFORM.times(3);
        var gentle = Initialiser.FAN_IN_UNIFORM.times(0.5);
        return new PathGenerator(
                Mlp.of(initialNoises, width, depth, hidden, Activation.LIPSWISH).drawn(wide),
                Mlp.of(1 + hidden, width, depth, hidden, Activation.LIPSWISH)
                        .ending(Activation.TANH)
                        .drawn(gentle),
                Mlp.of(1 + hidden, width, depth, hidden * noises, Activation.LIPSWISH)
                        .ending(Activation.TANH)
                        .drawn(gentle),
                Linear.of(hidden, channels, Initialiser.FAN_IN_UNIFORM),
                noises);
    }

    private List<Parametrised> parts() {
        return List.of(start, drift, diffusion, readout);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(List.of("start", "drift", "diffusion", "readout"), parts());
    }

    private Weights part(Weights weights, int index) {
        int first = 0;
        for (var part : parts().subList(0, index)) {
            first += part.arrays();
        }
        return weights.part(first, parts().get(index));
    }

    /// Paths at given times.
    ///
    /// @param v shape (batch, initial noises)
    /// @param path Brownian motion of shape (batch, noises) over the times
    /// @param step of the solver
    /// @return shape (batch, times, channels)
    Tensor paths(Weights weights, Tensor v, BrownianPath path, double[] times, double step) {
        int hidden = start.outputs();
        var ofDrift = part(weights, 1);
        var ofDiffusion = part(weights, 2);
        var clock = new Clock(times);
        var field =
                new Noisy(
                        (t, x) -> drift.forward(ofDrift, clock.with(t, x)),
                        (t, x) ->
                                diffusion
                                        .forward(ofDiffusion, clock.with(t, x))
                                        .reshape(x.size(0), hidden, noises));
        var x0 = start.forward(part(weights, 0), v);
        var x =
                Solver.of(ReversibleHeun.on(field, path), StepControl.constant(step))
                        .solve(x0, times)
                        .values();
        return readout.forward(part(weights, 3), x).transpose(0, 1);
    }

    /// Time as a channel beside the state, from -1 to 1.
    record Clock(double start, double length) {

        Clock(double[] times) {
            this(times[0], times[times.length - 1] - times[0]);
        }

        double scaled(double t) {
            return 2 * (t - start) / length - 1;
        }

        Tensor with(double t, Tensor x) {
            return Tensors.join(
                    1, List.of(Tensors.full(scaled(t), Tensors.kindOf(x), x.size(0), 1), x));
        }
    }

    /// A function of time and state.
    @FunctionalInterface
    interface Part {
        Tensor at(double t, Tensor x);
    }

    /// A Stratonovich equation with a matrix of noise.
    record Noisy(Part f, Part g) implements StochasticField {

        @Override
        public Calculus calculus() {
            return Calculus.STRATONOVICH;
        }

        @Override
        public Noise noise() {
            return Noise.GENERAL;
        }

        @Override
        public Tensor drift(double t, Tensor y) {
            return f.at(t, y);
        }

        @Override
        public Tensor diffusion(double t, Tensor y) {
            return g.at(t, y);
        }
    }
}
