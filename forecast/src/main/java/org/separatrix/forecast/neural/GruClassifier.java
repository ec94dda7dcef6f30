package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.Arrays;
import java.util.List;

/// The rival of [NeuralCde]: a gated recurrent unit that is told the time since the last sample,
/// which values are missing, and the last value where one is.
final class GruClassifier implements AutoCloseable {

    private final GruCell cell;
    private final Linear readout;
    private final Weights weights;
    private final Scaling scale;

    private GruClassifier(GruCell cell, Linear readout, Weights weights, Scaling scale) {
        this.cell = cell;
        this.readout = readout;
        this.weights = weights;
        this.scale = scale;
    }

    static GruClassifier fit(
            double[] times,
            double[][][] values,
            int[] labels,
            int hidden,
            int batch,
            int updates,
            double rate,
            Seeds seeds) {
        int channels = values[0][0].length;
        int classes = Arrays.stream(labels).max().orElse(1) + 1;
        var cell = new GruCell(2 * channels + 1, hidden);
        var readout = Linear.of(hidden, classes, Initialiser.FAN_IN_UNIFORM);
        Parametrised both =
                () -> Parametrised.join(List.of("cell", "readout"), List.of(cell, readout));
        var weights = Weights.create(both, Kind.DOUBLE, seeds.of("weights"));
        var scale = Scaling.of(values);
        var model = new GruClassifier(cell, readout, weights, scale);
        var inputs = inputs(times, values, scale);
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.constant(rate),
                        TrainingSettings.of(updates, seeds.of("batches").nextLong()),
                        (step, terms) -> {
                            var rows = step.batch(values.length, batch);
                            terms.add(
                                    "cross-entropy",
                                    CrossEntropy.mean(model.logits(inputs, rows), labels, rows));
                        })) {
            training.run();
        }
        return model;
    }

    /// Time since the last sample, mask and carried values.
    private static double[][][] inputs(double[] times, double[][][] values, Scaling scale) {
        int channels = values[0][0].length;
        double step = (times[times.length - 1] - times[0]) / (times.length - 1);
        var inputs = new double[times.length][values.length][2 * channels + 1];
        for (int b = 0; b < values.length; b++) {
            var last = new double[channels];
            double seen = times[0];
            for (int i = 0; i < times.length; i++) {
                var row = scale.apply(values[b][i]);
                boolean any = false;
                inputs[i][b][0] = (times[i] - seen) / step;
                for (int c = 0; c < channels; c++) {
                    boolean there = !Double.isNaN(row[c]);
                    any |= there;
                    last[c] = there ? row[c] : last[c];
                    inputs[i][b][1 + c] = last[c];
                    inputs[i][b][1 + channels + c] = there ? 1 : 0;
                }
                seen = any ? times[i] : seen;
            }
        }
        return inputs;
    }

    private Tensor logits(double[][][] inputs, long[] rows) {
        var state = Tensors.zeros(Kind.DOUBLE, rows.length, cell.hidden());
        var own = weights.part(0, cell);
        for (var sample : inputs) {
            var x = new double[rows.length][];
            for (int i = 0; i < x.length; i++) {
                x[i] = sample[(int) rows[i]];
            }
            state = cell.step(own, Tensors.of(x, Kind.DOUBLE), state);
        }
        return readout.forward(weights.part(cell.arrays(), readout), state);
    }

    double accuracy(double[] times, double[][][] values, int[] labels) {
        var inputs = inputs(times, values, scale);
        var rows = new long[values.length];
        Arrays.setAll(rows, i -> i);
        try (var _ = new Scope()) {
            return Autograd.without(() ->
                    CrossEntropy.accuracy(Tensors.toRows(logits(inputs, rows).softmax(1)), labels));
        }
    }

    long parameters() {
        return weights.size();
    }

    @Override
    public void close() {
        weights.close();
    }
}
