package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Claims, tables and pictures of the experiment.
final class GtfReport {

    private static final String PAPER = "Hess et al. 2023";
    private static final int SHOWN = 5000;
    private static final int LONGEST = 1000;
    private static final int HEART_SHOWN = 4000;

    private final GtfConfig config;
    private final GtfTask task;
    private final List<CellResult> results;

    GtfReport(GtfConfig config, GtfTask task, List<CellResult> results) {
        this.config = config;
        this.task = task;
        this.results = results;
    }

    Report build() {
        var best = best();
        var report =
                Report.titled("Generalized teacher forcing on the Lorenz system")
                        .summary(
                                "A map with %d parameters learns from %d points with %.0f %% noise. Median over %d seeds: divergence of the attractor %s, distance of the spectrum %s, largest exponent %s per time unit (0.906 in truth)."
                                        .formatted(
                                                best.model().map().parameters(),
                                                config.points(),
                                                100 * config.noise(),
                                                config.seeds(),
                                                Claim.number(median("adaptive", "divergence")),
                                                Claim.number(median("adaptive", "spectrum")),
                                                Claim.number(median("adaptive", "exponent"))));
        claims(best).forEach(report::claim);
        report.section("The learned attractor", attractors(best));
        heart().ifPresent(plot -> report.section("A synthetic heart", plot));
        report.section("Training", curves(best));
        report.section("Every training", table());
        report.section("Fixed points of the learned map", fixedPointTable(best));
        report.section(
                "What is not here",
                new Block.Text(
                        "The paper's own recordings of a heart and a brain, and the rivals trained"
                            + " on them (echo-state network, LSTM, neural differential equation)"
                            + " are not part of this experiment."));
        return report.build();
    }

    private List<CellResult> of(String variant) {
        return results.stream().filter(r -> r.cell().model().equals(variant)).toList();
    }

    private double median(String variant, String metric) {
        double missing = metric.equals("exponent") ? Double.NaN : Double.POSITIVE_INFINITY;
        double[] values =
                of(variant).stream()
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

    private GtfTask.Details best() {
        var winner =
                of("adaptive").stream()
                        .filter(CellResult::succeeded)
                        .min(Comparator.comparingDouble(r -> value(r, "divergence")))
                        .orElseThrow(() ->
                                new org.separatrix.lab.LabException(
                                        "no training with adaptive forcing finished: "
                                                + of("adaptive").getFirst().failure()));
        return ReportJson.MAPPER.readValue(winner.details(), GtfTask.Details.class);
    }

    private List<Claim> claims(GtfTask.Details best) {
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
        claims.add(
                Claim.atMost(
                        "heart",
                        "On a synthetic heart, adaptive forcing is at least twice as good as sparse"
                                + " forcing every 200 samples (ratio of median D_stsp).",
                        PAPER,
                        0.5,
                        median("heart-adaptive", "divergence")
                                / median("heart-sparse", "divergence")));
        claims.addAll(gradients(best.model()));
        claims.add(fixedPointClaim(best.model()));
        return claims;
    }

    private double[][] standardised(Gtf.Fitted model, int from, int count) {
        return model.scaling().apply(Arrays.copyOfRange(task.test(), from, from + count));
    }

    private List<Claim> gradients(Gtf.Fitted model) {
        var map = model.map();
        double[][] states = standardised(model, 0, LONGEST);
        double alpha = Forcing.BATCH_MAXIMUM.estimate(map, new double[][][] {states});
        double s = 0;
        for (double[] z : states) {
            s = Math.max(s, SpectralNorm.of(map.jacobian(z)));
        }
        double[][] orbit = map.freeRun(states[0], task.test().length);
        double free = GradientGrowth.slope(map, orbit, 1);
        double forced = GradientGrowth.measuredSlope(map, orbit, 0.1);
        return List.of(
                Claim.atMost(
                        "gradients-bounded",
                        "With alpha* = 1 - 1/s the norm of dz_T/dz_1 never exceeds s, for all T up"
                                + " to 1000 (ratio to s).",
                        PAPER + ", proposition",
                        1 + 1e-9,
                        GradientGrowth.largestProduct(map, states, alpha) / s),
                Claim.within(
                        "unforced-growth",
                        "Without forcing the products grow by lambda_1 dt a step along the free"
                                + " orbit.",
                        PAPER + ", theory",
                        0.00906,
                        0.0025,
                        free),
                Claim.atMost(
                        "forcing-shifts-growth",
                        "Run with forcing 0.1, the recursion lets deviations grow by -ln(0.9) a"
                                + " step less than the Jacobians alone (error).",
                        PAPER + ", theory",
                        1e-6,
                        Math.abs(forced - free - Math.log(0.9))));
    }

    private List<Cycles.Cycle> fixedPoints(Gtf.Fitted model) {
        double[][] states = standardised(model, 0, task.test().length);
        var starts = new ArrayList<double[]>();
        for (int i = 0; i < states.length; i += Math.max(1, states.length / 400)) {
            starts.add(states[i]);
        }
        for (double[] point : truePoints()) {
            starts.add(model.scaling().apply(point));
        }
        return Cycles.find(model.map(), 1, starts);
    }

    private static List<double[]> truePoints() {
        double c = Math.sqrt(8.0 / 3 * 27);
        return List.of(new double[] {c, c, 27}, new double[] {-c, -c, 27}, new double[] {0, 0, 0});
    }

    private Claim fixedPointClaim(Gtf.Fitted model) {
        var found = fixedPoints(model);
        double worst = 0;
        for (double[] truth : truePoints().subList(0, 2)) {
            double[] wanted = model.scaling().apply(truth);
            double nearest = Double.POSITIVE_INFINITY;
            for (var point : found) {
                if (!point.stable()) {
                    nearest = Math.min(nearest, distance(point.points().getFirst(), wanted));
                }
            }
            worst = Math.max(worst, nearest);
        }
        return Claim.atMost(
                "fixed-points",
                "The two unstable spiral points are found within 0.3 standard deviations.",
                PAPER + ", section on analysis",
                0.3,
                worst);
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(square);
    }

    private Block fixedPointTable(GtfTask.Details best) {
        var rows = new ArrayList<List<String>>();
        for (var point : fixedPoints(best.model())) {
            double[] z = best.model().scaling().undo(point.points().getFirst());
            rows.add(
                    List.of(
                            Claim.number(z[0]),
                            Claim.number(z[1]),
                            Claim.number(z[2]),
                            String.join(
                                    ", ",
                                    Arrays.stream(point.multipliers())
                                            .mapToObj(Claim::number)
                                            .toList()),
                            point.stable() ? "stable" : "unstable"));
        }
        return new Block.Table(
                "Truth: (±8.485, ±8.485, 27) and the origin, all unstable",
                List.of("x", "y", "z", "moduli of eigenvalues", "stability"),
                rows);
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

    private Optional<Block> heart() {
        return of("heart-adaptive").stream()
                .filter(CellResult::succeeded)
                .min(Comparator.comparingDouble(r -> value(r, "divergence")))
                .map(r -> ReportJson.MAPPER.readValue(r.details(), GtfTask.Details.class).model())
                .map(this::heart);
    }

    private Block heart(Gtf.Fitted model) {
        double[][] truth = model.scaling().apply(task.heartTest());
        double[][] orbit = model.freeRun(truth[0], truth.length);
        int shown = Math.min(HEART_SHOWN, truth.length);
        var time = new double[shown];
        var a = new double[shown];
        var b = new double[shown];
        for (int i = 0; i < shown; i++) {
            int at = truth.length - shown + i;
            time[i] = (double) at / SyntheticHeart.RATE;
            a[i] = truth[at][0];
            b[i] = orbit[at][0];
        }
        return new Block.LinePlot(
                "the end of the recording and of the free run",
                Block.Axes.linear("time (s)", "standard deviations"),
                List.of(
                        new Block.Series("truth", time, a, true),
                        Block.Series.of("learned", time, b)),
                List.of());
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
                            show(r, "divergence"),
                            show(r, "spectrum"),
                            show(r, "exponent"),
                            show(r, "gradient"),
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
                        "exponent",
                        "largest gradient",
                        "seconds",
                        "failure"),
                rows);
    }

    private static String show(CellResult result, String metric) {
        var value = result.metrics().get(metric);
        return value == null ? "–" : Claim.number(value);
    }
}
