package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Terms;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.ArrayList;
import java.util.List;

/// A differential equation whose right-hand side is a network, trained through its solution over
/// windows of the data.
///
/// The first half of the updates sees the first tenth of each window, the rest all of it: a
/// solution that starts badly has no useful gradient far ahead. Extra components, zero at the start
/// of each window, lift the restriction that solutions of one equation cannot cross.
///
/// Source: R. Chen, Y. Rubanova, J. Bettencourt, D. Duvenaud, NeurIPS 2018; P. Kidger (2021), 2.2;
/// the extra components are E. Dupont, A. Doucet, Y. Teh, NeurIPS 2019.
///
/// @param width units of a hidden layer
/// @param depth hidden layers
/// @param extra components beside those of the data
/// @param window length of a training window, in steps of the data
/// @param batch windows an update
/// @param updates number of updates
/// @param rate learning rate, falling to a hundredth along half a cosine
/// @param precision of the numbers in training; forecasts are made in double precision
public record NeuralOde(
        @Describe(value = "units of a hidden layer", min = 1, max = 2000) int width,
        @Describe(value = "hidden layers", min = 1, max = 10) int depth,
        @Describe(value = "components beside those of the data", min = 0, max = 100) int extra,
        @Describe(value = "length of a training window, steps", min = 1, max = 10_000) int window,
        @Describe(value = "windows an update", min = 1, max = 10_000) int batch,
        @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
        @Describe(value = "learning rate at the start", min = 1e-12, max = 1) double rate,
        @Describe("width of the numbers in training") Precision precision)
        implements Forecaster {

    /// Half a minute on one processor.
    public static final NeuralOde DEFAULT =
            new NeuralOde(64, 2, 0, 20, 64, 1500, 3e-3, Precision.DOUBLE);

    @Override
    public String name() {
        return "neural-ode";
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public int shortest() {
        return window + 2;
    }

    @Override
    public Fitted fit(List<Segment> training, Seeds seeds) {
        var scaling = Scaling.of(training);
        double step = training.getFirst().step();
        var pieces = training.stream().map(p -> scaling.apply(p.values())).toList();
        int d = training.getFirst().dimension();
        var field = BoundedField.of(d + extra, width, depth, d + extra);
        try (var weights = Weights.create(field, Kind.standard(precision), seeds.of("weights"));
                var fitting =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.cosine(rate, rate / 100, updates),
                                TrainingSettings.of(updates, seeds.of("batches").nextLong())
                                        .clippedAt(10),
                                (s, terms) -> loss(s, terms, field, pieces))) {
            fitting.run();
            return new Fitted(PlainField.of(field, weights), extra, step, scaling);
        } catch (LearnException e) {
            throw new LabException("neural-ode: " + e.getMessage(), e);
        }
    }

    /// Mean squared distance of the solution from the windows, in squared standard deviations. Time
    /// counts steps of the data.
    private void loss(Step step, Terms terms, BoundedField field, List<double[][]> pieces) {
        int length = step.number() < step.total() / 2 ? Math.max(1, window / 10) : window;
        var batches = windows(step, pieces, length);
        VectorField equation = (_, y) -> field.forward(step.weights(), y);
        var times = new double[length + 1];
        for (int i = 0; i <= length; i++) {
            times[i] = i;
        }
        var start = batches.getFirst();
        if (extra > 0) {
            start = Tensors.join(1, List.of(start, start.new_zeros(start.size(0), extra)));
        }
        var path =
                Solver.of(RungeKutta.RK4.on(equation), StepControl.constant(1))
                        .solve(start, times)
                        .values();
        var seen = path.narrow(2, 0, batches.getFirst().size(1));
        terms.add("fit", seen.sub(Tensors.stack(0, batches)).square().mean());
    }

    /// Random windows, time by time: `length + 1` tensors of shape (batch, channels).
    private List<Tensor> windows(Step step, List<double[][]> pieces, int length) {
        var random = step.random();
        int total = pieces.stream().mapToInt(p -> p.length - length).sum();
        var rows = new double[length + 1][batch][];
        for (int b = 0; b < batch; b++) {
            int place = random.nextInt(total);
            int p = 0;
            while (place >= pieces.get(p).length - length) {
                place -= pieces.get(p++).length - length;
            }
            for (int i = 0; i <= length; i++) {
                rows[i][b] = pieces.get(p)[place + i];
            }
        }
        var tensors = new ArrayList<Tensor>();
        for (var row : rows) {
            tensors.add(Tensors.of(row, step.weights().kind()));
        }
        return tensors;
    }

    /// The learned equation.
    ///
    /// @param field right-hand side in standard deviations a data step
    /// @param extra components beside those of the data
    /// @param step of the data
    public record Fitted(PlainField field, int extra, double step, Scaling scaling)
            implements FittedForecaster {

        @Override
        public int context() {
            return 1;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var state = new double[d + extra];
            System.arraycopy(scaling.apply(history.values()[history.size() - 1]), 0, state, 0, d);
            var values = new double[steps][];
            var stages = new double[4][d + extra];
            for (int k = 0; k < steps; k++) {
                advance(state, stages);
                var row = new double[d];
                System.arraycopy(state, 0, row, 0, d);
                values[k] = scaling.undo(row);
            }
            return Prediction.of(
                    new Segment(
                            history.time(history.size()), history.step(), values, history.names()));
        }

        /// One classical Runge–Kutta step, the step the field was trained with.
        private void advance(double[] x, double[][] k) {
            int n = x.length;
            var probe = new double[n];
            field.derivative(0, x, k[0]);
            for (int stage = 1; stage < 4; stage++) {
                double share = stage == 3 ? 1 : 0.5;
                for (int i = 0; i < n; i++) {
                    probe[i] = x[i] + share * k[stage - 1][i];
                }
                field.derivative(0, probe, k[stage]);
            }
            for (int i = 0; i < n; i++) {
                x[i] += (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]) / 6;
            }
        }
    }
}
