package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rivals of [NeuralCde]: a reader that is told the time since the last sample, which values
/// are missing, and the last value where one is, with a linear read-out.
final class SeriesClassifier implements AutoCloseable {

    private final SeriesReader reader;
    private final Linear readout;
    private final Weights weights;
    private final Scaling scale;

    private SeriesClassifier(SeriesReader reader, Linear readout, Weights weights, Scaling scale) {
        this.reader = reader;
        this.readout = readout;
        this.weights = weights;
        this.scale = scale;
    }

    /// Numbers that describe one sample.
    static int inputs(int channels) {
        return 2 * channels + 1;
    }

    static SeriesClassifier fit(
            SeriesReader reader,
            double[] times,
            double[][][] values,
            int[] labels,
            int batch,
            int updates,
            double rate,
            Seeds seeds) {
        int classes = Arrays.stream(labels).max().orElse(1) + 1;
        var scale = Scaling.of(values);
        var inputs = inputs(times, values, scale);
        var readout = Linear.of(reader.outputs(), classes, Initialiser.FAN_IN_UNIFORM);
        Parametrised both =
                () -> Parametrised.join(List.of("reader", "readout"), List.of(reader, readout));
        var weights = Weights.create(both, Kind.standard(Precision.DOUBLE), seeds.of("weights"));
        var model = new SeriesClassifier(reader, readout, weights, scale);
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
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /// Time since the last sample, mask and carried values.
    private static double[][][] inputs(double[] times, double[][][] values, Scaling scale) {
        int channels = values[0][0].length;
        double step = (times[times.length - 1] - times[0]) / (times.length - 1);
        var inputs = new double[times.length][values.length][inputs(channels)];
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
        var samples = new ArrayList<Tensor>();
        for (var sample : inputs) {
            var x = new double[rows.length][];
            for (int i = 0; i < x.length; i++) {
                x[i] = sample[(int) rows[i]];
            }
            samples.add(Tensors.of(x, weights.kind()));
        }
        var read = reader.read(weights.part(0, reader), samples);
        return readout.forward(weights.part(reader.arrays(), readout), read);
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
