package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A neural stochastic equation that turns noise into paths.
///
/// `X0 = zeta(V)`, `dX = mu(t, X) dt + sigma(t, X) o dW`, `Y = l(X)`. Drift and diffusion are
/// outputs of one network.
///
/// @param start network of `V`
/// @param equation of X, driven by time and `W`
/// @param readout affine
record PathGenerator(Mlp start, DrivenEquation equation, Linear readout) implements Parametrised {

    static PathGenerator of(
            int channels, int hidden, int width, int depth, int noises, int initialNoises) {
        // Large first states, so that all of the data's range is reached from the beginning.
        var drawn = Initialiser.FAN_IN_UNIFORM;
        var wide = drawn.times(1.5);
        return new PathGenerator(
                Mlp.of(initialNoises, width, depth, hidden, Activation.LIPSWISH)
                        .drawn(wide)
                        .biased(wide),
                new DrivenEquation(hidden, 1 + noises, width, depth, drawn),
                new Linear(hidden, channels, true, drawn, drawn));
    }

    /// The sizes that [#of] builds the networks from, and the solver's steps between samples.
    int[] sizes(int steps) {
        return new int[] {
            equation.hidden(),
            equation.width(),
            equation.depth(),
            equation.channels() - 1,
            start.inputs(),
            steps
        };
    }

    /// The networks of a file.
    static PathGenerator of(int channels, int[] n, Path file) {
        if (n.length != 6) {
            throw new LabException(file + " is damaged: its sizes do not fit");
        }
        return of(channels, n[0], n[1], n[2], n[3], n[4]);
    }

    private List<Parametrised> parts() {
        return List.of(start, equation, readout);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(List.of("start", "equation", "readout"), parts());
    }

    private Weights part(Weights weights, int index) {
        int first = 0;
        for (var part : parts().subList(0, index)) {
            first += part.arrays();
        }
        return weights.part(first, parts().get(index));
    }

    /// Paths at the ticks of a clock.
    ///
    /// @return shape (batch, times, channels)
    Tensor paths(Weights weights, int batch, PathClock clock, RandomGenerator random) {
        try (var scope = new Scope()) {
            var kind = weights.kind();
            var v = Tensors.normal(random, kind, batch, start.inputs());
            var x0 = start.forward(part(weights, 0), v);
            var x =
                    equation.solve(
                            part(weights, 1), x0, clock.steps(), noise(clock, batch, kind, random));
            var at = new ArrayList<Tensor>();
            for (int i = 0; i < x.size(); i += clock.perSample()) {
                at.add(x.get(i));
            }
            return scope.keep(readout.forward(part(weights, 2), Tensors.stack(1, at)));
        }
    }

    /// Increments of time and of Brownian motion, shape (steps, batch, 1 + noises, 1).
    private Tensor noise(PathClock clock, int batch, Kind kind, RandomGenerator random) {
        double[] lengths = clock.lengths();
        int channels = equation.channels();
        var values = new double[lengths.length * batch * channels];
        int k = 0;
        for (double length : lengths) {
            double root = Math.sqrt(length);
            for (int b = 0; b < batch; b++) {
                values[k++] = length;
                for (int c = 1; c < channels; c++) {
                    values[k++] = root * random.nextGaussian();
                }
            }
        }
        return Tensors.of(values, kind, lengths.length, batch, channels, 1);
    }
}
