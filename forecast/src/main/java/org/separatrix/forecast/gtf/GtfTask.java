package org.separatrix.forecast.gtf;

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
    private final LatticeCase lattice;
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
        LatticeCase.addNoise(clean, config.noise(), seeds.of("noise"));
        training = new Segment(0, STEP, clean, List.of("x", "y", "z"));
        test = lorenz(50 + 2 * STEP * config.points(), config.points());
        heart = new HeartCase(config, seeds);
        brain = new BrainCase(config, seeds);
        lattice = new LatticeCase(config, seeds);
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
            case LatticeCase.SYSTEM -> trained(cell, lattice.method(cell.model()), own, start);
            default -> trained(cell, method(cell.model()), own, start);
        };
    }

    /// What a cell learns from and is measured on.
    ///
    /// @param many whether there are too many channels for histograms
    /// @param direct whether the states are the channels
    private record Subject(Segment training, double[][] test, boolean many, boolean direct) {}

    private Subject subject(String system) {
        return switch (system) {
            case HEART -> new Subject(heart.training(), heart.test(), false, false);
            case BrainCase.SYSTEM -> new Subject(brain.training(), brain.test(), true, false);
            case LatticeCase.SYSTEM -> new Subject(lattice.training(), lattice.test(), true, true);
            default -> new Subject(training, test, false, true);
        };
    }

    private CellResult trained(Cell cell, Gtf method, Seeds own, long start) {
        var subject = subject(cell.system());
        var data = List.of(subject.training());
        var course = method.training(data, own);
        String name = cell.model().replace('.', '_') + "-" + cell.seed();
        var curves = new KeptTraining(course, method.updates(), name, unfinished).finish(run);
        var fitted = method.fitted(course, data);
        double[][] truth = fitted.scaling().apply(subject.test());
        int n = truth.length;
        double[][] orbit = fitted.freeRun(truth[0], n + n / 4);
        double[][] late = Arrays.copyOfRange(orbit, n / 4, orbit.length);
        var metrics =
                new LinkedHashMap<>(
                        subject.many()
                                ? BrainCase.measured(truth, late)
                                : HeartCase.measured(truth, late));
        if (subject.direct()) {
            metrics.put(
                    "exponent",
                    fitted.map().largestExponent(late[0], 1000, n) / subject.training().step());
            metrics.put("regions", (double) Cycles.regions(fitted.map(), late));
        }
        metrics.put(
                "error" + PredictionError.STEPS,
                PredictionError.of(fitted, truth, PredictionError.STEPS));
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
