package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The networks of [LatentOde], whose weights lie one after another.
///
/// @param reader of a series, backwards
/// @param summary its last state to mean and log-deviation of the latent vector
/// @param start latent vector to the state at the first sample
/// @param carrier of the state from sample to sample
/// @param readout state to values
record LatentNetworks(GruCell reader, Linear summary, Mlp start, Carrier carrier, Linear readout)
        implements Parametrised {

    /// What carries the state from one sample to the next.
    sealed interface Carrier extends Parametrised {

        /// @param h time to the next sample, shape (batch, 1)
        Tensor next(Weights weights, Tensor y, Tensor h);
    }

    /// A neural equation.
    record Equation(BoundedField field) implements Carrier {

        @Override
        public List<Parameter> parameters() {
            return field.parameters();
        }

        /// A classical Runge–Kutta step whose length is each series' own.
        @Override
        public Tensor next(Weights weights, Tensor y, Tensor h) {
            var k1 = field.forward(weights, y);
            var k2 = field.forward(weights, y.add(Tensors.scale(k1.mul(h), 0.5)));
            var k3 = field.forward(weights, y.add(Tensors.scale(k2.mul(h), 0.5)));
            var k4 = field.forward(weights, y.add(k3.mul(h)));
            var sum = k1.add(Tensors.scale(k2.add(k3), 2)).add(k4);
            return Tensors.plus(y, 1.0 / 6, sum.mul(h));
        }
    }

    /// A gated recurrent unit whose input is the time to the next sample.
    record Recurrence(GruCell cell) implements Carrier {

        @Override
        public List<Parameter> parameters() {
            return cell.parameters();
        }

        @Override
        public Tensor next(Weights weights, Tensor y, Tensor h) {
            return cell.step(weights, h, y);
        }
    }

    /// Some series, sample by sample.
    ///
    /// @param times tensors of shape (batch, 1), from the start of each series
    /// @param values tensors of shape (batch, channels)
    record Batch(List<Tensor> times, List<Tensor> values) {
        long size() {
            return times.getFirst().size(0);
        }
    }

    static LatentNetworks of(int channels, LatentOde.Settings settings) {
        int hidden = settings.hidden();
        int width = settings.width();
        int depth = settings.depth();
        return new LatentNetworks(
                new GruCell(channels + 1, hidden),
                Linear.of(hidden, 2 * settings.latent(), Initialiser.FAN_IN_UNIFORM),
                Mlp.of(settings.latent(), width, depth, hidden, Activation.TANH),
                switch (settings.decoder()) {
                    case EQUATION -> new Equation(BoundedField.of(hidden, width, depth, hidden));
                    case RECURRENT -> new Recurrence(new GruCell(1, hidden));
                },
                Linear.of(hidden, channels, Initialiser.GLOROT_NORMAL));
    }

    /// The networks of these sizes.
    ///
    /// @param sizes as [#sizes] gives them
    /// @param file they were read from
    static LatentNetworks of(int channels, int[] sizes, Path file) {
        if (sizes.length != 5 || sizes[0] < 0 || sizes[0] > 1) {
            throw new LabException(file + " is damaged: its sizes do not fit");
        }
        var d = LatentOde.Settings.DEFAULT;
        return of(
                channels,
                new LatentOde.Settings(
                        sizes[0] == 0 ? LatentOde.Decoder.EQUATION : LatentOde.Decoder.RECURRENT,
                        sizes[1],
                        sizes[2],
                        sizes[3],
                        sizes[4],
                        d.noise(),
                        d.unit(),
                        d.batch(),
                        d.updates(),
                        d.rate(),
                        d.precision()));
    }

    /// What the networks are built from: decoder (0 equation, 1 recurrence), latent, hidden, width,
    /// depth.
    int[] sizes() {
        int decoder = carrier instanceof Equation ? 0 : 1;
        var layers = start.layers();
        int width = layers.getFirst().outputs();
        return new int[] {decoder, latent(), reader.hidden(), width, layers.size() - 1};
    }

    /// Components of the latent vector.
    int latent() {
        return start.inputs();
    }

    private List<Parametrised> parts() {
        return List.of(reader, summary, start, carrier, readout);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(
                List.of("reader", "summary", "start", "field", "readout"), parts());
    }

    private Weights of(Weights weights, int part) {
        var all = parts();
        int first = 0;
        for (int i = 0; i < part; i++) {
            first += all.get(i).arrays();
        }
        return weights.part(first, all.get(part));
    }

    /// Mean and log-deviation of the latent vector, shape (batch, 2 latent).
    Tensor encode(Weights weights, Batch batch) {
        var state = Tensors.zeros(weights.kind(), batch.size(), reader.hidden());
        for (int i = batch.values().size() - 1; i >= 0; i--) {
            var x = Tensors.join(1, List.of(batch.times().get(i), batch.values().get(i)));
            state = reader.step(of(weights, 0), x, state);
        }
        return summary.forward(of(weights, 1), state);
    }

    /// Values at every sample, from a latent vector.
    List<Tensor> decode(Weights weights, Tensor latent, Batch batch) {
        var own = of(weights, 3);
        var y = start.forward(of(weights, 2), latent);
        var result = new ArrayList<Tensor>();
        var before = batch.times().getFirst().sub(batch.times().getFirst());
        for (var now : batch.times()) {
            y = carrier.next(own, y, now.sub(before));
            result.add(readout.forward(of(weights, 4), y));
            before = now;
        }
        return result;
    }
}
