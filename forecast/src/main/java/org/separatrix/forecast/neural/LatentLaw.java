package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.VectorField;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// The networks of a latent stochastic equation.
///
/// @param reader reads samples backwards, so that its state at a time knows the future
/// @param first mean and logarithm of the deviation of the guided law's start
/// @param guided what is added to the free drift, in diffusions, and the share of the noise that is
///   kept; it sees the reader's state and the time to the next sample
/// @param free drift of the law itself
/// @param spread diffusion of each component by time and that component
/// @param readout affine
/// @param noise deviation of the samples about the readout
/// @param steps of the solver between two samples, on average
record LatentLaw(
        GruCell reader,
        Linear first,
        Mlp guided,
        Mlp free,
        Spread spread,
        Linear readout,
        double noise,
        int steps)
        implements Parametrised {

    /// Logit of the share of the noise that guidance keeps at first.
    private static final double FREE = 2;

    /// Bound of what guidance adds: in diffusions where these are small, in units of the state
    /// where they are large, since paths of fresh networks would grow with a product of the two.
    private static final double STRONGEST = 10;

    /// @param likelihood mean over series of the logarithm of the density of the samples
    /// @param divergence mean over series
    record Bound(Tensor likelihood, Tensor divergence) {}

    static LatentLaw of(int channels, int latent, int context, int width, double noise, int steps) {
        var drawn = Initialiser.FAN_IN_UNIFORM;
        return new LatentLaw(
                new GruCell(channels + 1, context),
                Linear.of(context, 2 * latent, drawn),
                Mlp.of(2 + latent + context, width, 1, 2 * latent, Activation.SOFTPLUS)
                        .drawn(drawn),
                Mlp.of(1 + latent, width, 1, latent, Activation.SOFTPLUS).drawn(drawn),
                new Spread(latent, 8),
                Linear.of(latent, channels, drawn),
                noise,
                steps);
    }

    /// Units of the hidden layers.
    int width() {
        return free.hidden().getFirst();
    }

    private List<Parametrised> parts() {
        return List.of(reader, first, guided, free, spread, readout);
    }

    /// Beside those of the parts: mean and log deviation of the free start.
    @Override
    public List<Parameter> parameters() {
        var all =
                new ArrayList<>(
                        Parametrised.join(
                                List.of("reader", "first", "guided", "free", "spread", "readout"),
                                parts()));
        all.add(new Parameter("start.mean", Initialiser.ZEROS, free.outputs()));
        all.add(new Parameter("start.log-deviation", Initialiser.ZEROS, free.outputs()));
        return all;
    }

    private Weights part(Weights weights, int index) {
        int from = 0;
        for (var part : parts().subList(0, index)) {
            from += part.arrays();
        }
        return weights.part(from, parts().get(index));
    }

    private Tensor last(Weights weights, int index) {
        return weights.get(weights.count() - 2 + index);
    }

    /// The evidence lower bound of some series, split in two.
    Bound bound(Weights weights, PathSeries data, Tensor rows, RandomGenerator random) {
        var times = data.times();
        var values = data.values(rows);
        var seen = data.seen(rows);
        var contexts = read(weights, values.mul(seen), seen);
        long batch = values.size(0);
        var law = first.forward(part(weights, 1), contexts.getFirst());
        int latent = free.outputs();
        var mean = law.narrow(1, 0, latent);
        var logDeviation = law.narrow(1, latent, latent);
        var draw = Tensors.normal(random, weights.kind(), batch, latent);
        var start = mean.add(logDeviation.exp().mul(draw));
        var clock = new Clock(times);
        var equation =
                new PathDivergence(
                        drift(weights, clock),
                        spread(weights, clock),
                        guide(weights, clock, times, contexts));
        var paths = equation.from(start, random, times, step(times));
        var seenPath = readout.forward(part(weights, 5), paths.states()).transpose(0, 1);
        var error = Tensors.scale(values.sub(seenPath), 1 / noise);
        var density =
                Tensors.shift(
                        Tensors.scale(error.square(), -0.5),
                        -Math.log(noise) - 0.5 * Math.log(2 * Math.PI));
        var divergence =
                paths.divergence().mean().add(startDivergence(weights, mean, logDeviation));
        return new Bound(Tensors.scale(density.mul(seen).sum(), 1.0 / batch), divergence);
    }

    /// Of normal laws, mean over the batch.
    private Tensor startDivergence(Weights weights, Tensor mean, Tensor logDeviation) {
        var priorLog = last(weights, 1);
        var ratio = Tensors.scale(logDeviation.sub(priorLog), 2).exp();
        var shift = mean.sub(last(weights, 0)).div(priorLog.exp()).square();
        var each =
                Tensors.scale(Tensors.shift(ratio.add(shift), -1), 0.5)
                        .add(priorLog)
                        .sub(logDeviation);
        return Tensors.scale(each.sum(), 1.0 / mean.size(0));
    }

    /// State of the reader at each time, given the samples from then on.
    private List<Tensor> read(Weights weights, Tensor values, Tensor seen) {
        var own = part(weights, 0);
        var state = Tensors.zeros(weights.kind(), values.size(0), reader.hidden());
        var states = new ArrayList<Tensor>();
        for (long i = values.size(1) - 1; i >= 0; i--) {
            var input = Tensors.join(1, List.of(values.select(1, i), seen.select(1, i)));
            state = reader.step(own, input, state);
            states.add(state);
        }
        return states.reversed();
    }

    /// Index of the next sample after a time.
    private static int after(double[] times, double t) {
        int i = Arrays.binarySearch(times, t + 1e-9 * (times[times.length - 1] - times[0]));
        return Math.min(times.length - 1, i >= 0 ? i + 1 : -i - 1);
    }

    private PathDivergence.Guide guide(
            Weights weights, Clock clock, double[] times, List<Tensor> contexts) {
        var own = part(weights, 2);
        int latent = free.outputs();
        double spacing = (times[times.length - 1] - times[0]) / (times.length - 1);
        return (t, x, s) -> {
            int next = after(times, t);
            var left = Tensors.full((times[next] - t) / spacing, Tensors.kindOf(x), x.size(0), 1);
            var both =
                    guided.forward(
                            own,
                            Tensors.join(1, List.of(clock.with(t, x), left, contexts.get(next))));
            // Shares below one: what is known of the end of a step only narrows it.
            var logit = Tensors.shift(both.narrow(1, latent, latent), FREE);
            var share = torch.softplus(logit.neg()).neg();
            var push = Tensors.scale(both.narrow(1, 0, latent), 1 / STRONGEST).tanh();
            push = Tensors.scale(push, STRONGEST).div(Tensors.shift(s, 1));
            return new PathDivergence.Guidance(push, share);
        };
    }

    private VectorField drift(Weights weights, Clock clock) {
        var own = part(weights, 3);
        return (t, x) -> free.forward(own, clock.with(t, x));
    }

    private VectorField spread(Weights weights, Clock clock) {
        var own = part(weights, 4);
        return (t, x) -> spread.at(own, clock.scaled(t), x);
    }

    /// A share of the mean distance of two samples: the union of irregular times may hold tiny
    /// ones.
    private double step(double[] times) {
        return (times[times.length - 1] - times[0]) / (times.length - 1) / steps;
    }

    /// Scaled paths of the free law with the noise of the samples, shape (paths, times, channels).
    Tensor paths(Weights weights, double[] times, int paths, RandomGenerator random) {
        var kind = weights.kind();
        var clock = new Clock(times);
        var start =
                last(weights, 0)
                        .add(
                                last(weights, 1)
                                        .exp()
                                        .mul(Tensors.normal(random, kind, paths, free.outputs())));
        var states =
                new PathDivergence(drift(weights, clock), spread(weights, clock), null)
                        .from(start, random, times, step(times))
                        .states();
        var y = readout.forward(part(weights, 5), states).transpose(0, 1);
        return Tensors.plus(y, noise, Tensors.normal(random, kind, y.shape()));
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

    /// Diffusion of each component, a positive function of time and that component alone.
    ///
    /// @param components number of them
    /// @param width units of the hidden layer of each
    record Spread(int components, int width) implements Parametrised {

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    new Parameter("state", Initialiser.normal(0.5), components, width),
                    new Parameter("time", Initialiser.normal(0.5), components, width),
                    new Parameter("bias", Initialiser.normal(0.5), components, width),
                    new Parameter("out", Initialiser.normal(0.3), components, width),
                    new Parameter("shift", Initialiser.constant(-1), components));
        }

        /// @param t from -1 to 1
        /// @param x shape (batch, components)
        Tensor at(Weights weights, double t, Tensor x) {
            var inner =
                    x.unsqueeze(-1)
                            .mul(weights.get(0))
                            .add(Tensors.plus(weights.get(2), t, weights.get(1)));
            var out = torch.softplus(inner).mul(weights.get(3)).sum(new long[] {2});
            // Never so small that the divergence of two laws has no finite value.
            return Tensors.shift(torch.softplus(out.add(weights.get(4))), 1e-3);
        }
    }
}
