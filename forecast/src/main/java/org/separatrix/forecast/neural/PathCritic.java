package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
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

import java.util.Arrays;
import java.util.List;

/// A neural equation driven by a path, whose end scores the path.
///
/// `H0 = xi(Y0)`, `dH = f(t, H) dt + g(t, H) o dY`, score `m H_T`. LipSwish and clipped weights
/// bound its slope, as the Wasserstein distance needs.
record PathCritic(Mlp start, Mlp drift, Mlp response, Linear readout, int channels)
        implements Parametrised {

    static PathCritic of(int channels, int hidden, int width, int depth) {
        var drawn = Initialiser.FAN_IN_UNIFORM;
        return new PathCritic(
                Mlp.of(1 + channels, width, depth, hidden, Activation.LIPSWISH).drawn(drawn),
                Mlp.of(1 + hidden, width, depth, hidden, Activation.LIPSWISH)
                        .ending(Activation.TANH)
                        .drawn(drawn),
                Mlp.of(1 + hidden, width, depth, hidden * channels, Activation.LIPSWISH)
                        .ending(Activation.TANH)
                        .drawn(drawn),
                Linear.of(hidden, 1, drawn),
                channels);
    }

    private List<Parametrised> parts() {
        return List.of(start, drift, response, readout);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(List.of("start", "drift", "response", "readout"), parts());
    }

    private Weights part(Weights weights, int index) {
        int first = 0;
        for (var part : parts().subList(0, index)) {
            first += part.arrays();
        }
        return weights.part(first, parts().get(index));
    }

    /// The mean score of paths.
    ///
    /// @param y shape (batch, times, channels), part of a graph if the paths are to learn
    Tensor score(Weights weights, Tensor y, double[] times) {
        int hidden = start.outputs();
        var clock = new PathGenerator.Clock(times);
        var ofDrift = part(weights, 1);
        var ofResponse = part(weights, 2);
        var field =
                new PathGenerator.Noisy(
                        (t, h) -> drift.forward(ofDrift, clock.with(t, h)),
                        (t, h) ->
                                response.forward(ofResponse, clock.with(t, h))
                                        .reshape(h.size(0), hidden, channels));
        BrownianPath path = (from, to) -> at(y, times, to).sub(at(y, times, from));
        var h0 = start.forward(part(weights, 0), clock.with(times[0], y.select(1, 0)));
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < times.length; i++) {
            step = Math.min(step, times[i] - times[i - 1]);
        }
        var h =
                Solver.of(ReversibleHeun.on(field, path), StepControl.constant(step))
                        .solve(h0, times[0], times[times.length - 1])
                        .last();
        return readout.forward(part(weights, 3), h).mean();
    }

    /// The path at a time, by a straight line between samples.
    private static Tensor at(Tensor y, double[] times, double t) {
        double slack = 1e-9 * (times[times.length - 1] - times[0]);
        int i = Arrays.binarySearch(times, t);
        int before = Math.clamp(i >= 0 ? i : -i - 2, 0, times.length - 2);
        if (Math.abs(t - times[before]) < slack) {
            return y.select(1, before);
        }
        if (Math.abs(t - times[before + 1]) < slack) {
            return y.select(1, before + 1);
        }
        double share = (t - times[before]) / (times[before + 1] - times[before]);
        return y.select(1, before)
                .mul(new Scalar(1 - share))
                .add(y.select(1, before + 1), new Scalar(share));
    }

    /// Holds every matrix within `1/outputs`, so that no layer stretches distances.
    static void clip(Weights weights) {
        Autograd.off(() -> {
            try (var _ = new Scope()) {
                for (int i = 0; i < weights.count(); i++) {
                    var array = weights.get(i);
                    if (array.dim() == 2) {
                        double bound = 1.0 / array.size(0);
                        array.clamp_(
                                new ScalarOptional(new Scalar(-bound)),
                                new ScalarOptional(new Scalar(bound)));
                    }
                }
            }
        });
    }
}
