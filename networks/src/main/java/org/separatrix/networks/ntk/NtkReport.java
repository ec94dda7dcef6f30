package org.separatrix.networks.ntk;

import org.separatrix.analysis.statistics.Line;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.List;

/// Claims of the experiment; pictures are made by [NtkFigures].
final class NtkReport {

    private static final String PAPER = "Jacot et al. 2018";
    private static final String CARD = PAPER + ", at the scale of one processor";

    private final NtkConfig config;
    private final NtkResults results;

    NtkReport(NtkConfig config, List<CellResult> results) {
        this.config = config;
        this.results = new NtkResults(results);
    }

    Report build() {
        var claims = new ArrayList<Claim>();
        claims.addAll(kernels());
        claims.addAll(drift());
        claims.addAll(ensemble());
        claims.addAll(functionSpace());
        claims.addAll(components());
        claims.addAll(digits());
        claims.addAll(stopping());
        claims.addAll(definiteness());
        long holding = claims.stream().filter(Claim::holds).count();
        var report =
                Report.titled("Wide networks and their tangent kernel")
                        .summary(
                                ("Networks of four layers up to width %d against their infinite"
                                     + " limit: %d of %d claims hold. Kernel regression with the"
                                     + " limiting kernel reads %.1f %% of %d-shot generated"
                                     + " digits.")
                                        .formatted(
                                                config.widths().getLast(),
                                                holding,
                                                claims.size(),
                                                100 * metric("digits", "regression", "ntk"),
                                                config.digits()));
        claims.forEach(report::claim);
        new NtkFigures(config, results)
                .sections()
                .forEach(s -> report.section(s.title(), s.blocks()));
        return report.build();
    }

    private double metric(String part, String model, String name) {
        return results.meanMetric(part, model, name);
    }

    private List<Claim> kernels() {
        double[] limit =
                Circle.limit().kernel(Circle.origin(), Circle.points(Circle.angles())).ntk()[0];
        int widest = config.widths().getLast();
        double[][] wide = results.curves("kernel", NtkResults.width(widest), "theta");
        double[] mean = NtkResults.mean(wide);
        double[] deviation = NtkResults.deviation(wide);
        double worst = 0;
        for (int j = 0; j < limit.length; j++) {
            double error = deviation[j] / Math.sqrt(wide.length);
            worst = Math.max(worst, Math.abs(mean[j] - limit[j]) / error);
        }
        int n = config.widths().size();
        var logWidth = new double[n];
        var logSpread = new double[n];
        for (int i = 0; i < n; i++) {
            int width = config.widths().get(i);
            logWidth[i] = Math.log(width);
            logSpread[i] =
                    Math.log(
                            NtkResults.average(
                                    NtkResults.deviation(
                                            results.curves(
                                                    "kernel", NtkResults.width(width), "theta"))));
        }
        return List.of(
                Claim.atMost(
                        "kernel-limit",
                        "At width %d the mean tangent kernel over %d initialisations lies within three standard errors of the limit at every angle (largest, in standard errors)."
                                .formatted(widest, wide.length),
                        CARD + ", theorem 1",
                        3,
                        worst),
                Claim.within(
                        "kernel-spread",
                        "The spread of the kernel over initialisations falls like the width to the"
                                + " power -1/2 (exponent).",
                        CARD,
                        -0.5,
                        0.15,
                        Line.through(logWidth, logSpread).slope()));
    }

    private List<Claim> drift() {
        int n = config.widths().size();
        var logWidth = new double[n];
        var logDrift = new double[n];
        for (int i = 0; i < n; i++) {
            logWidth[i] = Math.log(config.widths().get(i));
            logDrift[i] = Math.log(driftAt(config.widths().get(i)));
        }
        int narrow = config.widths().getFirst();
        int wide = config.widths().getLast();
        return List.of(
                Claim.atMost(
                        "drift-halves",
                        "Over 200 steps the kernel of width %d moves at most half as much as that of width %d (ratio of relative drifts)."
                                .formatted(wide, narrow),
                        CARD + ", theorem 2",
                        0.5,
                        driftAt(wide) / driftAt(narrow)),
                Claim.atMost(
                        "drift-exponent",
                        "The drift falls at least as fast as the width to the power -1/2 (exponent,"
                                + " with 0.15 allowed).",
                        PAPER + ", theorem 2",
                        -0.35,
                        Line.through(logWidth, logDrift).slope()));
    }

    private double driftAt(int width) {
        return metric("drift", NtkResults.width(width), "relative");
    }

    private List<Claim> ensemble() {
        var limit = Circle.ensemble(config.bandSteps());
        double[][] f = results.curves("ensemble", NtkResults.width(config.bandWidth()), "f");
        double[] mean = NtkResults.mean(f);
        double[] low = NtkResults.quantile(f, 0.1);
        double[] high = NtkResults.quantile(f, 0.9);
        double square = 0;
        double measured = 0;
        double expected = 0;
        for (int j = 0; j < mean.length; j++) {
            double off = mean[j] - limit.mean()[j][0];
            square += off * off / mean.length;
            measured += high[j] - low[j];
            expected += limit.quantile(j, 0, 0.9) - limit.quantile(j, 0, 0.1);
        }
        return List.of(
                Claim.atMost(
                        "ensemble-mean",
                        "The mean of %d trained networks of width %d is that of the limit within 0.05 (root mean square over the circle)."
                                .formatted(f.length, config.bandWidth()),
                        CARD + ", figure 2",
                        0.05,
                        Math.sqrt(square)),
                Claim.within(
                        "ensemble-band",
                        "Their band from 10 % to 90 % is as wide as the limit's within a quarter"
                                + " (ratio of mean widths over the circle).",
                        CARD + ", figure 2",
                        1,
                        0.25,
                        measured / expected));
    }

    private List<Claim> functionSpace() {
        String width = NtkResults.width(config.flowWidth());
        double own = 0;
        for (double[] errors : results.curves("flow", width, "own")) {
            own = Math.max(own, NtkResults.largest(errors));
        }
        double limit = 0;
        for (double[] errors : results.curves("flow", width, "limit")) {
            limit = Math.max(limit, NtkResults.largest(errors));
        }
        return List.of(
                Claim.atMost(
                        "function-space",
                        "Function space with the network's own kernel at its start predicts its training on other points within 5 %% at all times (width %d, worst of %d networks)."
                                .formatted(config.flowWidth(), NtkExperiment.FLOW_NETS),
                        CARD,
                        0.05,
                        own),
                Claim.atMost(
                        "function-space-limit",
                        "So does the limiting kernel, which knows nothing of the network but its"
                                + " start.",
                        CARD,
                        0.05,
                        limit));
    }

    private List<Claim> components() {
        int width = nearestTo1000();
        String model = NtkResults.width(width);
        double[] expected = results.curves("components", model, "expected")[0];
        double worst = 0;
        for (double[] measured : results.curves("components", model, "measured")) {
            for (int i = 0; i < expected.length; i++) {
                worst = Math.max(worst, Math.abs(measured[i] / expected[i] - 1));
            }
        }
        int narrow = config.componentWidths().getFirst();
        int wide = config.componentWidths().getLast();
        return List.of(
                Claim.atMost(
                        "component-rates",
                        "Along the first five kernel components the error decays at lambda_i/N within 10 %% (width %d, worst component of the worst network)."
                                .formatted(width),
                        CARD,
                        0.1,
                        worst),
                Claim.atLeast(
                        "narrow-leaves-component",
                        "Trained along the second component, a network of width %d strays from it at least twice as far as one of width %d (ratio of largest distances across)."
                                .formatted(narrow, wide),
                        PAPER + ", figure 3",
                        2,
                        strayed(narrow) / strayed(wide)));
    }

    private int nearestTo1000() {
        return config.componentWidths().stream()
                .min(java.util.Comparator.comparingInt(w -> Math.abs(w - 1000)))
                .orElseThrow();
    }

    private double strayed(int width) {
        return NtkResults.largest(
                results.curves("second component", NtkResults.width(width), "across")[0]);
    }

    private List<Claim> digits() {
        double ntk = metric("digits", "regression", "ntk");
        return List.of(
                Claim.atLeast(
                        "digits",
                        "Regression of one-hot targets with the NTK reads at least 90 %% of new generated digits after %d."
                                .formatted(config.digits()),
                        CARD,
                        0.9,
                        ntk),
                Claim.atLeast(
                        "digits-rbf",
                        "It is not worse than a Gaussian kernel with tuned width and ridge by more"
                                + " than two standard errors of 1000 images (difference of"
                                + " accuracies).",
                        "our comparison",
                        -0.027,
                        ntk - metric("digits", "regression", "rbf")));
    }

    private List<Claim> stopping() {
        double stopped = metric("noise", "early stopping", "stopped");
        return List.of(
                Claim.atMost(
                        "stopping-is-ridge",
                        "With noisy labels the best time to stop is as good as the best ridge"
                                + " within a tenth (ratio of test errors).",
                        CARD,
                        1.1,
                        stopped / metric("noise", "early stopping", "ridged")),
                Claim.atMost(
                        "stopping-helps",
                        "Stopping in time at least halves the test error of training to the end"
                                + " (ratio).",
                        PAPER + ", section 5",
                        0.5,
                        stopped / metric("noise", "early stopping", "end")),
                Claim.atMost(
                        "stopping-suggested",
                        "The time that generalised cross-validation suggests from the noisy labels"
                                + " alone costs at most a quarter more than the best (ratio).",
                        CARD,
                        1.25,
                        metric("noise", "early stopping", "suggested") / stopped));
    }

    private List<Claim> definiteness() {
        double[][] x = sphere(60, 5);
        var relu =
                KernelPca.of(
                                InfiniteNet.fullyConnected(2, Activation.relu(), 1, 0.1)
                                        .kernel(x)
                                        .ntk())
                        .definiteness();
        var square =
                KernelPca.of(
                                InfiniteNet.fullyConnected(2, Activation.monomial(2), 1, 0)
                                        .kernel(x)
                                        .ntk())
                        .definiteness();
        return List.of(
                Claim.atLeast(
                        "positive-definite",
                        "On the sphere the kernel of a rectifier is positive definite (smallest"
                                + " eigenvalue over the largest, 60 points of R^5).",
                        PAPER + ", proposition 2",
                        1e-8,
                        relu.smallest() / relu.largest()),
                Claim.atMost(
                        "polynomial-rank",
                        "That of squares has at most the rank of quadratic forms, 15 in R^5.",
                        PAPER + ", section 4",
                        15,
                        square.rank()));
    }

    private static double[][] sphere(int count, int dimension) {
        var random = new Seeds(46).of("sphere");
        var x = new double[count][dimension];
        for (double[] p : x) {
            double square = 0;
            for (int j = 0; j < dimension; j++) {
                p[j] = random.nextGaussian();
                square += p[j] * p[j];
            }
            for (int j = 0; j < dimension; j++) {
                p[j] /= Math.sqrt(square);
            }
        }
        return x;
    }
}
