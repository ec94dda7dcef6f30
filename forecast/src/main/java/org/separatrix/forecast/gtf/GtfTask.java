package org.separatrix.forecast.gtf;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.LocalEngine;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains one map on the Lorenz system or a synthetic heart and measures its free run.
final class GtfTask implements LocalEngine.Task {

    static final double STEP = 0.01;
    static final String HEART = "heart";

    private final GtfConfig config;
    private final Run run;
    private final Segment training;
    private final double[][] test;
    private final Seeds seeds;
    private final HeartCase heart;
    private final BrainCase brain;
    private final FinishedParts<KeptTraining.Kept> unfinished;

    /// What the report needs of a training beside its scores.
    ///
    /// @param model what was learned
    /// @param updates where the curves were noted
    /// @param alpha forcing strength there
    /// @param gradient largest gradient since the last note
    record Details(Gtf.Fitted model, double[] updates, double[] alpha, double[] gradient) {}

    GtfTask(GtfConfig config, Run run) {
        this.config = config;
        this.run = run;
        seeds = run.seeds();
        double[][] clean = lorenz(20, config.points());
        double[] deviation = ForecastMetrics.deviation(clean);
        var random = seeds.of("noise");
        for (double[] row : clean) {
            for (int j = 0; j < row.length; j++) {
                row[j] += config.noise() * deviation[j] * random.nextGaussian();
            }
        }
        training = new Segment(0, STEP, clean, List.of("x", "y", "z"));
        test = lorenz(50 + 2 * STEP * config.points(), config.points());
        heart = new HeartCase(config, seeds);
        brain = new BrainCase(config, seeds);
        unfinished =
                FinishedParts.in(
                        run.folder().resolve("unfinished"),
                        config + " seed=" + run.seed(),
                        KeptTraining.Kept.class);
    }

    HeartCase heart() {
        return heart;
    }

    BrainCase brain() {
        return brain;
    }

    /// Forgets the states of trainings, all of which have ended.
    void forgetStates() {
        unfinished.clear();
    }

    double[][] test() {
        return test;
    }

    private static double[][] lorenz(double start, int points) {
        var times = new double[points + 1];
        for (int i = 1; i <= points; i++) {
            times[i] = start + STEP * i;
        }
        var orbit =
                Integrators.named("dop853")
                        .tolerance(1e-10, 1e-10)
                        .solve(
                                Catalog.flow("Lorenz").withParameter("beta", 8.0 / 3),
                                new double[] {1, 1, 20},
                                times);
        var values = new double[points][];
        for (int i = 0; i < points; i++) {
            values[i] = orbit.state(i + 1);
        }
        return values;
    }

    /// The training that a cell's model name stands for.
    Gtf method(String variant) {
        return switch (variant) {
            case "adaptive" -> with(Forcing.PRODUCT, 1, config.sequence());
            case "constant-0.15" -> with(Forcing.CONSTANT, 0.15, config.sequence());
            case "one-step" -> with(Forcing.CONSTANT, 1, config.sequence());
            case "free" -> with(Forcing.CONSTANT, 0, config.sequence());
            // Sparse forcing every ln(2)/lambda_1 = 0.77 time units: windows of that length, free
            // inside.
            case "sparse" -> with(Forcing.CONSTANT, 0, 77);
            default -> throw new IllegalArgumentException("no variant " + variant);
        };
    }

    private Gtf with(Forcing forcing, double alpha, int sequence) {
        return new Gtf(
                config.hidden(),
                true,
                sequence,
                config.batch(),
                config.updates(),
                2e-3,
                1e-4,
                forcing,
                alpha,
                5,
                0.999,
                0,
                0,
                0);
    }

    @Override
    public CellResult evaluate(Cell cell) {
        long start = System.nanoTime();
        var own = seeds.child("training " + cell.seed());
        return switch (cell.system()) {
            case HEART ->
                    HeartCase.forced(cell.model())
                            ? trained(cell, heart.method(cell.model()), own, start)
                            : result(cell, heart.rivalScores(cell.model(), own), start, "{}");
            case BrainCase.SYSTEM ->
                    cell.model().equals(BrainCase.FORCED)
                            ? trained(cell, brain.method(), own, start)
                            : result(cell, brain.rivalScores(cell.model(), own), start, "{}");
            default -> trained(cell, method(cell.model()), own, start);
        };
    }

    private CellResult trained(Cell cell, Gtf method, Seeds own, long start) {
        boolean lorenz = !cell.system().equals(HEART) && !cell.system().equals(BrainCase.SYSTEM);
        boolean beating = cell.system().equals(HEART);
        var data = List.of(lorenz ? training : beating ? heart.training() : brain.training());
        double[][] seen = lorenz ? test : beating ? heart.test() : brain.test();
        var course = method.training(data, own);
        String name = cell.model().replace('.', '_') + "-" + cell.seed();
        var curves = new KeptTraining(course, method.updates(), name, unfinished).finish(run);
        var fitted = method.fitted(course, data);
        double[][] truth = fitted.scaling().apply(seen);
        int n = truth.length;
        double[][] orbit = fitted.freeRun(truth[0], n + n / 4);
        double[][] late = Arrays.copyOfRange(orbit, n / 4, orbit.length);
        boolean few = lorenz || beating;
        var metrics =
                new LinkedHashMap<>(
                        few ? HeartCase.measured(truth, late) : BrainCase.measured(truth, late));
        if (lorenz) {
            metrics.put("exponent", fitted.map().largestExponent(late[0], 1000, n) / STEP);
        }
        metrics.put("gradient", curves.largest());
        metrics.put("strength", course.strength());
        metrics.put("parameters", (double) course.parameters());
        metrics.values().removeIf(v -> !Double.isFinite(v));
        var details =
                new Details(
                        fitted,
                        array(curves.at()),
                        array(curves.alpha()),
                        array(curves.gradient()));
        return result(cell, metrics, start, ReportJson.MAPPER.writeValueAsString(details));
    }

    private static CellResult result(
            Cell cell, Map<String, Double> metrics, long start, String details) {
        return new CellResult(cell, metrics, (System.nanoTime() - start) / 1e9, details, "");
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
