package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.ControlPath;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;

import java.util.ArrayList;
import java.util.List;

/// The networks of [NeuralCde], whose weights lie one after another.
///
/// The first layer is driven by time and data, each later one by time and the state of the layer
/// below it. All are solved as one equation: the rate of a state is known where it drives the next.
///
/// @param layers from the data up
/// @param readout the last state to one number a class
record CdeNetwork(List<Layer> layers, Linear readout) implements Parametrised {

    /// One controlled equation, `dz = f(z) dX`.
    ///
    /// @param start first point of the driving path to the state
    /// @param field state to a matrix (hidden, channels)
    /// @param gate state to the logits of a gate for each row of the matrix, null without gates
    record Layer(Linear start, Mlp field, @Nullable Linear gate) implements Parametrised {

        /// @param channels of the driving path, time included
        static Layer of(int channels, int hidden, int width, boolean gated) {
            var drawn = Initialiser.FAN_IN_UNIFORM;
            return new Layer(
                    Linear.of(channels, hidden, drawn),
                    Mlp.of(hidden, width, 1, hidden * channels, Activation.SOFTPLUS)
                            .ending(Activation.TANH)
                            .drawn(drawn),
                    gated ? Linear.of(hidden, hidden, drawn) : null);
        }

        @Override
        public List<Parameter> parameters() {
            return gate == null
                    ? Parametrised.join(List.of("start", "field"), List.of(start, field))
                    : Parametrised.join(
                            List.of("start", "field", "gate"), List.of(start, field, gate));
        }

        private Tensor first(Weights weights, Tensor control) {
            return start.forward(weights.part(0, start), control);
        }

        /// @param z shape (batch, hidden)
        /// @param drive rate of the driving path, shape (batch, channels)
        private Tensor rate(Weights weights, Tensor z, Tensor drive) {
            var own = weights.part(start.arrays(), field);
            var matrix = field.forward(own, z).reshape(-1, start.outputs(), start.inputs());
            if (gate != null) {
                int before = start.arrays() + field.arrays();
                var open = gate.forward(weights.part(before, gate), z).sigmoid();
                matrix = matrix.mul(open.unsqueeze(2));
            }
            return matrix.matmul(drive.unsqueeze(-1)).squeeze(-1);
        }
    }

    /// @param channels of the data, without time
    static CdeNetwork of(int channels, int classes, NeuralCde.Settings settings) {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < settings.layers(); i++) {
            int driving = i == 0 ? channels : settings.hidden();
            layers.add(
                    Layer.of(driving + 1, settings.hidden(), settings.width(), settings.gated()));
        }
        return new CdeNetwork(
                List.copyOf(layers),
                Linear.of(settings.hidden(), classes, Initialiser.FAN_IN_UNIFORM));
    }

    private List<Parametrised> parts() {
        var parts = new ArrayList<Parametrised>(layers);
        parts.add(readout);
        return parts;
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.numbered(parts());
    }

    /// Components of one layer's state.
    private int hidden() {
        return readout.inputs();
    }

    /// One number a class, shape (batch, classes).
    ///
    /// @param path whose first channel is time
    /// @param step of Heun's method, in the parameter of the path
    Tensor logits(Weights weights, ControlPath path, double step) {
        var own = new ArrayList<Weights>();
        int from = 0;
        for (var part : parts()) {
            own.add(weights.part(from, part));
            from += part.arrays();
        }
        var first = new ArrayList<Tensor>();
        var control = path.at(path.start());
        var clock = control.narrow(1, 0, 1);
        for (int i = 0; i < layers.size(); i++) {
            first.add(layers.get(i).first(own.get(i), control));
            control = Tensors.join(1, List.of(clock, first.getLast()));
        }
        var last =
                Solver.of(RungeKutta.HEUN.on(field(own, path)), StepControl.constant(step))
                        .solve(Tensors.join(1, first), path.start(), path.end())
                        .last();
        var top = last.narrow(1, (long) hidden() * (layers.size() - 1), hidden());
        return readout.forward(own.getLast(), top);
    }

    /// The rates of all states side by side.
    private VectorField field(List<Weights> own, ControlPath path) {
        return (t, z) -> {
            var drive = path.derivative(t);
            var clock = drive.narrow(1, 0, 1);
            var rates = new ArrayList<Tensor>();
            for (int i = 0; i < layers.size(); i++) {
                var state = z.narrow(1, (long) hidden() * i, hidden());
                rates.add(layers.get(i).rate(own.get(i), state, drive));
                drive = Tensors.join(1, List.of(clock, rates.getLast()));
            }
            return Tensors.join(1, rates);
        };
    }
}
