package org.separatrix.forecast.neural;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.symbolic.ParetoFront;
import org.separatrix.equations.Expression;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A nonlinear oscillator whose law is to be read from its trajectories.
///
/// `x0' = x1/(1 + x1)`, `x1' = -x0/(1 + x0)`, started uniformly in `(-0.6, 1)^2`.
final class OscillatorCase implements NeuralCase {

    private static final int SERIES = 256;
    private static final int SAMPLES = 100;
    private static final String NOISY = "-noisy";
    private static final int FEW = 20;
    private static final double NOISE = 0.02;

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
        return List.of(
                "neural",
                "differences",
                "sindy",
                "neural-noisy",
                "differences-noisy",
                "differences-tuned-noisy",
                "sindy-noisy");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return config.seeds();
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        long start = System.nanoTime();
        boolean noisy = variant.endsWith(NOISY);
        var data =
                Oscillations.of(
                        SERIES,
                        noisy ? FEW : SAMPLES,
                        noisy ? NOISE : 0,
                        seeds.of(noisy ? "noisy-data" : "data"));
        var settings = settings(config, noisy ? 5 : 1);
        List<Expression> found;
        var front = new ParetoFront[1];
        switch (noisy ? variant.replace(NOISY, "") : variant) {
            case "neural" -> {
                var law =
                        SymbolicDynamics.discover(
                                data.times(), data.series(), settings, seeds, keep);
                found = law.rounded();
                front[0] = law.fronts().getFirst();
            }
            case "differences", "differences-tuned" -> {
                var slopes = data.slopes(settings.points(), seeds.of("points"));
                var fronts =
                        SymbolicDynamics.regress(
                                slopes.points(), slopes.values(), settings.search(), seeds);
                front[0] = fronts.getFirst();
                var chosen = fronts.stream().map(f -> f.best().expression()).toList();
                if (variant.contains("tuned")) {
                    chosen =
                            SymbolicDynamics.tune(
                                    data.times(), data.series(), chosen, settings, seeds);
                }
                found = Formulas.rounded(chosen, settings.decimals());
            }
            default -> found = SparsePolynomials.sindy(data, seeds);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double error = Oscillations.error(found, seeds.of("test"));
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

    private static SymbolicDynamics.Settings settings(NeuralConfig config, int substeps) {
        var d = SymbolicDynamics.Settings.DEFAULT;
        var field = d.field();
        return d.with(
                field.stepping(substeps)
                        .lasting(
                                config.steps(10 * field.updates(), 1),
                                config.steps(10 * field.polish(), 1)));
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
                        ratio(results, "differences", "neural")));
        claims.add(
                Claim.atLeast(
                        "law-beats-sindy",
                        "It beats sparse regression on polynomials of degree %d: ratio of the"
                                        .formatted(SparsePolynomials.DEGREE)
                                + " errors of the fields, 1e-12 added to both (median).",
                        "Kidger 2021, 6.1",
                        10,
                        ratio(results, "sindy", "neural")));
        claims.add(
                Claim.atLeast(
                        "law-neural-first-noisy",
                        "So it does with %d samples a series and noise of deviation %s (median)."
                                .formatted(FEW, NOISE),
                        "Kidger 2021, 6.1, on data of this project",
                        1.01,
                        ratio(results, "differences" + NOISY, "neural" + NOISY)));
        claims.add(
                Claim.atLeast(
                        "law-beats-sindy-noisy",
                        "And it beats the sparse regression on the same data (median).",
                        "Kidger 2021, 6.1, on data of this project",
                        1.01,
                        ratio(results, "sindy" + NOISY, "neural" + NOISY)));
        return claims;
    }

    /// Error of a rival's field over that of the method.
    private static double ratio(CaseResults results, String rival, String method) {
        return (results.rival(rival, "field-error") + 1e-12)
                / (results.median(method, "field-error") + 1e-12);
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
                                "Formulas at the first seed; noisy: %d samples a series, noise of deviation %s"
                                        .formatted(FEW, NOISE),
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
