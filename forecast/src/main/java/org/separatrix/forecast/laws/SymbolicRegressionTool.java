package org.separatrix.forecast.laws;

import org.separatrix.analysis.symbolic.Candidate;
import org.separatrix.analysis.symbolic.FormulaFit;
import org.separatrix.analysis.symbolic.ParetoFront;
import org.separatrix.analysis.symbolic.SymbolicRegressor;
import org.separatrix.analysis.symbolic.SymbolicSettings;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Simplifier;
import org.separatrix.equations.UnaryFunction;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.symbolic.DeepSymbolicRegression;
import org.separatrix.learn.symbolic.PolicySettings;
import org.separatrix.learn.symbolic.Vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds formulas in a user's data: for the slopes of all columns, which makes a system of
/// differential equations, or for one column by the others.
///
/// Writes `front.csv`, every formula with its complexity and error, and for slopes `law.yaml`, a
/// system that the other commands read.
public final class SymbolicRegressionTool implements Tool<SymbolicRegressionSettings> {

    private static final int POPULATIONS = 48;
    private static final int MEMBERS = 33;
    private static final int ROUNDS = 25;
    private static final double REFITTED = 0.05;
    private static final int PATIENCE = 3;
    private static final int FITTING_STEPS = 10;
    private static final double UNEXPLAINED = 0.01;

    @Override
    public String name() {
        return "symbolic-regression";
    }

    @Override
    public String purpose() {
        return "formulas for the slopes of your columns, or with -s target=COLUMN for one column by"
                + " the others";
    }

    @Override
    public SymbolicRegressionSettings defaults() {
        return new SymbolicRegressionSettings(
                "",
                SymbolicRegressionSettings.Search.EVOLUTION,
                List.of("sin", "cos", "exp"),
                true,
                9,
                1000,
                1_000_000,
                20,
                200,
                500);
    }

    @Override
    public Report apply(SymbolicRegressionSettings settings, Optional<Dataset> data, Run run) {
        var functions =
                settings.functions().stream().map(SymbolicRegressionTool::function).toList();
        var task = RegressionTask.of(data.orElseThrow(), settings, run.seeds().of("rows"));
        var report = Report.titled("Symbolic regression");
        var equations = new StringBuilder();
        var csv = new StringBuilder("target,complexity,rms,formula\n");
        for (int k = 0; k < task.targets().size(); k++) {
            run.check();
            String target = task.targets().get(k);
            run.progress().update(k, task.targets().size(), target);
            var front = front(settings, functions, task, k, run);
            double variance = new FormulaFit(task.x(), task.y(k), task.names()).variance();
            var chosen = chosen(front, variance);
            equations.append(target).append(" = ").append(chosen.text()).append('\n');
            for (var candidate : front) {
                csv.append(
                        String.format(
                                Locale.ROOT,
                                "%s,%d,%.9g,\"%s\"\n",
                                target,
                                candidate.complexity(),
                                Math.sqrt(candidate.loss()),
                                candidate.text()));
            }
            report.section(target, table(target, front, chosen, variance));
        }
        RunStore.write(run.folder().resolve("front.csv"), csv.toString());
        if (task.motion()) {
            RunStore.write(run.folder().resolve("law.yaml"), yaml(task, equations.toString()));
        }
        return report.summary(
                        "%s. %d rows, %s. %s"
                                .formatted(
                                        equations.toString().strip().replace("\n", "; "),
                                        task.x().length,
                                        settings.search()
                                                        == SymbolicRegressionSettings.Search
                                                                .EVOLUTION
                                                ? "evolution of formulas"
                                                : "a network that writes formulas",
                                        task.motion()
                                                ? "law.yaml is the system, front.csv holds every"
                                                        + " formula."
                                                : "front.csv holds every formula."))
                .build();
    }

    private static UnaryFunction function(String name) {
        return Arrays.stream(UnaryFunction.values())
                .filter(f -> f != UnaryFunction.NEGATE && f.text().equals(name.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new LabException(
                                "functions: there is no '%s'; choose among sin, cos, tan, exp, log, sqrt, tanh, abs and the others of the language"
                                        .formatted(name)));
    }

    private static List<Candidate> front(
            SymbolicRegressionSettings settings,
            List<UnaryFunction> functions,
            RegressionTask task,
            int target,
            Run run) {
        long seed = run.seeds().of("search", target).nextLong();
        return switch (settings.search()) {
            case EVOLUTION -> {
                int cycles = Math.max(1, settings.trees() / (POPULATIONS * MEMBERS * ROUNDS));
                var binary =
                        new ArrayList<>(
                                List.of(
                                        BinaryFunction.ADD,
                                        BinaryFunction.SUBTRACT,
                                        BinaryFunction.MULTIPLY));
                if (settings.division()) {
                    binary.add(BinaryFunction.DIVIDE);
                }
                yield new SymbolicRegressor(
                                SymbolicSettings.DEFAULT
                                        .peopled(MEMBERS)
                                        .searching(POPULATIONS, ROUNDS, cycles)
                                        .over(binary, false)
                                        .with(functions.toArray(UnaryFunction[]::new))
                                        .refitting(REFITTED)
                                        .restarting(PATIENCE)
                                        .upTo(settings.largest())
                                        .on(run.threads())
                                        .seeded(seed))
                        .fit(task.x(), task.y(target), task.names(), run.cancelled())
                        .candidates();
            }
            case NETWORK -> List.of(written(settings, functions, task, target, seed, run));
        };
    }

    /// The best formula of a network; its numbers are fitted before it is judged.
    private static Candidate written(
            SymbolicRegressionSettings settings,
            List<UnaryFunction> functions,
            RegressionTask task,
            int target,
            long seed,
            Run run) {
        var fit = new FormulaFit(task.x(), task.y(target), task.names());
        var binary =
                new ArrayList<>(
                        List.of(
                                BinaryFunction.ADD,
                                BinaryFunction.SUBTRACT,
                                BinaryFunction.MULTIPLY));
        if (settings.division()) {
            binary.add(BinaryFunction.DIVIDE);
        }
        try {
            int longest = Math.max(5, settings.largest());
            var policy =
                    new PolicySettings(
                            1,
                            longest,
                            32,
                            settings.batch(),
                            settings.updates(),
                            0.05,
                            0.005,
                            1e-3);
            var found =
                    new DeepSymbolicRegression(
                                    new Vocabulary(binary, functions, task.names(), true), policy)
                            .fit(
                                    formula ->
                                            1
                                                    / (1
                                                            + Math.sqrt(
                                                                    fit.loss(
                                                                                    fit.fitted(
                                                                                            formula,
                                                                                            FITTING_STEPS))
                                                                            / fit.variance())),
                                    seed,
                                    (_, _, _) -> !run.cancelled().getAsBoolean());
            var formula = Simplifier.simplify(fit.fitted(found.formula(), FITTING_STEPS));
            return new Candidate(formula, Expressions.nodes(formula), fit.loss(formula), 0);
        } catch (LearnException e) {
            throw new LabException("symbolic regression: " + e.getMessage(), e);
        }
    }

    /// Where accuracy was cheapest among the formulas that leave at most a hundredth of the
    /// variance, simplified: slopes from data are never exact, and the most accurate formulas
    /// explain their errors.
    private static Candidate chosen(List<Candidate> front, double variance) {
        var pareto = new ParetoFront(front);
        double accurate = Math.max(1.5 * pareto.mostAccurate().loss(), UNEXPLAINED * variance);
        var best = pareto.bestBelow(accurate);
        var simple = Simplifier.simplify(best.expression());
        return Expressions.nodes(simple) <= best.complexity()
                ? new Candidate(simple, best.complexity(), best.loss(), best.score())
                : best;
    }

    private static Block table(
            String target, List<Candidate> front, Candidate chosen, double variance) {
        var rows = new ArrayList<List<String>>();
        for (var candidate : front) {
            rows.add(
                    List.of(
                            Integer.toString(candidate.complexity()),
                            Claim.number(Math.sqrt(candidate.loss() / variance)),
                            Claim.number(candidate.score()),
                            candidate.complexity() == chosen.complexity() ? "chosen" : "",
                            candidate.text()));
        }
        return new Block.Table(
                "Formulas for " + target + ", each the best of its complexity",
                List.of("nodes", "error, in deviations", "score", "", "formula"),
                rows);
    }

    private static String yaml(RegressionTask task, String equations) {
        var text = new StringBuilder("name: Found\nkind: flow\nequations: |\n");
        equations.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("initial: ").append(Arrays.toString(task.x()[0])).append('\n');
        return text.toString();
    }
}
