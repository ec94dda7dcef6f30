package org.separatrix.transport.lightsb;

import org.separatrix.lab.Claim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the paper and the method's reimplementation say, put to the test.
final class LightSbClaims {

    private static final String PAPER = "Korotin et al. 2024";
    private static final String SCALE = PAPER + ", mixture benchmark, on pairs drawn here";

    private final LightSbConfig config;
    private final Results results;

    LightSbClaims(LightSbConfig config, Results results) {
        this.config = config;
        this.results = results;
    }

    List<Claim> all() {
        var claims = new ArrayList<Claim>();
        plan(claims, 2, 0.3, 0.1);
        plan(claims, 16, 0.5, 0.2);
        claims.add(
                Claim.atLeast(
                        "beats-independent",
                        "The unexplained variance is at least 100 times below that of the"
                                + " independent coupling, on every pair.",
                        SCALE,
                        100,
                        least(pair -> value(pair, "independent") / value(pair, "light"))));
        claims.add(
                Claim.atLeast(
                        "beats-sinkhorn",
                        "It is at least 5 times below that of Sinkhorn on batches of 128, on every"
                                + " pair.",
                        SCALE,
                        5,
                        least(pair -> value(pair, "sinkhorn-batches") / value(pair, "light"))));
        if (config.networkSeeds() > 0) {
            claims.add(
                    Claim.atLeast(
                            "beats-networks",
                            "It is at least an order of magnitude below solvers that train networks"
                                    + " (the best of them, less the floor of its simulation), on"
                                    + " every pair.",
                            PAPER + ", table of the mixture benchmark",
                            10,
                            least(this::rivals)));
        }
        claims.add(
                Claim.atMost(
                        "swiss-roll",
                        "The fitted Swiss roll at epsilon 0.1 is within sliced W1 of 0.08 of the"
                                + " true one.",
                        PAPER + ", figure of the Swiss roll",
                        0.08,
                        results.mean("swiss 0.1", "light", "sliced").value()));
        claims.add(
                Claim.atMost(
                        "fast",
                        "The Swiss roll is fitted within 90 seconds on a processor (slowest"
                                + " repetition, seconds).",
                        PAPER,
                        90,
                        results.of("swiss 0.1", "light").stream()
                                .mapToDouble(r -> r.metrics().getOrDefault("training", Double.NaN))
                                .max()
                                .orElse(Double.NaN)));
        claims.add(
                Claim.atMost(
                        "gaussians",
                        "Between Gaussians one component with a full matrix finds the exact one"
                                + " within 2 % (worst dimension, relative Frobenius norm).",
                        "closed form of the Gaussian bridge",
                        0.02,
                        worst(LightSbTask.GAUSSIANS, "gaussian ", "error")));
        claims.add(
                Claim.atMost(
                        "gaussian-loss",
                        "Its loss is within 0.01 nats of the least one (worst dimension).",
                        "closed form of the Gaussian bridge",
                        0.01,
                        worst(LightSbTask.GAUSSIANS, "gaussian ", "gap")));
        double light = results.mean("cells", "light", "w1").value();
        claims.add(
                Claim.atMost(
                        "held-out-time",
                        "The middle of the bridge is at least 20 % nearer to held-out snapshots of"
                                + " a splitting population than with an independent coupling (ratio"
                                + " of W1).",
                        PAPER + ", single-cell experiment, on a population simulated here",
                        0.8,
                        light / results.mean("cells", "independent", "w1").value()));
        claims.add(
                Claim.atMost(
                        "as-good-as-sinkhorn",
                        "It is not worse there than full Sinkhorn with Brownian bridges by more"
                                + " than 10 % (ratio of W1).",
                        PAPER + ", single-cell experiment, on a population simulated here",
                        1.1,
                        light / results.mean("cells", "sinkhorn-full", "w1").value()));
        claims.add(
                Claim.atMost(
                        "more-components",
                        "The divergence from the true bridge falls with the number of components 1,"
                                + " 5, 20, 50 (largest rise, in standard errors).",
                        PAPER + ", universal approximation",
                        2,
                        rise()));
        return claims;
    }

    private void plan(List<Claim> claims, int dimension, double quick, double longer) {
        if (!config.dimensions().contains(dimension)) {
            return;
        }
        claims.add(
                Claim.atMost(
                        "known-plan-" + dimension,
                        "In %d dimensions the conditional law is recovered to %s %% of unexplained variance with %d steps (worse epsilon)."
                                .formatted(dimension, Claim.number(quick), config.steps()),
                        SCALE,
                        quick,
                        largest(dimension, "light")));
        claims.add(
                Claim.atMost(
                        "known-plan-%d-longer".formatted(dimension),
                        "With %d steps it is %s %%."
                                .formatted(config.longSteps(), Claim.number(longer)),
                        SCALE,
                        longer,
                        largest(dimension, "light-long")));
    }

    private double value(String pair, String solver) {
        return results.mean(pair, solver, "unexplained").value();
    }

    /// How far the best rival is above, on the repetitions that both have.
    private double rivals(String pair) {
        var shared = results.first(config.networkSeeds());
        double floor = shared.mean(pair, "truth-paths", "unexplained").value();
        double best = Double.POSITIVE_INFINITY;
        for (String rival : PairTask.NETWORKS) {
            if (!rival.equals("truth-paths")) {
                double found = shared.mean(pair, rival, "unexplained").value();
                best = Math.min(best, found - floor);
            }
        }
        return best / shared.mean(pair, "light", "unexplained").value();
    }

    /// The least of a quantity over the pairs that the claims are about.
    private double least(ToDoubleFunction<String> quantity) {
        double least = Double.POSITIVE_INFINITY;
        for (int dimension : config.dimensions()) {
            for (double epsilon : config.epsilons()) {
                if (dimension <= 16 && epsilon <= 1) {
                    String pair = LightSbTask.pairName(dimension, epsilon);
                    least = Math.min(least, quantity.applyAsDouble(pair));
                }
            }
        }
        return least;
    }

    private double largest(int dimension, String solver) {
        double largest = 0;
        for (double epsilon : config.epsilons()) {
            if (epsilon <= 1) {
                double value = value(LightSbTask.pairName(dimension, epsilon), solver);
                largest = Math.max(largest, value);
            }
        }
        return largest;
    }

    private double worst(List<Integer> dimensions, String prefix, String metric) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int dimension : dimensions) {
            worst = Math.max(worst, results.mean(prefix + dimension, "light", metric).value());
        }
        return worst;
    }

    private double rise() {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < LightSbTask.COMPONENTS.size(); i++) {
            var fewer = gap(LightSbTask.COMPONENTS.get(i - 1));
            var more = gap(LightSbTask.COMPONENTS.get(i));
            double error = Math.hypot(fewer.error(), more.error());
            largest = Math.max(largest, (more.value() - fewer.value()) / error);
        }
        return largest;
    }

    private Results.Mean gap(int components) {
        return results.mean("components " + components, "light", "gap");
    }
}
