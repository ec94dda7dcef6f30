package org.separatrix.forecast.neural;

import org.separatrix.analysis.symbolic.SymbolicSettings;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Interpreter;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/// Predator and prey whose growth and decay are known and whose meeting is not.
///
/// `x' = 1.3 x - 0.9 x y`, `y' = -1.8 y + 0.8 x y`: the products are missing from what is known.
/// Starts are uniform in (0.5, 2)^2; 16 series of 31 samples over three units of time.
final class LotkaVolterraCase implements NeuralCase {

    private static final int SERIES = 16;
    private static final int SAMPLES = 31;
    private static final double STEP = 0.1;
    private static final int POINTS = 300;
    private static final List<String> NAMES = List.of("x", "y");

    /// @param orbit of an unseen series, (times, 2)
    /// @param learned missing terms along it, (2, times)
    /// @param truth the true ones
    /// @param formulas read from the missing terms; empty where none were looked for
    record Details(double[][] orbit, double[][] learned, double[][] truth, List<String> formulas) {}

    @Override
    public String name() {
        return "hybrid";
    }

    @Override
    public List<String> variants() {
        return List.of("hybrid", "network-alone");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return config.seeds();
    }

    static void law(double[] x, double[] dx) {
        dx[0] = 1.3 * x[0] - 0.9 * x[0] * x[1];
        dx[1] = -1.8 * x[1] + 0.8 * x[0] * x[1];
    }

    static double[] times() {
        var times = new double[SAMPLES];
        Arrays.setAll(times, i -> STEP * i);
        return times;
    }

    static double[][][] series(int count, RandomGenerator random) {
        var series = new double[count][SAMPLES][];
        for (var one : series) {
            one[0] =
                    new double[] {0.5 + 1.5 * random.nextDouble(), 0.5 + 1.5 * random.nextDouble()};
            for (int i = 1; i < SAMPLES; i++) {
                one[i] = Oscillations.advanced(LotkaVolterraCase::law, one[i - 1], STEP, 20);
            }
        }
        return series;
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        long start = System.nanoTime();
        boolean hybrid = variant.equals("hybrid");
        var known = hybrid ? List.of("1.3*x", "-1.8*y") : List.of("0", "0");
        var training = series(SERIES, seeds.of("data"));
        var model = HybridOde.fit(NAMES, known, times(), training, settings(config), seeds, keep);
        double seconds = (System.nanoTime() - start) / 1e9;
        var test = series(SERIES, seeds.of("test"));
        var metrics = new HashMap<String, Double>();
        metrics.put("term-error", termError(model, test));
        metrics.put("training-seconds", seconds);
        List<String> formulas = List.of();
        if (hybrid) {
            var found = formulas(model, training, seeds);
            metrics.put("exact", exact(found, test) ? 1.0 : 0.0);
            formulas = Formulas.text(found);
        }
        return new Outcome(metrics, details(model, test[0], formulas));
    }

    /// What the known part lacks.
    private static double[] truth(double[] x) {
        return new double[] {-0.9 * x[0] * x[1], 0.8 * x[0] * x[1]};
    }

    /// What a model adds to the known part, which a network alone has to have learned too.
    private static double[] added(HybridOde model, double[] x) {
        var dx = new double[2];
        model.derivative(0, x, dx);
        return new double[] {dx[0] - 1.3 * x[0], dx[1] + 1.8 * x[1]};
    }

    /// Error of the missing terms along unseen series relative to their size, root mean square.
    private static double termError(HybridOde model, double[][][] test) {
        double sum = 0;
        double size = 0;
        for (var one : test) {
            for (double[] x : one) {
                var term = truth(x);
                var value = added(model, x);
                for (int j = 0; j < 2; j++) {
                    sum += (value[j] - term[j]) * (value[j] - term[j]);
                    size += term[j] * term[j];
                }
            }
        }
        return Math.sqrt(sum / size);
    }

    /// The missing terms in symbols, in `x0` and `x1`, constants rounded to 0.01.
    private static List<Expression> formulas(HybridOde model, double[][][] training, Seeds seeds) {
        var random = seeds.of("points");
        var points = new double[POINTS][];
        var values = new double[POINTS][];
        for (int k = 0; k < POINTS; k++) {
            points[k] = training[random.nextInt(SERIES)][random.nextInt(SAMPLES)];
            values[k] = model.missing(points[k]);
        }
        var search = SymbolicSettings.DEFAULT.upTo(9);
        var fronts = SymbolicDynamics.regress(points, values, search, seeds);
        return Formulas.rounded(fronts.stream().map(f -> f.best().expression()).toList(), 2);
    }

    private static boolean exact(List<Expression> found, double[][][] test) {
        for (var one : test) {
            for (double[] x : one) {
                var term = truth(x);
                for (int j = 0; j < 2; j++) {
                    double value =
                            Interpreter.evaluate(
                                    found.get(j), n -> x[Integer.parseInt(n.substring(1))]);
                    if (!(Math.abs(value - term[j]) < 1e-9)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static Details details(HybridOde model, double[][] orbit, List<String> formulas) {
        var learned = new double[2][SAMPLES];
        var truth = new double[2][SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            var value = added(model, orbit[i]);
            var term = truth(orbit[i]);
            for (int j = 0; j < 2; j++) {
                learned[j][i] = value[j];
                truth[j][i] = term[j];
            }
        }
        return new Details(orbit, learned, truth, formulas);
    }

    private static FieldSettings settings(NeuralConfig config) {
        var d = FieldSettings.DEFAULT;
        return d.lasting(config.steps(10 * d.updates(), 1), config.steps(10 * d.polish(), 1));
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        int trainings = results.of("hybrid").size();
        return List.of(
                Claim.atMost(
                        "hybrid-term",
                        "A network beside the known part learns what is missing: error of the terms"
                                + " along unseen series at most 5 % (median).",
                        "Kidger 2021, 2.2.2; the limit is ours",
                        0.05,
                        results.median("hybrid", "term-error")),
                Claim.atLeast(
                        "hybrid-beats-network",
                        "What is known helps: error of a network alone over that of the hybrid"
                                + " (medians).",
                        "Kidger 2021, 2.2.2; the limit is ours",
                        1.01,
                        results.rival("network-alone", "term-error")
                                / results.median("hybrid", "term-error")),
                Claim.atLeast(
                        "hybrid-formula",
                        "Put into symbols, both terms are the products they are, constants rounded"
                                + " to 0.01, for four seeds of five (share of %d)."
                                        .formatted(trainings),
                        "Kidger 2021, 2.2.2 and 6.1; the limit is ours",
                        0.8,
                        results.count("hybrid", "exact", v -> v == 1) / (double) trainings));
    }

    @Override
    public Report.Section section(CaseResults results) {
        var hybrid = results.details("hybrid", Details.class);
        var times = times();
        var curves = new ArrayList<Block.Series>();
        for (int j = 0; j < 2; j++) {
            String of = "missing from " + NAMES.get(j) + "'";
            curves.add(Block.Series.of(of + ", learned", times, hybrid.learned()[j]));
            curves.add(new Block.Series(of + ", true", times, hybrid.truth()[j], true));
        }
        var rows = new ArrayList<List<String>>();
        for (String variant : variants()) {
            rows.add(
                    List.of(
                            variant,
                            Claim.number(results.median(variant, "term-error")),
                            Claim.number(results.median(variant, "training-seconds"))));
        }
        return new Report.Section(
                "Predator and prey, known in part",
                List.of(
                        new Block.Text(
                                "Read from the network at the first seed: "
                                        + String.join(", ", hybrid.formulas())),
                        new Block.Table(
                                "Medians over the seeds",
                                List.of("method", "error of the missing terms", "seconds"),
                                rows),
                        new Block.LinePlot(
                                "The missing terms along an unseen series",
                                Block.Axes.linear("t", "term"),
                                curves,
                                List.of()),
                        new Block.PhasePortrait(
                                "That series",
                                NAMES,
                                List.of(new Block.Orbit("series", hybrid.orbit())))));
    }
}
