package org.separatrix.fields.causal;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.Torch;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Step;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// Solves a differential equation by networks, window after window.
///
/// ```java
/// var solution = new PinnTrainer(PinnProblems.lorenz(5), PinnPresets.LORENZ).solve(new Seeds(0));
/// double[] state = solution.at(2.5, new double[1][0])[0];
/// ```
///
/// @param problem what is solved
/// @param settings how
/// @param data known values to be matched besides, for inverse problems
/// @param device of Adam, `cpu` or `cuda`
public record PinnTrainer(PinnProblem problem, PinnSettings settings, Data data, String device) {

    private static final int MOST_MEASURED = 6000;

    /// Known values.
    ///
    /// @param times ascending
    /// @param values the fields at each time; NaN where unknown; ordinary equations only
    /// @param weight of their mean square, 0 without data
    public record Data(double[] times, double[][] values, double weight) {

        /// None.
        public static final Data NONE = new Data(new double[0], new double[0][], 0);
    }

    /// Hears how far it has come, and may throw to stop it.
    @FunctionalInterface
    public interface Watch {

        /// Hears nothing.
        Watch NOBODY = (_, _, _) -> {};

        /// Called after each iteration.
        void update(int window, int windows, int iteration);
    }

    public PinnTrainer {
        settings.marching().windows(problem.end());
        if (data.times().length > 0 && settings.optimizer() != PinnSettings.Optimizer.LM) {
            throw new LabException("data to be matched need optimizer=LM");
        }
        if (!problem.residuals().unknowns().isEmpty()
                && settings.optimizer() != PinnSettings.Optimizer.LM) {
            throw new LabException("unknown parameters need optimizer=LM");
        }
        if (problem.builtIn() && settings.balanced()) {
            throw new LabException(
                    "balanced needs an initial loss beside the residual; '%s' has its start built in"
                            .formatted(problem.name()));
        }
        settings.encoding(problem);
        if (settings.optimizer() == PinnSettings.Optimizer.LM) {
            LmFit.requireSmall(settings.network(problem));
        }
    }

    /// Without data, on the device of this process.
    public PinnTrainer(PinnProblem problem, PinnSettings settings) {
        this(problem, settings, Data.NONE, Torch.device());
    }

    /// The same on another device.
    public PinnTrainer on(String other) {
        return new PinnTrainer(problem, settings, data, other);
    }

    /// The solution, from weights drawn by the seeds.
    public PinnSolution solve(Seeds seeds) {
        return solve(seeds, Watch.NOBODY);
    }

    /// The solution, watched.
    public PinnSolution solve(Seeds seeds, Watch watch) {
        return solve(seeds, watch, _ -> true);
    }

    /// The solution, its windows kept in a folder as they finish: where they are there already, it
    /// goes on after the last and ends with the same bits.
    ///
    /// @param folder of this training alone; made if missing
    /// @throws LabException if it holds the windows of another training
    public PinnSolution solve(Seeds seeds, Watch watch, Path folder) {
        String configuration = "%s %s %s".formatted(problem.describe(), settings, seeds.root());
        return solve(seeds, watch, _ -> true, new StoredWindows(folder, configuration));
    }

    /// The solution, or its first windows if one is not good enough to go on from.
    ///
    /// @param goOn asked after each window
    PinnSolution solve(Seeds seeds, Watch watch, Predicate<PinnSolution.Piece> goOn) {
        return solve(seeds, watch, goOn, null);
    }

    private PinnSolution solve(
            Seeds seeds,
            Watch watch,
            Predicate<PinnSolution.Piece> goOn,
            @Nullable StoredWindows stored) {
        int windows = settings.marching().windows(problem.end());
        var known = stored == null ? List.<PinnSolution.Piece>of() : stored.read();
        var solution = new PinnSolution(problem, settings, known);
        for (int w = known.size(); w < windows; w++) {
            var piece = train(seeds, solution, w, windows, watch);
            if (stored != null) {
                stored.write(w, piece);
            }
            solution =
                    new PinnSolution(
                            problem, settings, PinnSolution.extended(solution.windows(), piece));
            if (!goOn.test(piece)) {
                break;
            }
        }
        return solution;
    }

    private PinnSolution.Piece train(
            Seeds seeds, PinnSolution before, int w, int windows, Watch watch) {
        var window = parts().window(before, w);
        double[] theta = initial(seeds, before, w);
        var history =
                settings.optimizer() == PinnSettings.Optimizer.LM
                        ? byLm(window, theta, seeds, it -> watch.update(w, windows, it))
                        : byGradient(window, theta, seeds, it -> watch.update(w, windows, it));
        return new PinnSolution.Piece(window.origin(), window.start(), theta, history);
    }

    private WindowParts parts() {
        return new WindowParts(problem, settings, data);
    }

    private double[] initial(Seeds seeds, PinnSolution before, int w) {
        var unknowns = problem.residuals().unknowns();
        int own = Math.toIntExact(settings.network(problem).size());
        var theta = new double[own + unknowns.size()];
        if (w > 0 && settings.marching().warmStart()) {
            return before.windows().getLast().theta().clone();
        }
        try (var _ = new Scope();
                var weights =
                        Weights.create(
                                settings.network(problem), Kind.DOUBLE, seeds.of("network", w))) {
            System.arraycopy(weights.toArray(), 0, theta, 0, own);
        }
        for (int k = 0; k < unknowns.size(); k++) {
            theta[own + k] =
                    w > 0
                            ? before.found().getOrDefault(unknowns.get(k), 0.0)
                            : problem.residuals().parameters().getOrDefault(unknowns.get(k), 0.0);
        }
        return theta;
    }

    private FitHistory byLm(Window window, double[] theta, Seeds seeds, IntConsumer watch) {
        var own = seeds.child("points " + window.index());
        IntFunction<Collocation> draw = it -> parts().drawn(own.of("step", it));
        var points = settings.random() ? draw.apply(0) : parts().mesh();
        return LmFit.run(
                parts().assemble(window, theta, points),
                settings,
                parts().times(),
                theta,
                it -> parts().inside(window, draw.apply(it)),
                watch);
    }

    /// The first window before any training.
    WindowParts.Assembled assembled(Seeds seeds) {
        var none = new PinnSolution(problem, settings, List.of());
        return parts().assemble(parts().window(none, 0), initial(seeds, none, 0), parts().mesh());
    }

    private FitHistory byGradient(Window window, double[] theta, Seeds seeds, IntConsumer watch) {
        var network = settings.network(problem);
        var kind = new Kind(settings.single() ? Precision.SINGLE : Precision.DOUBLE, device);
        var parts = parts();
        var factorised = new FactorisedNetwork(network);
        boolean split = settings.factorised();
        double[] trained =
                split ? factorised.factorise(theta, seeds.of("scales", window.index())) : theta;
        try (var _ = new Scope();
                var weights = Weights.of(split ? factorised : network, kind, trained)) {
            var initial = new TensorFormulas(parts.observed(window), kind);
            var targets =
                    problem.builtIn()
                            ? Tensors.scalar(0, kind)
                            : Tensors.of(window.targets(), kind);
            Function<Step, TensorFormulas> points;
            if (settings.random()) {
                points =
                        step ->
                                new TensorFormulas(
                                        parts.inside(window, parts.drawn(step.random())), kind);
            } else {
                var fixed = new TensorFormulas(parts.inside(window, parts.mesh()), kind);
                points = _ -> fixed;
            }
            var history =
                    new GradientFit(
                                    network,
                                    problem,
                                    settings,
                                    kind,
                                    parts.rule(),
                                    parts.times(),
                                    points,
                                    initial,
                                    targets,
                                    watch,
                                    measurable(network)
                                            ? values ->
                                                    rates(
                                                            window,
                                                            split
                                                                    ? factorised.multiply(values)
                                                                    : values)
                                            : null)
                            .run(weights, seeds.child("points " + window.index()).root());
            double[] learned = weights.toArray();
            System.arraycopy(
                    split ? factorised.multiply(learned) : learned, 0, theta, 0, theta.length);
            return history;
        }
    }

    /// Whether rates are worth the while during a training: of large networks each look takes as
    /// long as many steps.
    private boolean measurable(Network network) {
        return !settings.random() && network.size() <= MOST_MEASURED;
    }

    /// Convergence rate of each time of a window: the mean squared norm of the gradients of its
    /// residuals, the mean eigenvalue of the tangent kernel times their number.
    ///
    /// @param solution of this problem
    /// @return one number a collocation time
    public double[] rates(PinnSolution solution, int w) {
        var piece = solution.windows().get(w);
        var none = new double[0][];
        return rates(new Window(w, piece.origin(), piece.start(), none, none), piece.theta());
    }

    double[] rates(Window window, double[] theta) {
        var network = settings.network(problem);
        var inside = parts().inside(window, parts().mesh());
        var worker = inside.worker(network);
        int width = theta.length;
        int k = inside.formulas();
        var rows = new double[k * width];
        var values = new double[k];
        var rates = new double[settings.times()];
        int places = inside.size() / rates.length;
        worker.weights(theta);
        for (int p = 0; p < inside.size(); p++) {
            worker.rows(p, values, 0, rows, 0, width);
            for (double v : rows) {
                rates[p / places] += v * v / places;
            }
        }
        return rates;
    }
}
