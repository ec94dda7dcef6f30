package org.separatrix.forecast.gtf;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.GatedCell;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.LemCell;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.LstmCell;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Terms;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A rival of the experiment: a gated recurrent network that learns the next row by truncated
/// backpropagation through time and then runs on its own output.
///
/// It reads a window from a state of zero, the first fifth without being judged, and predicts each
/// row itself: as its output is bounded, so is its run.
///
/// @param kind which cell
/// @param units extent of its output and memory
/// @param window steps of a training window
/// @param batch windows an update
/// @param updates number of updates
/// @param rate learning rate at the start; it falls to a hundredth
record RecurrentRival(CellKind kind, int units, int window, int batch, int updates, double rate)
        implements Forecaster {

    private static final int READ_FIRST = 5;
    private static final double CLIP = 10;

    /// The cells.
    enum CellKind {
        LSTM,
        LEM;

        GatedCell of(int inputs, int hidden) {
            return switch (this) {
                case LSTM -> new LstmCell(inputs, hidden);
                case LEM -> new LemCell(inputs, hidden);
            };
        }
    }

    /// Cell and read-out as one network.
    private record Parts(GatedCell cell, Linear readout) implements Parametrised {

        static Parts of(CellKind kind, int channels, int units) {
            return new Parts(
                    kind.of(channels, units),
                    Linear.of(units, channels, Initialiser.uniform(1 / Math.sqrt(units))));
        }

        @Override
        public List<org.separatrix.learn.network.Parameter> parameters() {
            return Parametrised.join(List.of("cell", "readout"), List.of(cell, readout));
        }

        GatedCell.State step(Weights weights, Tensor x, GatedCell.State state) {
            return cell.step(weights.part(0, cell), x, state);
        }

        Tensor next(Weights weights, GatedCell.State state) {
            return readout.forward(weights.part(cell.arrays(), readout), state.output());
        }
    }

    @Override
    public String name() {
        return kind == CellKind.LSTM ? "lstm" : "lem";
    }

    @Override
    public int shortest() {
        return window + 2;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var scaling = Scaling.of(training);
        var pieces =
                training.stream().map(p -> scaling.apply(p.values())).toArray(double[][][]::new);
        var parts = Parts.of(kind, training.getFirst().dimension(), units);
        var windows = new Windows(pieces, 0, window);
        try (var weights =
                        Weights.create(
                                parts, Kind.standard(Precision.DOUBLE), seeds.of("weights"));
                var fitting =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.cosine(rate, rate / 100, updates),
                                TrainingSettings.of(updates, seeds.of("batches").nextLong())
                                        .clippedAt(CLIP),
                                (step, terms) -> loss(step, terms, parts, windows))) {
            fitting.run();
            return new Fitted(kind, units, weights.toArray(), scaling);
        } catch (LearnException e) {
            throw new LabException(name() + ": " + e.getMessage(), e);
        }
    }

    private void loss(Step step, Terms terms, Parts parts, Windows windows) {
        var random = new java.util.SplittableRandom(step.random().nextLong());
        double[][][] x = windows.draw(batch, random).channels();
        var state = parts.cell().start(step.weights(), batch);
        var errors = new ArrayList<Tensor>();
        var now = rows(x, 0);
        for (int t = 0; t < window; t++) {
            state = parts.step(step.weights(), now, state);
            var seen = rows(x, t + 1);
            if (t >= window / READ_FIRST) {
                errors.add(parts.next(step.weights(), state).sub(seen));
            }
            now = seen;
        }
        terms.add("error", Tensors.stack(0, errors).square().mean());
    }

    private static Tensor rows(double[][][] x, int t) {
        var rows = new double[x.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = x[k][t];
        }
        return Tensors.of(rows, Kind.standard(Precision.DOUBLE));
    }

    /// @param values of all parameters, those of the cell first
    record Fitted(CellKind kind, int units, double[] values, Scaling scaling)
            implements FittedForecaster {

        /// Beyond so many deviations the run is lost.
        private static final double LOST = 1e3;

        private static final int HISTORY = 200;

        @Override
        public int context() {
            return HISTORY;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            var parts = Parts.of(kind, history.dimension(), units);
            double[][] past = scaling.apply(history.values());
            var values = new double[steps][history.dimension()];
            try (var weights = Weights.of(parts, Kind.standard(Precision.DOUBLE), this.values);
                    var _ = new Scope();
                    var _ = new org.bytedeco.pytorch.NoGradGuard()) {
                run(parts, weights, past, values);
            }
            for (int i = 0; i < steps; i++) {
                values[i] = scaling.undo(values[i]);
            }
            return Prediction.of(
                    new Segment(
                            history.time(history.size()), history.step(), values, history.names()));
        }

        private void run(Parts parts, Weights weights, double[][] past, double[][] run) {
            var output = new double[1][units];
            var memory = new double[1][units];
            double[] row = past[0];
            for (int i = 0; i < past.length + run.length - 1; i++) {
                // A scope a step: the state goes through plain arrays.
                try (var _ = new Scope()) {
                    var x = Tensors.of(new double[][] {row}, Kind.standard(Precision.DOUBLE));
                    var state =
                            parts.step(
                                    weights,
                                    x,
                                    new GatedCell.State(
                                            Tensors.of(output, Kind.standard(Precision.DOUBLE)),
                                            Tensors.of(memory, Kind.standard(Precision.DOUBLE))));
                    output = Tensors.toRows(state.output());
                    memory = Tensors.toRows(state.memory());
                    row =
                            i + 1 < past.length
                                    ? past[i + 1]
                                    : Tensors.toRows(parts.next(weights, state))[0];
                }
                int k = i + 1 - past.length;
                if (k >= 0) {
                    run[k] = row;
                    if (lost(row)) {
                        for (int j = k; j < run.length; j++) {
                            run[j] = new double[row.length];
                            Arrays.fill(run[j], Double.NaN);
                        }
                        return;
                    }
                }
            }
        }

        private static boolean lost(double[] row) {
            for (double v : row) {
                if (!(Math.abs(v) < LOST)) {
                    return true;
                }
            }
            return false;
        }
    }
}
