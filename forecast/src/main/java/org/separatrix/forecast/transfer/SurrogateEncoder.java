package org.separatrix.forecast.transfer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Losses;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/// The frozen encoder of an autoencoder of surrogate windows.
///
/// @param weights of the whole autoencoder
/// @param loss mean squared error of the windows after training; their variance is about 1
record SurrogateEncoder(double[] weights, double loss) {

    private static final SurrogateAutoencoder NETWORK = new SurrogateAutoencoder();
    private static final double CLIP = 10;

    /// Series encoded at a time.
    private static final int CHUNK = 256;

    /// Trains on windows and nothing else.
    ///
    /// @param windows `[count][100]`
    /// @throws CancellationException if the watch says stop
    static SurrogateEncoder train(
            double[][] windows, TransferSettings settings, Seeds seeds, Watch watch) {
        var kind = Kind.standard(Precision.SINGLE);
        int perEpoch = Math.max(1, windows.length / Math.min(settings.batch(), windows.length));
        long steps = (long) settings.epochs() * perEpoch;
        var training = TrainingSettings.of(steps, seeds.of("batches").nextLong()).clippedAt(CLIP);
        try (var _ = new Scope();
                var weights = Weights.create(NETWORK, kind, seeds.of("weights"))) {
            var all = Tensors.of(windows, kind).unsqueeze(1);
            try (var run =
                    new Training(
                            weights,
                            Adam.standard(),
                            Schedule.constant(settings.rate()),
                            training,
                            (step, terms) -> {
                                long[] chosen = step.batch(windows.length, settings.batch());
                                var index =
                                        Tensors.indices(chosen).to(all.device(), ScalarType.Long);
                                terms.add(
                                        "error", error(step.weights(), all.index_select(0, index)));
                            })) {
                run.run(watch);
            }
            double loss;
            try (var _ = new Scope()) {
                loss = Tensors.value(error(weights, all));
            }
            return new SurrogateEncoder(weights.toArray(), loss);
        }
    }

    /// The encoder as it is drawn: what the layers do without having learned anything.
    static SurrogateEncoder untrained(Seeds seeds) {
        try (var _ = new Scope();
                var weights = Weights.create(NETWORK, Kind.SINGLE, seeds.of("weights"))) {
            return new SurrogateEncoder(weights.toArray(), Double.NaN);
        }
    }

    private static Tensor error(Weights weights, Tensor x) {
        return Losses.meanSquare(NETWORK.decode(weights, NETWORK.encode(weights, x)), x);
    }

    /// The encoded channels of series.
    ///
    /// @param rows `[count][n]`, all of one length
    /// @return `[count][8][1 + (n - 1)/3]`
    double[][][] encode(double[][] rows) {
        var kind = Kind.standard(Precision.SINGLE);
        var codes = new double[rows.length][][];
        try (var _ = new Scope();
                var values = Weights.of(NETWORK, kind, weights)) {
            for (int from = 0; from < rows.length; from += CHUNK) {
                int to = Math.min(rows.length, from + CHUNK);
                try (var _ = new Scope()) {
                    var chunk = Arrays.copyOfRange(rows, from, to);
                    var code = NETWORK.encode(values, Tensors.of(chunk, kind).unsqueeze(1));
                    double[] flat = Tensors.toArray(code);
                    int length = (int) code.size(2);
                    for (int i = 0; i < to - from; i++) {
                        codes[from + i] = new double[SurrogateAutoencoder.CHANNELS][];
                        for (int c = 0; c < SurrogateAutoencoder.CHANNELS; c++) {
                            int at = (i * SurrogateAutoencoder.CHANNELS + c) * length;
                            codes[from + i][c] = Arrays.copyOfRange(flat, at, at + length);
                        }
                    }
                }
            }
        }
        return codes;
    }
}
