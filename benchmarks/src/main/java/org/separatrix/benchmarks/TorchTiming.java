package org.separatrix.benchmarks;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.deep.Convolution;
import org.separatrix.forecast.deep.DeepForecaster;
import org.separatrix.forecast.deep.Lstm;
import org.separatrix.forecast.deep.NBeats;
import org.separatrix.forecast.deep.TransformerForecaster;
import org.separatrix.forecast.gtf.Forcing;
import org.separatrix.forecast.gtf.Gtf;
import org.separatrix.forecast.gtf.GtfTraining;
import org.separatrix.forecast.gtf.ShallowPlrnn;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.jet.Jet;
import org.separatrix.learn.jet.JetMlp;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.Adjoint;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Training steps here and in PyTorch, the same networks with the same numbers of parameters, one
/// thread each, in turns.
///
/// The argument is the peer's script.
public final class TorchTiming {

    private static final int ROUNDS = 7;
    private static final int BATCH = 16;

    private final TorchPeer peer;

    private TorchTiming(TorchPeer peer) {
        this.peer = peer;
    }

    public static void main(String[] arguments) {
        try (var peer =
                TorchPeer.start(
                        Path.of(
                                arguments.length > 0
                                        ? arguments[0]
                                        : "benchmarks/peers/learning_torch.py"))) {
            System.out.println("PyTorch " + peer.version());
            var timing = new TorchTiming(peer);
            timing.forecasters();
            for (int order = 1; order <= 4; order++) {
                timing.derivative(order);
            }
            timing.neuralEquation();
            timing.forcing(3, 50, 100);
            timing.forcing(20, 200, 100);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// Whole fits, windows and encoding of the weights included, against the peer's steps alone.
    private void forecasters() {
        int updates = 100;
        var transformer = TransformerForecaster.DEFAULT;
        var deep = new TransformerForecaster(25, 1, 64, 4, 3, 512, 0.1, updates / 5, 32, 1e-3);
        var beats = NBeats.DEFAULT;
        var wide = new NBeats(25, 1, 30, 4, 256, 5, updates / 5, 32, 1e-3);
        var convolution = Convolution.DEFAULT;
        fit(
                "transformer",
                new TransformerForecaster(
                        transformer.lookback(),
                        transformer.horizon(),
                        transformer.width(),
                        transformer.heads(),
                        transformer.layers(),
                        transformer.inner(),
                        transformer.dropout(),
                        updates,
                        transformer.batch(),
                        transformer.rate()),
                updates);
        fit("transformer-paper", deep, deep.updates());
        var lstm = Lstm.DEFAULT;
        fit(
                "lstm",
                new Lstm(
                        lstm.lookback(),
                        lstm.cell(),
                        lstm.hidden(),
                        lstm.layers(),
                        updates,
                        lstm.batch(),
                        lstm.rate()),
                updates);
        fit(
                "tcn",
                new Convolution(
                        convolution.lookback(),
                        convolution.horizon(),
                        convolution.filters(),
                        convolution.kernel(),
                        convolution.base(),
                        convolution.dropout(),
                        updates,
                        convolution.batch(),
                        convolution.rate()),
                updates);
        fit(
                "nbeats",
                new NBeats(
                        beats.lookback(),
                        beats.horizon(),
                        beats.blocks(),
                        beats.layers(),
                        beats.width(),
                        beats.coefficients(),
                        updates,
                        beats.batch(),
                        beats.rate()),
                updates);
        fit("nbeats-paper", wide, wide.updates());
    }

    private void fit(String task, Forecaster model, int updates) {
        var random = new SplittableRandom(0);
        var rows = new double[900][1];
        for (var row : rows) {
            row[0] = random.nextGaussian();
        }
        var data = List.of(new Segment(0, 1, rows, List.of("x")));
        compare(
                "%s, %d updates".formatted(task, updates),
                task,
                updates,
                count(model),
                () -> model.fit(data, new Seeds(0)));
    }

    private static int count(Forecaster model) {
        return switch (model) {
            case DeepForecaster deep -> size(deep.model(1));
            case Lstm lstm ->
                    size(new Recurrent(lstm.cell(), 1, lstm.hidden(), lstm.layers()))
                            + size(Linear.of(lstm.hidden(), 1, Initialiser.GLOROT_UNIFORM));
            default -> throw new IllegalArgumentException(model.name());
        };
    }

    private static int size(Parametrised network) {
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(0))) {
            return weights.toArray().length;
        }
    }

    private void derivative(int order) {
        var network = Mlp.of(2, 64, 4, 1, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(0))) {
            var x = Tensors.uniform(new SplittableRandom(1), -1, 1, Kind.DOUBLE, 1000, 2);
            compare(
                    "derivative of order %d at 1000 points, 4 layers of 64, with its gradient, by jets"
                            .formatted(order),
                    "derivative-" + order,
                    1,
                    weights.toArray().length,
                    () -> residual(network, weights, x, order));
        }
    }

    private static void residual(Mlp network, Weights weights, Tensor x, int order) {
        try (var _ = Scope.boundary()) {
            var seed = Jet.seed(x, List.of(new Jet.Direction(0, order)));
            var u = JetMlp.forward(network, weights, seed);
            weights.backward(u.derivative(0, order).square().mean());
        }
    }

    private void neuralEquation() {
        var network = Mlp.of(8, 32, 2, 8, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(0))) {
            VectorField field = (_, y) -> network.forward(weights, y);
            var start = Tensors.normal(new SplittableRandom(1), Kind.DOUBLE, 64, 8);
            var solver =
                    Solver.of(RungeKutta.TSIT5.on(field), StepControl.constant(0.02))
                            .with(Adjoint.direct(), weights.arrays());
            compare(
                    "neural equation, gradient over 50 steps of Tsitouras 5",
                    "neural-equation",
                    1,
                    weights.toArray().length,
                    () -> {
                        try (var _ = Scope.boundary()) {
                            var y = solver.solve(start, 0, 1);
                            weights.backward(y.last().square().mean());
                        }
                    });
        }
    }

    private void forcing(int dimension, int hidden, int steps) {
        var random = new SplittableRandom(1);
        var data = new double[2000][dimension];
        for (var row : data) {
            for (int j = 0; j < dimension; j++) {
                row[j] = random.nextGaussian();
            }
        }
        var settings =
                new Gtf(
                        hidden,
                        true,
                        steps,
                        BATCH,
                        1_000_000,
                        1e-4,
                        1e-4,
                        Forcing.CONSTANT,
                        0.15,
                        5,
                        0.999,
                        0,
                        0,
                        0);
        var training = new GtfTraining(settings, new double[][][] {data}, new Seeds(0));
        compare(
                "teacher forcing, M=%d, L=%d, T=%d, batch %d, by the fused kernel"
                        .formatted(dimension, hidden, steps, BATCH),
                "forcing-%d-%d-%d".formatted(dimension, hidden, steps),
                1,
                ShallowPlrnn.random(dimension, hidden, true, random).parameters(),
                training::update);
    }

    private void compare(String title, String task, int updates, int parameters, Runnable ours) {
        int theirs = peer.run(task, 1);
        if (theirs != parameters) {
            throw new IllegalStateException(
                    "%s: %d parameters here, %d in the peer".formatted(task, parameters, theirs));
        }
        double[] ms =
                Ratios.of(
                                title,
                                new String[] {"here", "PyTorch"},
                                ours,
                                () -> peer.run(task, updates))
                        .measure(ROUNDS);
        System.out.printf(
                Locale.ROOT,
                "%s, %d parameters: %.2f ms here, %.2f ms in PyTorch, ratio %.2f%n",
                title,
                parameters,
                ms[0],
                ms[1],
                ms[1] / ms[0]);
    }
}
