package org.separatrix.transport;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.random.RandomGenerator;

/// A drift learned by regression with a small network of state and time.
///
/// @param width units of each of the two hidden layers
/// @param rate learning rate of Adam; it falls to 0 along a half cosine
/// @param batch examples a step
/// @param steps steps of training
public record DriftNetwork(int width, double rate, int batch, int steps) {

    private static final int DEPTH = 2;

    /// Time stops short of 1, where the target of bridge matching has unbounded variance.
    private static final double LATEST = 0.99;

    public DriftNetwork {
        if (width < 1 || !(rate > 0) || batch < 1 || steps < 1) {
            throw new LabException(
                    "width, rate, batch and steps must be positive, got %d, %s, %d and %d"
                            .formatted(width, rate, batch, steps));
        }
    }

    /// Where regression examples come from.
    @FunctionalInterface
    public interface Examples {

        /// Draws a batch.
        ///
        /// @param inputs state and time, `[B][D + 1]`, overwritten
        /// @param outputs what the drift should be there, `[B][D]`, overwritten
        void draw(RandomGenerator random, double[][] inputs, double[][] outputs);
    }

    /// Bridge matching: at states of Brownian bridges between coupled points the drift is `(x1 -
    /// x_t)/(1 - t)` in the mean. With epsilon 0 this is flow matching on straight lines, whose
    /// velocity `x1 - x0` is the same thing.
    ///
    /// Sources: S. Peluchetti, "Diffusion bridge mixture transports", JMLR 24 (2023); Y. Lipman et
    /// al., "Flow matching for generative modeling", ICLR (2023).
    public Drift match(Coupling coupling, double epsilon, Seeds seeds) {
        int d = coupling.dimension();
        var source = new double[batch][d];
        var target = new double[batch][d];
        var state = new double[d];
        Examples examples =
                (random, inputs, outputs) -> {
                    coupling.draw(random, source, target);
                    for (int i = 0; i < batch; i++) {
                        double t = LATEST * random.nextDouble();
                        BrownianBridge.state(source[i], target[i], t, epsilon, random, state);
                        System.arraycopy(state, 0, inputs[i], 0, d);
                        inputs[i][d] = t;
                        for (int j = 0; j < d; j++) {
                            outputs[i][j] =
                                    epsilon == 0
                                            ? target[i][j] - source[i][j]
                                            : (target[i][j] - state[j]) / (1 - t);
                        }
                    }
                };
        return fit(d, examples, seeds);
    }

    /// Regresses the drift on examples, in single precision on the device of this process.
    public Drift fit(int dimension, Examples examples, Seeds seeds) {
        var network = Mlp.of(dimension + 1, width, DEPTH, dimension, Activation.SILU);
        var inputs = new double[batch][dimension + 1];
        var outputs = new double[batch][dimension];
        long seed = seeds.child("network").root();
        var kind = Kind.standard(Precision.SINGLE);
        try (var weights = Weights.create(network, kind, seeds.of("weights"));
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.cosine(rate, 0, steps),
                                TrainingSettings.of(steps, seed).clippedAt(10),
                                (step, terms) -> {
                                    examples.draw(step.random(), inputs, outputs);
                                    var x = Tensors.of(inputs, kind);
                                    var y = Tensors.of(outputs, kind);
                                    var off = network.forward(step.weights(), x).sub(y);
                                    terms.add("drift", off.square().mean());
                                })) {
            training.run();
            return new Perceptron(dimension, width, weights.toArray());
        }
    }

    /// The trained network on plain arrays: a tensor for one state would cost more than the
    /// arithmetic.
    ///
    /// @param values weight and bias of each of the three layers, weights `[out][in]`
    private record Perceptron(int dimension, int width, double[] values) implements Drift {

        @Override
        public void drift(double t, double[] x, double[] g) {
            var input = new double[dimension + 1];
            System.arraycopy(x, 0, input, 0, dimension);
            input[dimension] = t;
            var first = new double[width];
            var second = new double[width];
            int offset = affine(input, first, 0);
            silu(first);
            offset = affine(first, second, offset);
            silu(second);
            affine(second, g, offset);
        }

        private int affine(double[] x, double[] y, int offset) {
            int bias = offset + x.length * y.length;
            for (int i = 0; i < y.length; i++) {
                double s0 = values[bias + i];
                double s1 = 0;
                int row = offset + i * x.length;
                int j = 0;
                for (; j + 1 < x.length; j += 2) {
                    s0 += values[row + j] * x[j];
                    s1 += values[row + j + 1] * x[j + 1];
                }
                if (j < x.length) {
                    s0 += values[row + j] * x[j];
                }
                y[i] = s0 + s1;
            }
            return bias + y.length;
        }

        private static void silu(double[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] /= 1 + Math.exp(-x[i]);
            }
        }
    }
}
