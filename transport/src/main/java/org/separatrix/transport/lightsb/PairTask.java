package org.separatrix.transport.lightsb;

import org.separatrix.analysis.transport.BuresWasserstein;
import org.separatrix.analysis.transport.EntropicPlan;
import org.separatrix.analysis.transport.Sinkhorn;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.Coupling;
import org.separatrix.transport.Drift;
import org.separatrix.transport.DriftNetwork;
import org.separatrix.transport.IterativeFitting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Solvers on pairs with a known plan, scored by the conditional law they find.
///
/// The score is the unexplained variance of the moments of x1 given x0, in percent, over test
/// sources. Solvers that can only be simulated have their moments estimated from paths; the truth,
/// estimated alike, is their floor.
final class PairTask {

    static final List<String> NETWORKS =
            List.of(
                    "matching-independent",
                    "matching-optimal",
                    "flow-optimal",
                    "ipf",
                    "truth-paths");

    private static final int TESTS = 1000;
    private static final int SIMULATED_TESTS = 100;
    private static final int PATHS = 200;
    private static final int PATH_STEPS = 50;
    private static final int BATCHES = 40;
    private static final int BATCH = 128;
    private static final int GAP_SAMPLES = 20_000;

    private final LightSbConfig config;

    PairTask(LightSbConfig config) {
        this.config = config;
    }

    /// Learning rates of the paper's code at each epsilon.
    static double rate(double epsilon) {
        return epsilon < 0.5 ? 1e-3 : epsilon < 5 ? 3e-3 : 6e-2;
    }

    static LightSettings settings(double epsilon, int steps) {
        return LightSettings.DEFAULT.withEpsilon(epsilon).withTraining(steps, rate(epsilon));
    }

    /// Unexplained variance of a solver, in percent.
    double unexplained(MixturePair pair, String solver, Seeds seeds) {
        double epsilon = pair.truth().epsilon();
        var source = pair.source();
        var target = pair.target();
        return switch (solver) {
            case "light" -> light(pair, settings(epsilon, config.steps()), seeds);
            case "light-long" -> light(pair, settings(epsilon, config.longSteps()), seeds);
            case "light-cosine" -> light(pair, falling(epsilon), seeds);
            case "light-matching" -> {
                var bridge =
                        falling(epsilon)
                                .match(
                                        Coupling.independent(source, target),
                                        target,
                                        seeds,
                                        LightSettings.Watcher.SILENT);
                yield score(pair, bridge::conditionalMoments, TESTS, seeds);
            }
            case "independent" -> {
                var moments = moments(target.draw(seeds.of("independent"), 20_000));
                yield score(pair, _ -> moments, TESTS, seeds);
            }
            case "sinkhorn-batches" -> score(pair, batches(pair, seeds), TESTS, seeds);
            case "sinkhorn-full" -> {
                var random = seeds.of("plan");
                var plan =
                        Sinkhorn.of(epsilon)
                                .between(
                                        source.draw(random, config.plan()),
                                        target.draw(random, config.plan()));
                yield score(pair, x -> moments(List.of(plan), x), TESTS, seeds);
            }
            case "matching-independent" ->
                    paths(
                            pair,
                            network().match(Coupling.independent(source, target), epsilon, seeds),
                            epsilon,
                            seeds);
            case "matching-optimal" ->
                    paths(
                            pair,
                            network().match(Coupling.optimal(source, target), epsilon, seeds),
                            epsilon,
                            seeds);
            case "flow-optimal" ->
                    paths(
                            pair,
                            network().match(Coupling.optimal(source, target), 0, seeds),
                            0,
                            seeds);
            case "ipf" -> {
                int rounds = 5;
                var each = new DriftNetwork(64, 2e-3, 512, Math.max(1, config.networkSteps() / 5));
                var ipf = new IterativeFitting(epsilon, rounds, 1000, PATH_STEPS, each);
                yield paths(pair, ipf.fit(source, target, seeds), epsilon, seeds);
            }
            case "truth-paths" -> paths(pair, pair.truth(), epsilon, seeds);
            default -> throw new IllegalArgumentException("no solver " + solver);
        };
    }

    /// Three times the rate at the start, falling to 0.
    private LightSettings falling(double epsilon) {
        return LightSettings.DEFAULT
                .withEpsilon(epsilon)
                .withTraining(config.steps(), 3 * rate(epsilon))
                .withBatch(BATCH, true);
    }

    private DriftNetwork network() {
        return new DriftNetwork(64, 2e-3, BATCH, config.networkSteps());
    }

    private static double light(MixturePair pair, LightSettings settings, Seeds seeds) {
        var bridge = settings.fit(pair.source(), pair.target(), seeds);
        return score(pair, bridge::conditionalMoments, TESTS, seeds);
    }

    /// Plans of many small batches, averaged as the laws they are.
    private Function<double[], Component.Moments> batches(MixturePair pair, Seeds seeds) {
        var random = seeds.of("plan");
        var sinkhorn = Sinkhorn.of(pair.truth().epsilon());
        var plans = new ArrayList<EntropicPlan>();
        for (int b = 0; b < BATCHES; b++) {
            plans.add(
                    sinkhorn.between(
                            pair.source().draw(random, BATCH), pair.target().draw(random, BATCH)));
        }
        return x -> moments(plans, x);
    }

    private double paths(MixturePair pair, Drift drift, double epsilon, Seeds seeds) {
        var random = seeds.of("paths");
        return score(
                pair,
                x0 -> {
                    var ends = new double[PATHS][];
                    for (int p = 0; p < PATHS; p++) {
                        ends[p] = drift.simulate(x0, PATH_STEPS, epsilon, random)[PATH_STEPS];
                    }
                    return moments(ends);
                },
                SIMULATED_TESTS,
                seeds);
    }

    static double score(
            MixturePair pair,
            Function<double[], Component.Moments> solver,
            int tests,
            Seeds seeds) {
        var random = seeds.of("tests");
        double sum = 0;
        for (double[] x0 : pair.source().draw(random, tests)) {
            var truth = pair.truth().conditionalMoments(x0);
            var found = solver.apply(x0);
            sum +=
                    BuresWasserstein.halfSquared(
                            truth.mean(), truth.covariance(), found.mean(), found.covariance());
        }
        double variance = 0;
        double[][] covariance = moments(pair.target().draw(random, 20_000)).covariance();
        for (int j = 0; j < covariance.length; j++) {
            variance += covariance[j][j];
        }
        return BuresWasserstein.unexplained(sum / tests, variance);
    }

    private static Component.Moments moments(List<EntropicPlan> plans, double[] x) {
        var points = new ArrayList<double[]>();
        var weights = new ArrayList<Double>();
        for (var plan : plans) {
            double[] w = plan.weights(x);
            for (int j = 0; j < w.length; j++) {
                if (w[j] > 1e-12) {
                    points.add(plan.targets()[j]);
                    weights.add(w[j] / plans.size());
                }
            }
        }
        return moments(
                points.toArray(double[][]::new),
                weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Component.Moments moments(double[][] points) {
        var weights = new double[points.length];
        java.util.Arrays.fill(weights, 1.0 / points.length);
        return moments(points, weights);
    }

    private static Component.Moments moments(double[][] points, double[] weights) {
        int d = points[0].length;
        var mean = new double[d];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < d; j++) {
                mean[j] += weights[i] * points[i][j];
            }
        }
        var covariance = new double[d][d];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < d; j++) {
                double off = weights[i] * (points[i][j] - mean[j]);
                for (int k = 0; k < d; k++) {
                    covariance[j][k] += off * (points[i][k] - mean[k]);
                }
            }
        }
        return new Component.Moments(mean, covariance);
    }

    /// Divergence of a bridge from the true one in nats, by the same points for both losses.
    static double gap(MixturePair pair, LightSchrodingerBridge bridge, RandomGenerator random) {
        double[][] x0 = pair.source().draw(random, GAP_SAMPLES);
        double[][] x1 = pair.target().draw(random, GAP_SAMPLES);
        return bridge.loss(x0, x1) - pair.truth().loss(x0, x1);
    }
}
