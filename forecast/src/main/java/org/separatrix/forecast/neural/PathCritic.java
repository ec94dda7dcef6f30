package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// A neural equation driven by a path, whose end scores the path.
///
/// `H0 = xi(Y0)`, `dH = f(t, H) dt + g(t, H) o dX`, score `m H_T`, where X is the path Y beside
/// itself one sample later. LipSwish and clipped weights bound its slope, as the Wasserstein
/// distance needs.
///
/// @param start network of `Y0`
/// @param equation of H, driven by time, `Y` and its past
/// @param readout affine
record PathCritic(Mlp start, DrivenEquation equation, Linear readout) implements Parametrised {

    static PathCritic of(int channels, int hidden, int width, int depth) {
        var drawn = Initialiser.FAN_IN_UNIFORM;
        return new PathCritic(
                Mlp.of(channels, width, depth, hidden, Activation.LIPSWISH)
                        .drawn(drawn)
                        .biased(drawn),
                new DrivenEquation(hidden, 1 + 2 * channels, width, depth, drawn),
                new Linear(hidden, 1, true, drawn, drawn));
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

    /// The score of every path.
    ///
    /// @param y shape (batch, times, channels), part of a graph if the paths are to learn
    /// @param clock one step between samples
    /// @return shape (batch)
    Tensor scores(Weights weights, Tensor y, PathClock clock) {
        try (var scope = new Scope()) {
            long samples = y.size(1);
            long batch = y.size(0);
            var byTime = y.transpose(0, 1);
            var changes = byTime.narrow(0, 1, samples - 1).sub(byTime.narrow(0, 0, samples - 1));
            // The path beside its own past, so that roughness is a matter of levels.
            var late =
                    Tensors.join(
                            0,
                            List.of(
                                    changes.narrow(0, 0, 1).mul(new Scalar(0)),
                                    changes.narrow(0, 0, samples - 2)));
            var lengths =
                    Tensors.of(clock.lengths(), weights.kind(), samples - 1, 1, 1)
                            .expand(samples - 1, batch, 1);
            var drive = Tensors.join(2, List.of(lengths, changes, late)).unsqueeze(-1);
            var h0 = start.forward(part(weights, 0), byTime.select(0, 0));
            var h = equation.solve(part(weights, 1), h0, clock.steps(), drive).getLast();
            return scope.keep(readout.forward(part(weights, 2), h).squeeze(-1));
        }
    }

    /// Holds every matrix within `bound/outputs`; at 1 no layer stretches distances much.
    static void clip(Weights weights, double bound) {
        Autograd.off(() -> {
            try (var _ = new Scope()) {
                for (int i = 0; i < weights.count(); i++) {
                    var array = weights.get(i);
                    if (array.dim() == 2) {
                        double most = bound / array.size(0);
                        array.clamp_(
                                new ScalarOptional(new Scalar(-most)),
                                new ScalarOptional(new Scalar(most)));
                    }
                }
            }
        });
    }
}
