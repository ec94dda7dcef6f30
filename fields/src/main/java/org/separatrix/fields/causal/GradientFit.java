package org.separatrix.fields.causal;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Soap;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Terms;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/// Trains one window by Adam on libtorch, as the paper does: step 1e-3, falling continuously by 0.9
/// every 5000 steps; weights are computed from detached losses. SOAP takes Adam's place if asked
/// to.
final class GradientFit {

    private static final int WARM = 2000;

    private final Network network;
    private final PinnProblem problem;
    private final PinnSettings settings;
    private final Kind kind;
    private final WeightRule rule;
    private final FitHistory.Recorder recorder;
    private final int times;
    private final Function<Step, TensorFormulas> inside;
    private final TensorFormulas initial;
    private final Tensor targets;
    private final boolean builtIn;
    private final IntConsumer watch;
    private final @Nullable UnaryOperator<double[]> rates;
    private final GradientBalance balance = new GradientBalance(2, GradientBalance.MEMORY);
    private int done;
    private double initialLoss;
    private double[] losses = new double[0];
    private double[] weights = new double[0];

    /// @param inside points of a step, the same ones or new ones
    /// @param targets initial values, shape (places, observed)
    /// @param rates convergence rates at the values of the trained parameters, if they are wanted
    GradientFit(
            Network network,
            PinnProblem problem,
            PinnSettings settings,
            Kind kind,
            WeightRule rule,
            double[] times,
            Function<Step, TensorFormulas> inside,
            TensorFormulas initial,
            Tensor targets,
            IntConsumer watch,
            @Nullable UnaryOperator<double[]> rates) {
        this.rates = rates;
        this.network = network;
        this.problem = problem;
        this.settings = settings;
        this.kind = kind;
        this.rule = rule;
        this.times = times.length;
        this.inside = inside;
        this.initial = initial;
        this.targets = targets;
        this.watch = watch;
        builtIn = problem.builtIn();
        recorder = new FitHistory.Recorder(times, settings.schedule().iterations());
    }

    FitHistory run(Weights parameters, long seed) {
        int steps = settings.schedule().iterations();
        boolean soap = settings.optimizer() == PinnSettings.Optimizer.SOAP;
        var rate = Schedule.exponential(1e-3, 0.9, 5000);
        int warm = Math.max(1, Math.min(WARM, steps / 10));
        try (var training =
                new Training(
                        parameters,
                        soap ? Soap.standard() : Adam.standard(),
                        soap ? rate.warmedUp(warm) : rate,
                        TrainingSettings.of(steps, seed),
                        this::evaluate)) {
            training.run();
        }
        return recorder.finish(settings, rule, done, initialLoss, losses);
    }

    private void evaluate(Step step, Terms terms) {
        var own =
                settings.factorised()
                        ? new FactorisedNetwork(network).weights(step.weights())
                        : step.weights();
        var residuals = inside.apply(step).values(network, own);
        var squares = Tensors.scale(residuals.getFirst().square(), problem.residualWeights()[0]);
        for (int c = 1; c < residuals.size(); c++) {
            squares =
                    Tensors.plus(squares, problem.residualWeights()[c], residuals.get(c).square());
        }
        var start = builtIn ? Tensors.scalar(0, kind) : initialLoss(own);
        double[] ofPoints = Tensors.toArray(squares);
        losses = means(ofPoints);
        initialLoss = Tensors.value(start.detach());
        double[] w = rule.ofTimes(initialLoss, losses);
        weights = w;
        var weighted = squares.mul(Tensors.of(rule.ofPoints(w).clone(), kind)).mean();
        if (settings.balanced() && step.number() % GradientBalance.EVERY == 0) {
            balance.look(norm(weighted, step.weights()), norm(start, step.weights()));
        }
        terms.add("residual", balance.weight(0), weighted);
        terms.add("initial", balance.weight(1), start);
        done = Math.toIntExact(step.number() + 1);
        recorder.note(done, rule.epsilon(), initialLoss, losses, weights);
        if (rates != null && recorder.shot(done)) {
            recorder.rates(rates.apply(step.weights().toArray()));
        }
        rule.advance(done, Arrays.stream(w).min().orElse(1), ofPoints);
        watch.accept(done);
    }

    /// Norm of the gradient of one loss.
    private static double norm(Tensor loss, Weights weights) {
        double square = 0;
        // `true` keeps the graph, which the step itself differentiates after this.
        for (var g : Autograd.grad(loss, weights.arrays(), true)) {
            square += Tensors.value(g.detach().square().sum());
        }
        return Math.sqrt(square);
    }

    private Tensor initialLoss(Weights weights) {
        var values = initial.values(network, weights);
        var stacked = Tensors.stack(1, values);
        // Mean over places, sum over what is observed.
        return Tensors.scale(
                stacked.sub(targets).square().mean(), problem.initialWeight() * values.size());
    }

    private double[] means(double[] ofPoints) {
        int places = ofPoints.length / times;
        var mean = new double[times];
        for (int p = 0; p < ofPoints.length; p++) {
            if (!Double.isFinite(ofPoints[p])) {
                throw new LabException(
                        "the residual is not finite at time index %d, point %d"
                                .formatted(p / places, p % places));
            }
            mean[p / places] += ofPoints[p] / places;
        }
        return mean;
    }
}
