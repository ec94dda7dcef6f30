package org.separatrix.fields.causal;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Claims and tables of the experiment; [CausalPinnPictures] and [TrainingPictures] draw.
final class CausalPinnReport {

    private static final String PAPER = "Wang et al. 2022";
    private static final String LIMIT = "limit of this project for two cores";

    private final CausalPinnConfig config;
    private final List<CellResult> results;
    private final Scores scores;

    CausalPinnReport(CausalPinnConfig config, List<CellResult> results) {
        this.config = config;
        this.results = results;
        scores = new Scores(results);
    }

    Report build() {
        var pictures = new CausalPinnPictures(scores);
        var report =
                Report.titled("Causal training of physics-informed networks")
                        .summary(
                                "Median over %d seeds: the Lorenz orbit to t = 15 within %s, Allen–Cahn within %s (relative L2), the Kuramoto–Sivashinsky equation to t = %s within %s."
                                        .formatted(
                                                config.seeds(),
                                                number(
                                                        scores.median(
                                                                "lorenz", "causal", "error15")),
                                                number(
                                                        scores.median(
                                                                "allen-cahn", "causal", "error")),
                                                number(config.regularEnd()),
                                                number(
                                                        scores.median(
                                                                "ks-regular", "causal", "error"))));
        lorenz().forEach(report::claim);
        allenCahn().forEach(report::claim);
        harder().forEach(report::claim);
        indicator().forEach(report::claim);
        report.section("Lorenz", pictures.lorenz());
        report.section("Allen–Cahn", pictures.allenCahn());
        report.section("Chaotic Kuramoto–Sivashinsky", pictures.chaotic());
        report.section("Flow in the plane", pictures.plane());
        report.section("How the training goes", new TrainingPictures(scores).blocks());
        report.section("Every training", table());
        report.section(
                "Patent",
                new Block.Text(
                        "The authors state that causal training is patented; see the documentation"
                                + " of CausalWeights."));
        return report.build();
    }

    private static String number(double value) {
        return Claim.number(value);
    }

    private List<Claim> lorenz() {
        int seeds = config.seeds();
        var claims = new ArrayList<Claim>();
        if (config.lorenzEnd() >= 15) {
            long good =
                    scores.of("lorenz", "causal").stream()
                            .filter(r -> Scores.value(r, "error15") <= 1e-2)
                            .count();
            claims.add(
                    Claim.atLeast(
                            "lorenz-accurate",
                            "The Lorenz orbit to t = 15 has a relative error of at most 1e-2 in"
                                    + " four seeds of five.",
                            LIMIT,
                            Math.ceil(0.8 * seeds),
                            (double) good));
        }
        if (config.lorenzEnd() >= 20) {
            claims.add(
                    Claim.atMost(
                            "lorenz-late",
                            "To t = 20 the median relative error is at most 0.3.",
                            LIMIT,
                            0.3,
                            scores.median("lorenz", "causal", "error20")));
        }
        claims.add(
                Claim.atLeast(
                        "lorenz-weights",
                        "At epsilon = 10 the smallest weight is at least 0.98 in every window of"
                                + " every seed.",
                        LIMIT,
                        0.98,
                        scores.extreme("lorenz", "causal", "smallest", false)));
        double share = Math.min(1, 15 / config.lorenzEnd());
        claims.add(
                Claim.atMost(
                        "lorenz-time",
                        "To t = 15 it takes at most 180 seconds (median, one core a seed).",
                        LIMIT,
                        180,
                        share * scores.medianSeconds("lorenz", "causal")));
        long wrong =
                scores.of("lorenz", "equal").stream()
                        .filter(r -> Scores.value(r, "error1") > 0.3)
                        .count();
        claims.add(
                Claim.atLeast(
                        "lorenz-plain-fails",
                        "With all weights 1 the error at t = 1 is above 0.3 in four seeds of five.",
                        PAPER + ", section 4",
                        Math.ceil(0.8 * seeds),
                        (double) wrong));
        claims.add(
                Claim.atLeast(
                        "lorenz-improvement",
                        "Causal weights improve the error at t = 1 by a factor of at least 1000"
                                + " (ratio of medians).",
                        LIMIT,
                        1000,
                        scores.median("lorenz", "equal", "error1")
                                / scores.median("lorenz", "causal", "error1")));
        return claims;
    }

    private List<Claim> allenCahn() {
        var claims = new ArrayList<Claim>();
        claims.add(
                Claim.atMost(
                        "allen-cahn-accurate",
                        "Allen–Cahn has a median relative error of at most 2.5e-2.",
                        LIMIT,
                        2.5e-2,
                        scores.median("allen-cahn", "causal", "error")));
        claims.add(
                Claim.atMost(
                        "allen-cahn-time",
                        "That takes at most 90 seconds (median, one core a seed).",
                        LIMIT,
                        90,
                        scores.medianSeconds("allen-cahn", "causal")));
        claims.add(
                Claim.atMost(
                        "allen-cahn-adam",
                        "With Adam at %d equal steps the causal error is at most 0.7 of the plain one."
                                .formatted(config.adamSteps()),
                        PAPER + ", table of Allen–Cahn",
                        0.7,
                        scores.median("allen-cahn", "adam causal", "error")
                                / scores.median("allen-cahn", "adam equal", "error")));
        if (config.paper() > 0) {
            claims.add(
                    Claim.atMost(
                            "allen-cahn-paper",
                            "At the paper's settings the error on Allen–Cahn is at most 3e-3.",
                            PAPER + ", official notebook: 1.66e-3",
                            3e-3,
                            scores.median("allen-cahn", "paper", "error")));
        }
        return claims;
    }

    private List<Claim> harder() {
        var claims = new ArrayList<Claim>();
        claims.add(
                Claim.atMost(
                        "ks-chaotic",
                        "Chaotic Kuramoto–Sivashinsky has a relative error of at most 1e-2 up to t"
                                + " = 0.1.",
                        PAPER + ", figure of the chaotic case: of order 1e-2, from memory",
                        1e-2,
                        scores.median("ks-chaotic", "causal", "error0.1")));
        if (config.turbulenceIterations() > 0) {
            claims.add(
                    Claim.atMost(
                            "navier-stokes",
                            "Flow in the plane has a relative error of the vorticity of at most 0.1"
                                    + " after one window.",
                            PAPER + ", figure of turbulence: 1e-2 to 1e-1, from memory",
                            0.1,
                            scores.median("navier-stokes", "causal", "error")));
        }
        claims.addAll(
                ofWindows(
                        "ks-regular",
                        "Kuramoto–Sivashinsky",
                        5e-3,
                        config.regularEnd() / PinnPresets.REGULAR.marching().length()));
        claims.addAll(
                ofWindows(
                        "ks-chaotic",
                        "Chaotic Kuramoto–Sivashinsky",
                        1e-2,
                        config.chaoticEnd() / PinnPresets.CHAOTIC.marching().length()));
        claims.add(
                Claim.atMost(
                        "convection-accurate",
                        "Convection at speed 30 has a relative error of at most 1e-2.",
                        LIMIT,
                        1e-2,
                        scores.median("convection", "causal", "error")));
        claims.add(
                Claim.atLeast(
                        "convection-plain-fails",
                        "With all weights 1 it has an error of at least 0.3.",
                        "a classic failure of plain training",
                        0.3,
                        scores.median("convection", "equal", "error")));
        claims.add(
                Claim.atMost(
                        "allen-cahn-soap",
                        "SOAP at equal steps has at most half the error of Adam on Allen–Cahn, both"
                                + " causal.",
                        "this project, beyond the paper",
                        0.5,
                        scores.median("allen-cahn", "soap causal", "error")
                                / scores.median("allen-cahn", "adam causal", "error")));
        return claims;
    }

    /// One claim a window, of the first ten.
    private List<Claim> ofWindows(String system, String name, double bound, double windows) {
        int count = (int) Math.rint(windows);
        return IntStream.rangeClosed(1, Math.min(10, count))
                .mapToObj(w ->
                        Claim.atMost(
                                "%s-window-%d".formatted(system, w),
                                "%s has a relative error of at most %s in window %d of %d."
                                        .formatted(name, number(bound), w, count),
                                LIMIT,
                                bound,
                                scores.median(
                                        system, "causal", count == 1 ? "error" : "window" + w)))
                .toList();
    }

    private List<Claim> indicator() {
        var open = new ArrayList<Double>();
        var error = new ArrayList<Double>();
        double worst = 0;
        for (var r : results) {
            if (r.succeeded()) {
                open.add(Math.log(Math.max(1e-16, 1 - Scores.value(r, "smallest"))));
                error.add(Math.log(Scores.value(r, "error")));
                if (Scores.value(r, "converged") == 1) {
                    worst = Math.max(worst, Scores.value(r, "square"));
                }
            }
        }
        return List.of(
                Claim.atLeast(
                        "weight-indicates",
                        "Over all runs log(1 - smallest weight) and log error go together"
                                + " (Spearman).",
                        PAPER + ", section on convergence",
                        0.5,
                        Scores.spearman(open, error)),
                Claim.atMost(
                        "converged-is-small",
                        "Every run flagged converged has a mean squared residual below 1e-3 (the"
                                + " largest).",
                        LIMIT,
                        1e-3,
                        worst));
    }

    private Block table() {
        var rows = new ArrayList<List<String>>();
        for (var r : results) {
            rows.add(
                    List.of(
                            r.cell().system(),
                            r.cell().model(),
                            Long.toString(r.cell().seed()),
                            Scores.show(r, "error"),
                            Scores.show(r, "smallest"),
                            Scores.show(r, "square"),
                            Scores.show(r, "iterations"),
                            number(r.seconds()),
                            scores.solverSeconds(r),
                            r.failure()));
        }
        return new Block.Table(
                "Relative L2 error over the whole domain; seconds of one core, and of the classical"
                        + " solver",
                List.of(
                        "problem",
                        "training",
                        "seed",
                        "error",
                        "smallest weight",
                        "mean squared residual",
                        "iterations",
                        "seconds",
                        "solver",
                        "failure"),
                rows);
    }
}
