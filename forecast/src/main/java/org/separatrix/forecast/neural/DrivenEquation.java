package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The equation `dH = tanh(N(t, H)) o dX` along a path X whose first channel is time.
///
/// A generator of paths and its critic are both of this kind: one is driven by time and Brownian
/// motion, the other by time and the path it scores. Steps are those of the reversible Heun method,
/// laid out for few tensor operations, since this is what a training spends its time on: the first
/// layer's share of time is one product for all steps, and the activation's factor lies in the
/// matrix after it.
///
/// @param hidden components of H
/// @param channels of X
/// @param width units of a hidden layer, LipSwish
/// @param depth hidden layers, at least 1
/// @param drawn draws weights and biases
record DrivenEquation(int hidden, int channels, int width, int depth, Initialiser drawn)
        implements Parametrised {

    /// LipSwish is this times `x sigmoid(x)`.
    private static final double LIPSWISH = 0.909;

    private List<Linear> later() {
        var layers = new ArrayList<Linear>();
        for (int i = 1; i < depth; i++) {
            layers.add(new Linear(width, width, true, drawn, drawn));
        }
        layers.add(new Linear(width, hidden * channels, true, drawn, drawn));
        return layers;
    }

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        Initialiser wide =
                (p, values, random) ->
                        drawn.fill(
                                new Parameter(p.name(), drawn, width, hidden + 1), values, random);
        all.add(new Parameter("state", wide, width, hidden));
        all.add(new Parameter("time", wide, width, 1));
        all.add(new Parameter("bias", wide, width));
        var layers = later();
        for (int i = 0; i < layers.size(); i++) {
            for (var parameter : layers.get(i).parameters()) {
                all.add(parameter.under(Integer.toString(i + 1)));
            }
        }
        return all;
    }

    /// The solution at every step.
    ///
    /// @param start shape (batch, hidden)
    /// @param clock time at each step's ends, scaled to about -1 to 1; one more than the steps
    /// @param increments of X, shape (steps, batch, channels, 1)
    /// @return shaped (batch, hidden), one more than the steps
    List<Tensor> solve(Weights weights, Tensor start, double[] clock, Tensor increments) {
        try (var scope = new Scope()) {
            var field = new Field(weights, clock);
            var drives = parts(increments);
            var solution = new ArrayList<Tensor>();
            solution.add(start);
            var y = start;
            var z = start;
            var response = field.at(0, z);
            for (int i = 0; i < drives.size(); i++) {
                var first = response.matmul(drives.get(i)).squeeze(-1);
                z = Tensors.plus(first, 2, y).sub(z);
                response = field.at(i + 1, z);
                var second = response.matmul(drives.get(i)).squeeze(-1);
                y = Tensors.plus(y, 0.5, first.add(second));
                solution.add(scope.keep(y));
            }
            return solution;
        }
    }

    private static List<Tensor> parts(Tensor stacked) {
        TensorVector parts = torch.unbind(stacked, 0);
        return Arrays.asList(parts.get());
    }

    /// The network with what does not change from step to step computed once.
    private final class Field {

        private final Weights weights;
        private final List<Tensor> biases;
        private final List<Linear> later = later();
        private final List<Tensor> matrices = new ArrayList<>();

        Field(Weights weights, double[] clock) {
            this.weights = weights;
            var times = Tensors.of(clock, weights.kind(), clock.length, 1);
            biases = parts(times.matmul(weights.get(1).t()).add(weights.get(2)));
            for (int i = 0; i < later.size(); i++) {
                matrices.add(Tensors.scale(weights.get(3 + 2 * i), LIPSWISH).t());
            }
        }

        Tensor at(int step, Tensor h) {
            var x = torch.addmm(biases.get(step), h, weights.get(0).t());
            for (int i = 0; i < later.size(); i++) {
                x = torch.addmm(weights.get(4 + 2 * i), torch.silu(x), matrices.get(i));
            }
            return x.tanh().view(h.size(0), hidden, channels);
        }
    }
}
