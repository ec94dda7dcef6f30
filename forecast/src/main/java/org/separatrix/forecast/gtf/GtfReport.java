package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Claims, tables and pictures of the experiment.
final class GtfReport {

    private static final String PAPER = "Hess et al. 2023";
    private static final int SHOWN = 5000;

    private final GtfConfig config;
    private final GtfTask task;
    private final List<CellResult> results;
    private final HeartReport heart;
    private final BrainReport brain;
    private final List<GtfTask.Details> adaptive;
    private final FixedPointReport fixedPoints;
    private final LatticeReport lattice;
    private final GrowthReport growth;

    GtfReport(GtfConfig config, GtfTask task, List<CellResult> results) {
        this.config = config;
        this.task = task;
        this.results = results;
        heart = new HeartReport(task.heart(), results);
        brain = new BrainReport(task.brain(), results);
        adaptive = adaptive();
        lattice = new LatticeReport(results);
        var best = adaptive.getFirst().model();
        growth = new GrowthReport(best.map(), best.scaling().apply(task.test()));
        fixedPoints =
                new FixedPointReport(
                        adaptive.stream().map(GtfTask.Details::model).toList(), task.test());
    }

    Report build() {
        var best = adaptive.getFirst();
        var report =
                Report.titled("Generalized teacher forcing on the Lorenz system")
                        .summary(
                                "A map with %d parameters learns from %d points with %.0f %% noise. Median over %d seeds: divergence of the attractor %s, distance of the spectrum %s, largest exponent %s per time unit (0.906 in truth)."
                                        .formatted(
                                                (int) median("adaptive", "parameters"),
                                                config.points(),
                                                100 * config.noise(),
                                                config.seeds(),
                                                Claim.number(median("adaptive", "divergence")),
                                                Claim.number(median("adaptive", "spectrum")),
                                                Claim.number(median("adaptive", "exponent"))));
        claims().forEach(report::claim);
        report.section("The learned attractor", attractors(best));
        report.section("A synthetic heart", heart.blocks());
        report.section("A synthetic brain", brain.table());
        report.section("Lorenz-96", lattice.table());
        report.section("How gradients grow", growth.plot());
        report.section("Training", curves(best));
        report.section("Every training", table());
        report.section("Fixed points of the learned maps", fixedPoints.table());
        report.section(
                "What is not here",
                new Block.Text(
                        "The paper's own recordings of a heart and a brain, for which synthetic"
                                + " ones stand."));
        return report.build();
    }

    private List<CellResult> of(String variant) {
        return results.stream().filter(r -> r.cell().model().equals(variant)).toList();
    }

    private double median(String variant, String metric) {
        return median(results, variant, metric);
    }

    /// Median over the trainings of a variant; a missing divergence counts as infinite.
    static double median(List<CellResult> results, String variant, String metric) {
        double missing = metric.equals("exponent") ? Double.NaN : Double.POSITIVE_INFINITY;
        double[] values =
                results.stream()
                        .filter(r -> r.cell().model().equals(variant))
                        .mapToDouble(r -> r.metrics().getOrDefault(metric, missing))
                        .sorted()
                        .toArray();
        return values.length == 0
                ? Double.NaN
                : 0.5 * (values[(values.length - 1) / 2] + values[values.length / 2]);
    }

    private static double value(CellResult result, String metric) {
        return result.metrics().getOrDefault(metric, Double.POSITIVE_INFINITY);
    }

    /// The trainings with adaptive forcing that finished, the best first.
    private List<GtfTask.Details> adaptive() {
        var finished =
                of("adaptive").stream()
                        .filter(CellResult::succeeded)
                        .sorted(Comparator.comparingDouble(r -> value(r, "divergence")))
                        .map(r -> ReportJson.MAPPER.readValue(r.details(), GtfTask.Details.class))
                        .toList();
        if (finished.isEmpty()) {
            throw new LabException(
                    "no training with adaptive forcing finished: "
                            + of("adaptive").getFirst().failure());
        }
        return finished;
    }

    private List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        String card = PAPER + ", at the scale of one processor";
        claims.add(
                Claim.atMost(
                        "attractor",
                        "The free run has the geometry of the attractor: median D_stsp at most 1"
                                + " (30 bins, 3-D).",
                        card,
                        1,
                        median("adaptive", "divergence")));
        claims.add(
                Claim.atMost(
                        "spectrum",
                        "The free run has the power spectrum of the data: median D_H at most 0.10.",
                        card,
                        0.10,
                        median("adaptive", "spectrum")));
        claims.add(
                Claim.within(
                        "exponent",
                        "The learned map is as chaotic as the system: median largest exponent 0.9"
                                + " per time unit.",
                        card,
                        0.9,
                        0.25,
                        median("adaptive", "exponent")));
        int good = (int) of("adaptive").stream().filter(r -> value(r, "divergence") <= 2).count();
        claims.add(
                Claim.atLeast(
                        "reliable",
                        "At least four trainings of five reach D_stsp of 2.",
                        card,
                        Math.ceil(0.8 * config.seeds()),
                        good));
        claims.add(
                Claim.atMost(
                        "beats-one-step",
                        "Adaptive forcing is at least three times better than one-step teacher"
                                + " forcing (ratio of median D_stsp).",
                        PAPER,
                        1 / 3.0,
                        median("adaptive", "divergence") / median("one-step", "divergence")));
        claims.add(
                Claim.atLeast(
                        "free-training-fails",
                        "Without forcing the attractor is not learned: median D_stsp at least 5, or"
                                + " the training diverges.",
                        PAPER,
                        5,
                        median("free", "divergence")));
        claims.add(
                Claim.atLeast(
                        "free-gradients-explode",
                        "Without forcing the largest gradient is at least 1000 times that of"
                                + " adaptive forcing.",
                        PAPER,
                        1000,
                        median("free", "gradient") / median("adaptive", "gradient")));
        claims.addAll(heart.claims(PAPER));
        claims.add(brain.claim(PAPER));
        claims.addAll(lattice.claims(card));
        claims.addAll(growth.claims(PAPER));
        claims.addAll(fixedPoints.claims(PAPER + ", section on analysis"));
        return claims;
    }

    private List<Block> attractors(GtfTask.Details best) {
        var model = best.model();
        int n = Math.min(SHOWN, task.test().length);
        double[][] truth = Arrays.copyOf(task.test(), n);
        double[] start = model.scaling().apply(truth[0]);
        double[][] orbit = model.map().freeRun(start, n);
        for (int i = 0; i < n; i++) {
            orbit[i] = model.scaling().undo(orbit[i]);
        }
        var labels = List.of("x", "y", "z");
        int series = Math.min(2000, n);
        var time = new double[series];
        var a = new double[series];
        var b = new double[series];
        for (int i = 0; i < series; i++) {
            time[i] = i * GtfTask.STEP;
            a[i] = truth[i][0];
            b[i] = orbit[i][0];
        }
        return List.of(
                new Block.PhasePortrait("truth", labels, List.of(new Block.Orbit("truth", truth))),
                new Block.PhasePortrait(
                        "free run of the learned map",
                        labels,
                        List.of(new Block.Orbit("learned", orbit))),
                new Block.LinePlot(
                        "x from the same start",
                        Block.Axes.linear("time", "x"),
                        List.of(
                                new Block.Series("truth", time, a, true),
                                Block.Series.of("learned", time, b)),
                        List.of()));
    }

    private List<Block> curves(GtfTask.Details best) {
        var gradients = new ArrayList<Block.Series>();
        for (String variant : List.of("adaptive", "constant-0.15", "one-step", "free")) {
            of(variant).stream()
                    .filter(CellResult::succeeded)
                    .findFirst()
                    .map(r -> ReportJson.MAPPER.readValue(r.details(), GtfTask.Details.class))
                    .ifPresent(d ->
                            gradients.add(Block.Series.of(variant, d.updates(), d.gradient())));
        }
        return List.of(
                new Block.LinePlot(
                        "forcing strength, adaptive",
                        Block.Axes.linear("update", "alpha"),
                        List.of(Block.Series.of("alpha", best.updates(), best.alpha())),
                        List.of()),
                new Block.LinePlot(
                        "largest gradient of each interval",
                        Block.Axes.logarithmic("update", "norm of the gradient"),
                        gradients,
                        List.of()));
    }

    private Block table() {
        var rows = new ArrayList<List<String>>();
        for (var r : results) {
            rows.add(
                    List.of(
                            r.cell().model(),
                            Long.toString(r.cell().seed()),
                            show(r.metrics(), "divergence"),
                            show(r.metrics(), "spectrum"),
                            show(r.metrics(), "error20"),
                            show(r.metrics(), "exponent"),
                            show(r.metrics(), "regions"),
                            show(r.metrics(), "gradient"),
                            Claim.number(r.seconds()),
                            r.failure()));
        }
        return new Block.Table(
                "",
                List.of(
                        "forcing",
                        "seed",
                        "D_stsp",
                        "D_H",
                        "PE(20)",
                        "exponent",
                        "linear regions",
                        "largest gradient",
                        "seconds",
                        "failure"),
                rows);
    }

    static String number(double value) {
        return Double.isFinite(value) ? Claim.number(value) : "–";
    }

    static String parameters(List<CellResult> trainings) {
        return trainings.stream()
                .filter(r -> r.metrics().containsKey("parameters"))
                .map(r -> Integer.toString(r.metrics().get("parameters").intValue()))
                .findFirst()
                .orElse("–");
    }

    static String show(Map<String, Double> metrics, String metric) {
        var value = metrics.get(metric);
        return value == null ? "–" : Claim.number(value);
    }
}
