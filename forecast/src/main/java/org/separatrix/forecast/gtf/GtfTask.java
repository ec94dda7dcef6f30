package org.separatrix.forecast.gtf;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.analysis.metrics.PowerSpectrumDistance;
import org.separatrix.analysis.metrics.StateSpaceDivergence;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.LocalEngine;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Trains one map on the Lorenz system or a synthetic heart and measures its free run.
final class GtfTask implements LocalEngine.Task {

    static final double STEP = 0.01;
    static final String HEART = "heart";
    private static final int HEART_HIDDEN = 100;
    private static final int HEART_WINDOW = 200;
    private static final int BINS = 30;
    private static final double SMOOTHING = 20;
    private static final int CURVE = 200;

    private final GtfConfig config;
    private final Segment training;
    private final double[][] test;
    private final Seeds seeds;
    private final Segment heart;
    private final double[][] heartTest;

    /// What the report needs of a training beside its scores.
    ///
    /// @param model what was learned
    /// @param updates where the curves were noted
    /// @param alpha forcing strength there
    /// @param gradient largest gradient since the last note
    record Details(Gtf.Fitted model, double[] updates, double[] alpha, double[] gradient) {}

    GtfTask(GtfConfig config, Seeds seeds) {
        this.config = config;
        this.seeds = seeds;
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
        int n = config.heartPoints();
        double[][] recording = new SyntheticHeart(seeds.child("heart")).embedded(2 * n);
        heart =
                new Segment(
                        0,
                        1.0 / SyntheticHeart.RATE,
                        java.util.Arrays.copyOf(recording, n),
                        List.of("now", "-10", "-20", "-55", "-68"));
        heartTest = java.util.Arrays.copyOfRange(recording, n, 2 * n);
    }

    double[][] heartTest() {
        return heartTest;
    }

    double[][] test() {
        return test;
    }

    Segment training() {
        return training;
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
            case "heart-adaptive" -> heart(Forcing.PRODUCT, 1, 1e-5);
            // A window without forcing as long as that of the forced training.
            case "heart-sparse" -> heart(Forcing.CONSTANT, 0, 1e-5);
            default -> throw new IllegalArgumentException("no variant " + variant);
        };
    }

    private Gtf heart(Forcing forcing, double alpha, double penalty) {
        return new Gtf(
                HEART_HIDDEN,
                true,
                HEART_WINDOW,
                config.batch(),
                config.heartUpdates(),
                2e-3,
                1e-4,
                forcing,
                alpha,
                5,
                0.99,
                SyntheticHeart.DELAYS.length,
                penalty,
                1e-6);
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
        boolean beating = cell.system().equals(HEART);
        var method = method(cell.model());
        int every = Math.max(1, method.updates() / CURVE);
        var at = new ArrayList<Double>();
        var alpha = new ArrayList<Double>();
        var gradient = new ArrayList<Double>();
        double[] largest = {0, 0};
        var fitted =
                method.fit(
                        List.of(beating ? heart : training),
                        seeds.child("training " + cell.seed()),
                        (update, _, strength, norm) -> {
                            largest[0] = Math.max(largest[0], norm);
                            largest[1] = Math.max(largest[1], norm);
                            if (update % every == 0) {
                                at.add((double) update);
                                alpha.add(strength);
                                gradient.add(largest[1]);
                                largest[1] = 0;
                            }
                        });
        double[][] truth = fitted.scaling().apply(beating ? heartTest : test);
        int n = truth.length;
        double[][] orbit = fitted.freeRun(truth[0], n + n / 4);
        double[][] late = java.util.Arrays.copyOfRange(orbit, n / 4, orbit.length);
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("divergence", StateSpaceDivergence.binned(truth, late, BINS));
        metrics.put("spectrum", PowerSpectrumDistance.of(truth, late, SMOOTHING));
        if (!beating) {
            metrics.put("exponent", fitted.map().largestExponent(late[0], 1000, n) / STEP);
        }
        metrics.put("gradient", largest[0]);
        metrics.values().removeIf(v -> !Double.isFinite(v));
        var details = new Details(fitted, array(at), array(alpha), array(gradient));
        return new CellResult(
                cell,
                metrics,
                (System.nanoTime() - start) / 1e9,
                ReportJson.MAPPER.writeValueAsString(details),
                "");
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
