package org.separatrix.forecast.neural;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.analysis.regression.SparseRegression;
import org.separatrix.analysis.symbolic.ParetoFront;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.Simplifier;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A nonlinear oscillator whose law is to be read from its trajectories.
///
/// `x0' = x1/(1 + x1)`, `x1' = -x0/(1 + x0)`, started uniformly in `(-0.6, 1)^2`.
final class OscillatorCase implements NeuralCase {

    private static final int SERIES = 256;
    private static final int SAMPLES = 100;
    private static final double END = 10;
    private static final List<String> NAMES = List.of("x0", "x1");
    private static final double[] THRESHOLDS = {0.003, 0.01, 0.03, 0.1};
    private static final int DEGREE = 5;

    /// @param times of the samples
    /// @param series (series, times, components)
    record Data(double[] times, double[][][] series) {}

    /// @param formulas as found, rounded
    /// @param complexity of each candidate of the first component, by rank
    /// @param loss of each
    /// @param candidates text of each
    record Details(
            List<String> formulas, double[] complexity, double[] loss, List<String> candidates) {}

    @Override
    public String name() {
        return "oscillator";
    }

    @Override
    public List<String> variants() {
        return List.of("neural", "differences", "sindy");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return config.seeds();
    }

    static void law(double[] x, double[] dx) {
        dx[0] = x[1] / (1 + x[1]);
        dx[1] = -x[0] / (1 + x[0]);
    }

    static Data data(RandomGenerator random, int series) {
        var times = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = END * i / (SAMPLES - 1);
        }
        var values = new double[series][SAMPLES][];
        for (var one : values) {
            one[0] =
                    new double[] {
                        -0.6 + 1.6 * random.nextDouble(), -0.6 + 1.6 * random.nextDouble()
                    };
            for (int i = 1; i < SAMPLES; i++) {
                one[i] = advanced(one[i - 1], times[1], 20);
            }
        }
        return new Data(times, values);
    }

    /// Classical Runge–Kutta steps; their error is below 1e-12 here.
    private static double[] advanced(double[] x, double time, int steps) {
        double h = time / steps;
        var y = x.clone();
        var k = new double[4][2];
        var probe = new double[2];
        for (int s = 0; s < steps; s++) {
            law(y, k[0]);
            for (int stage = 1; stage < 4; stage++) {
                double share = stage == 3 ? h : h / 2;
                probe[0] = y[0] + share * k[stage - 1][0];
                probe[1] = y[1] + share * k[stage - 1][1];
                law(probe, k[stage]);
            }
            for (int j = 0; j < 2; j++) {
                y[j] += h / 6 * (k[0][j] + 2 * k[1][j] + 2 * k[2][j] + k[3][j]);
            }
        }
        return y;
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds) {
        long start = System.nanoTime();
        var data = data(seeds.of("data"), SERIES);
        var settings = settings(config);
        List<Expression> found;
        var front = new ParetoFront[1];
        switch (variant) {
            case "neural" -> {
                var law = SymbolicDynamics.discover(data.times(), data.series(), settings, seeds);
                found = law.rounded();
                front[0] = law.fronts().getFirst();
            }
            case "differences" -> {
                var slopes = slopes(data, settings.points(), seeds.of("points"));
                var fronts =
                        SymbolicDynamics.regress(
                                slopes.points(), slopes.values(), settings.search(), seeds);
                front[0] = fronts.getFirst();
                found =
                        Formulas.rounded(
                                fronts.stream().map(f -> f.best().expression()).toList(),
                                settings.decimals());
            }
            default -> found = sindy(data, seeds);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double error = error(found, seeds.of("test"));
        return new Outcome(
                Map.of(
                        "field-error",
                        error,
                        "exact",
                        error < 1e-9 ? 1.0 : 0.0,
                        "training-seconds",
                        seconds),
                details(found, front[0]));
    }

    private static SymbolicDynamics.Settings settings(NeuralConfig config) {
        var d = SymbolicDynamics.Settings.DEFAULT;
        return new SymbolicDynamics.Settings(
                d.width(),
                d.depth(),
                d.window(),
                d.batch(),
                config.steps(10 * d.updates(), 1),
                d.rate(),
                config.steps(10 * d.polish(), 1),
                d.points(),
                d.search(),
                d.tuning(),
                d.decimals());
    }

    private static Details details(List<Expression> found, @Nullable ParetoFront front) {
        if (front == null) {
            return new Details(Formulas.text(found), new double[0], new double[0], List.of());
        }
        var candidates = front.candidates();
        return new Details(
                Formulas.text(found),
                candidates.stream().mapToDouble(c -> c.complexity()).toArray(),
                candidates.stream().mapToDouble(c -> c.loss()).toArray(),
                candidates.stream().map(c -> c.text()).toList());
    }

    /// Error of the formulas relative to the law, root mean square over the region of the data. A
    /// law that was found exactly has rounding errors only, in whatever form it is written.
    static double error(List<Expression> formulas, RandomGenerator random) {
        double sum = 0;
        double size = 0;
        var dx = new double[2];
        for (int i = 0; i < 1000; i++) {
            double[] x = {-0.6 + 1.6 * random.nextDouble(), -0.6 + 1.6 * random.nextDouble()};
            law(x, dx);
            for (int j = 0; j < 2; j++) {
                double value =
                        Interpreter.evaluate(
                                formulas.get(j), n -> x[Integer.parseInt(n.substring(1))]);
                sum += (value - dx[j]) * (value - dx[j]);
                size += dx[j] * dx[j];
            }
        }
        return Math.sqrt(sum / size);
    }

    /// Where the field is known from central differences.
    private record Slopes(double[][] points, double[][] values) {}

    /// Fourth-order central differences at random samples.
    private static Slopes slopes(Data data, int count, RandomGenerator random) {
        double h = data.times()[1];
        var points = new double[count][];
        var values = new double[count][2];
        for (int k = 0; k < count; k++) {
            var one = data.series()[random.nextInt(SERIES)];
            int i = 2 + random.nextInt(SAMPLES - 4);
            points[k] = one[i];
            for (int j = 0; j < 2; j++) {
                values[k][j] =
                        (8 * (one[i + 1][j] - one[i - 1][j]) - (one[i + 2][j] - one[i - 2][j]))
                                / (12 * h);
            }
        }
        return new Slopes(points, values);
    }

    /// Sparse regression on monomials; the threshold is the one that does best on other samples.
    private static List<Expression> sindy(Data data, Seeds seeds) {
        var training = slopes(data, 2000, seeds.of("points"));
        var held = slopes(data, 2000, seeds.of("validation"));
        var library = new PolynomialLibrary(2, DEGREE);
        double best = Double.POSITIVE_INFINITY;
        List<Expression> found = List.of();
        for (double threshold : THRESHOLDS) {
            var coefficients =
                    SparseRegression.solve(
                            evaluated(library, training.points()),
                            training.values(),
                            threshold,
                            1e-8);
            double loss = loss(evaluated(library, held.points()), held.values(), coefficients);
            if (loss < best) {
                best = loss;
                found = new ArrayList<>();
                for (var row : coefficients) {
                    found.add(polynomial(library, row));
                }
            }
        }
        return found;
    }

    private static double[][] evaluated(PolynomialLibrary library, double[][] points) {
        var values = new double[points.length][library.size()];
        for (int i = 0; i < points.length; i++) {
            library.evaluate(points[i], values[i]);
        }
        return values;
    }

    private static double loss(double[][] terms, double[][] values, double[][] coefficients) {
        double sum = 0;
        for (int i = 0; i < terms.length; i++) {
            for (int j = 0; j < coefficients.length; j++) {
                double value = -values[i][j];
                for (int k = 0; k < terms[i].length; k++) {
                    value += coefficients[j][k] * terms[i][k];
                }
                sum += value * value;
            }
        }
        return sum;
    }

    private static Expression polynomial(PolynomialLibrary library, double[] coefficients) {
        var text = new StringBuilder("0");
        for (int k = 0; k < coefficients.length; k++) {
            if (coefficients[k] != 0) {
                text.append(" + (%s)*%s".formatted(coefficients[k], library.text(k, NAMES)));
            }
        }
        return Simplifier.simplify(Equations.parseExpression(text.toString()));
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        int trainings = results.of("neural").size();
        double share = results.count("neural", "exact", v -> v == 1) / (double) trainings;
        var claims = new ArrayList<Claim>();
        claims.add(
                Claim.atLeast(
                        "law-recovered",
                        "Both equations of the oscillator are found exactly, constants rounded to"
                                + " 0.01, for four seeds of five (share of %d)."
                                        .formatted(trainings),
                        "Kidger 2021; the limit is ours",
                        0.8,
                        share));
        claims.add(
                Claim.atMost(
                        "law-fast",
                        "It takes four minutes at most (median, s).",
                        "Kidger 2021; the limit is ours",
                        240,
                        results.median("neural", "training-seconds")));
        claims.add(
                Claim.atLeast(
                        "law-neural-first",
                        "To learn the field first beats evolution on finite differences: error of"
                            + " the latter's field over that of the former's, 1e-12 added to both"
                            + " (median).",
                        "Kidger 2021, 6.1",
                        1.01,
                        (results.rival("differences", "field-error") + 1e-12)
                                / (results.median("neural", "field-error") + 1e-12)));
        claims.add(
                Claim.atLeast(
                        "law-beats-sindy",
                        "It beats sparse regression on polynomials of degree %d: ratio of the"
                                        .formatted(DEGREE)
                                + " errors of the fields, 1e-12 added to both (median).",
                        "Kidger 2021, 6.1",
                        10,
                        (results.rival("sindy", "field-error") + 1e-12)
                                / (results.median("neural", "field-error") + 1e-12)));
        return claims;
    }

    @Override
    public Report.Section section(CaseResults results) {
        var details = results.details("neural", Details.class);
        var rows = new ArrayList<List<String>>();
        for (String variant : variants()) {
            var found = results.details(variant, Details.class).formulas();
            rows.add(
                    List.of(
                            variant,
                            found.get(0),
                            found.get(1),
                            Claim.number(results.median(variant, "field-error"))));
        }
        var front = new ArrayList<List<String>>();
        for (int i = 0; i < details.loss().length; i++) {
            front.add(
                    List.of(
                            Claim.number(details.complexity()[i]),
                            Claim.number(details.loss()[i]),
                            details.candidates().get(i)));
        }
        return new Report.Section(
                "The law of an oscillator",
                List.of(
                        new Block.Table(
                                "Formulas at the first seed",
                                List.of("method", "x0'", "x1'", "median error of the field"),
                                rows),
                        new Block.LinePlot(
                                "Accuracy against complexity of formulas for x0'",
                                Block.Axes.logarithmic("complexity", "mean squared error"),
                                List.of(
                                        Block.Series.of(
                                                "Pareto front",
                                                details.complexity(),
                                                details.loss())),
                                List.of()),
                        new Block.Table(
                                "The front", List.of("complexity", "loss", "formula"), front)));
    }
}
