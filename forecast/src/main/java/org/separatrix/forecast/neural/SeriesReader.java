package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.ResidualMlp;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// What turns a series with gaps into one vector, for the rivals of [NeuralCde].
sealed interface SeriesReader extends Parametrised {

    /// Extent of the vector.
    int outputs();

    /// @param samples by time: tensors of shape (batch, 1 + 2 channels) that hold the time since
    ///   the last sample, the last values, and ones where there is a value
    /// @return shape (batch, outputs)
    Tensor read(Weights weights, List<Tensor> samples);

    /// A gated recurrent unit that takes a step at every time.
    record Gru(GruCell cell) implements SeriesReader {

        @Override
        public List<Parameter> parameters() {
            return cell.parameters();
        }

        @Override
        public int outputs() {
            return cell.hidden();
        }

        @Override
        public Tensor read(Weights weights, List<Tensor> samples) {
            var state = samples.getFirst().new_zeros(samples.getFirst().size(0), cell.hidden());
            for (var x : samples) {
                state = cell.step(weights, x, state);
            }
            return state;
        }
    }

    /// GRU-ODE: between samples the state flows by `h' = (1 - z)(g - h)`, the continuous form of a
    /// gated recurrent unit without input; a sample updates it by another such unit.
    ///
    /// The flow is solved by Euler's method with a step a time of the grid, which is the unit of
    /// time; such a step keeps the state bounded.
    ///
    /// Source: E. De Brouwer, J. Simm, A. Arany, Y. Moreau, NeurIPS 2019.
    ///
    /// @param flow of a single input that is always zero
    record GruOde(GruCell flow, GruCell update) implements SeriesReader {

        static GruOde of(int inputs, int hidden) {
            return new GruOde(new GruCell(1, hidden), new GruCell(inputs, hidden));
        }

        @Override
        public List<Parameter> parameters() {
            return Parametrised.join(List.of("flow", "update"), List.of(flow, update));
        }

        @Override
        public int outputs() {
            return flow.hidden();
        }

        @Override
        public Tensor read(Weights weights, List<Tensor> samples) {
            var first = samples.getFirst();
            var state = first.new_zeros(first.size(0), flow.hidden());
            var nothing = first.new_zeros(first.size(0), 1);
            var between = weights.part(0, flow);
            var at = weights.part(flow.arrays(), update);
            for (var x : samples) {
                state = flow.step(between, nothing, state);
                var there = x.select(1, x.size(1) - 1).unsqueeze(1);
                state = state.add(there.mul(update.step(at, x, state).sub(state)));
            }
            return state;
        }
    }

    /// A residual network that is given the whole series at once.
    record Residual(ResidualMlp network) implements SeriesReader {

        static Residual of(int inputs, int width) {
            return new Residual(
                    new ResidualMlp(
                            inputs, width, 2, width, Activation.RELU, Initialiser.FAN_IN_UNIFORM));
        }

        @Override
        public List<Parameter> parameters() {
            return network.parameters();
        }

        @Override
        public int outputs() {
            return network.outputs();
        }

        @Override
        public Tensor read(Weights weights, List<Tensor> samples) {
            return network.forward(weights, Tensors.join(1, samples));
        }
    }
}
