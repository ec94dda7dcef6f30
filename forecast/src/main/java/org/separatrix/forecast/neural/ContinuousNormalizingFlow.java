package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A density as a normal one carried along a flow: `d log p/dt = -tr df/dy` along each path.
///
/// Data flow to the normal distribution in time 0 to 1; samples flow back.
///
/// Source: R. Chen, Y. Rubanova, J. Bettencourt, D. Duvenaud, NeurIPS 2018; the estimated trace is
/// W. Grathwohl et al., ICLR 2019.
public final class ContinuousNormalizingFlow implements AutoCloseable {

    static final String NAME = "flow";

    /// How the trace of the field's Jacobian is computed.
    public enum Trace {
        /// One reverse pass a dimension.
        EXACT,
        /// One reverse pass with a random sign a dimension, the same along a whole path (Hutchinson
        /// 1989): unbiased, for many dimensions.
        HUTCHINSON
    }

    /// How the flow is built and trained.
    ///
    /// @param steps of the solver (classical Runge–Kutta)
    public record Settings(
            @Describe(value = "units of a hidden layer", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "solver steps", min = 1, max = 10_000) int steps,
            @Describe("how the trace is computed in training") Trace trace,
            @Describe(value = "points an update", min = 1, max = 1_000_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate at the start", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        /// A minute or two on one processor for two dimensions.
        public static final Settings DEFAULT =
                new Settings(32, 2, 8, Trace.EXACT, 256, 1500, 1e-2, Precision.DOUBLE);
    }

    private final Settings settings;
    private final TimeGatedMlp network;
    private final Weights weights;
    private final Scaling scale;
    private final History history;

    private ContinuousNormalizingFlow(
            Settings settings,
            TimeGatedMlp network,
            Weights weights,
            Scaling scale,
            History history) {
        this.settings = settings;
        this.network = network;
        this.weights = weights;
        this.scale = scale;
        this.history = history;
    }

    /// Learns the density of points.
    ///
    /// @param points (n, dimension), at least two
    /// @throws LabException if a value is not finite
    public static ContinuousNormalizingFlow fit(double[][] points, Settings settings, Seeds seeds) {
        return fit(points, settings, seeds, Watch.NOBODY);
    }

    /// The same, watched while it trains.
    public static ContinuousNormalizingFlow fit(
            double[][] points, Settings settings, Seeds seeds, Watch watch) {
        if (points.length < 2) {
            throw new LabException("a density needs at least two points, got " + points.length);
        }
        for (int i = 0; i < points.length; i++) {
            for (double v : points[i]) {
                if (!Double.isFinite(v)) {
                    throw new LabException("point %d holds %s; drop it".formatted(i, v));
                }
            }
        }
        var scale = Scaling.of(new double[][][] {points});
        var scaled = Arrays.stream(points).map(row -> scale.apply(row)).toArray(double[][]::new);
        var network = new TimeGatedMlp(points[0].length, settings.width(), settings.depth());
        var kind = Kind.standard(settings.precision());
        var weights = Weights.create(network, kind, seeds.of("weights"));
        try (var training =
                new Training(
                        weights,
                        Adam.decoupled(1e-5),
                        Schedule.cosine(settings.rate(), settings.rate() / 100, settings.updates()),
                        TrainingSettings.of(settings.updates(), seeds.of("batches").nextLong())
                                .clippedAt(10),
                        (step, terms) -> {
                            var rows = step.batch(scaled.length, settings.batch());
                            var batch = new double[rows.length][];
                            for (int i = 0; i < batch.length; i++) {
                                batch[i] = scaled[(int) rows[i]];
                            }
                            var x = Tensors.of(batch, kind);
                            Tensor signs = null;
                            if (settings.trace() == Trace.HUTCHINSON) {
                                var random = step.random();
                                var values = new double[batch.length * batch[0].length];
                                for (int i = 0; i < values.length; i++) {
                                    values[i] = random.nextBoolean() ? 1 : -1;
                                }
                                signs = Tensors.of(values, kind, x.shape());
                            }
                            terms.add(
                                    "negative log-likelihood",
                                    logDensity(network, weights, settings, x, signs).mean().neg());
                        })) {
            return new ContinuousNormalizingFlow(
                    settings, network, weights, scale, training.run(watch));
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /// Log-density of scaled points, shape (batch).
    ///
    /// @param signs of Hutchinson's estimate, or null for the exact trace
    private static Tensor logDensity(
            TimeGatedMlp network,
            Weights weights,
            Settings settings,
            Tensor x,
            @Nullable Tensor signs) {
        int d = network.dimension();
        VectorField joint =
                (t, state) -> {
                    var narrowed = state.narrow(1, 0, d);
                    // Recording is needed for the trace even where nobody asks for a gradient.
                    var y = narrowed.requires_grad() ? narrowed : Autograd.leaf(narrowed);
                    boolean again = GradMode.is_enabled();
                    return Autograd.with(() -> {
                        var f = network.forward(weights, t, y);
                        var trace =
                                signs == null ? exact(f, y, again) : estimated(f, y, signs, again);
                        var both = Tensors.join(1, List.of(f, trace.unsqueeze(1)));
                        return again ? both : both.detach();
                    });
                };
        var start = Tensors.join(1, List.of(x, x.new_zeros(x.size(0), 1)));
        var end =
                Solver.of(RungeKutta.RK4.on(joint), StepControl.constant(1.0 / settings.steps()))
                        .solve(start, 0, 1)
                        .last();
        var z = end.narrow(1, 0, d);
        var normal =
                Tensors.shift(
                        Tensors.scale(z.square().sum(1), -0.5), -0.5 * d * Math.log(2 * Math.PI));
        return normal.add(end.select(1, d));
    }

    private static Tensor exact(Tensor f, Tensor y, boolean again) {
        var trace = f.new_zeros(f.size(0));
        for (int i = 0; i < f.size(1); i++) {
            boolean more = again || i < f.size(1) - 1;
            trace = trace.add(Autograd.grad(f.select(1, i), y, more).select(1, i));
        }
        return trace;
    }

    private static Tensor estimated(Tensor f, Tensor y, Tensor signs, boolean again) {
        return Autograd.grad(f.mul(signs), y, again).mul(signs).sum(1);
    }

    /// Log-density of points, with the exact trace.
    ///
    /// @param points (n, dimension)
    public double[] logDensity(double[][] points) {
        double volume = 0;
        for (double deviation : scale.deviation()) {
            volume += Math.log(deviation);
        }
        var scaled = Arrays.stream(points).map(row -> scale.apply(row)).toArray(double[][]::new);
        try (var _ = new Scope()) {
            var x = Tensors.of(scaled, weights.kind());
            var values =
                    Autograd.without(
                            () -> Tensors.toArray(logDensity(network, weights, settings, x, null)));
            for (int i = 0; i < values.length; i++) {
                values[i] -= volume;
            }
            return values;
        }
    }

    /// Points drawn from the density.
    public double[][] sample(int count, Seeds seeds) {
        try (var _ = new Scope()) {
            VectorField field = (t, y) -> network.forward(weights, t, y);
            var z = Tensors.normal(seeds.of("samples"), weights.kind(), count, network.dimension());
            var x =
                    Autograd.without(() ->
                            Solver.of(
                                            RungeKutta.RK4.on(field),
                                            StepControl.constant(1.0 / settings.steps()))
                                    .solve(z, 1, 0)
                                    .last());
            var rows = Tensors.toRows(x);
            return Arrays.stream(rows).map(scale::undo).toArray(double[][]::new);
        }
    }

    /// A flow that was saved.
    ///
    /// @throws LabException if the file holds something else or is damaged
    public static ContinuousNormalizingFlow load(Path file) {
        var saved = SavedNetworks.load(file, NAME);
        int[] n = saved.sizes();
        if (n.length != 3) {
            throw new LabException(file + " is damaged: its sizes do not fit");
        }
        var d = Settings.DEFAULT;
        var settings =
                new Settings(
                        n[0],
                        n[1],
                        n[2],
                        d.trace(),
                        d.batch(),
                        d.updates(),
                        d.rate(),
                        d.precision());
        var network = new TimeGatedMlp(saved.scale().mean().length, n[0], n[1]);
        return new ContinuousNormalizingFlow(
                settings, network, saved.restore(network), saved.scale(), new History());
    }

    /// Writes what is needed to use the flow again, as SafeTensors.
    public void save(Path file) {
        int[] sizes = {settings.width(), settings.depth(), settings.steps()};
        SavedNetworks.save(file, NAME, sizes, scale, weights, Map.of());
    }

    /// Components of a point.
    public int dimension() {
        return network.dimension();
    }

    /// The course of the training, empty for a flow that was loaded.
    public History history() {
        return history;
    }

    @Override
    public void close() {
        weights.close();
    }
}
