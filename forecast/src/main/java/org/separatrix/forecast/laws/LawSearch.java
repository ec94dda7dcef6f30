package org.separatrix.forecast.laws;

import org.separatrix.analysis.symbolic.FormulaFit;
import org.separatrix.analysis.symbolic.SymbolicRegressor;
import org.separatrix.analysis.symbolic.SymbolicSettings;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.UnaryFunction;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.symbolic.DeepSymbolicRegression;
import org.separatrix.learn.symbolic.PolicySettings;
import org.separatrix.learn.symbolic.Vocabulary;

import java.util.List;

/// The two searches for formulas, component by component.
final class LawSearch {

    private static final int POPULATIONS = 48;
    private static final int MEMBERS = 33;
    private static final int ROUNDS = 50;
    private static final int PATIENCE = 3;
    private static final double REFITTED = 0.05;

    private LawSearch() {}

    /// Finds one component's formula.
    interface Search {
        Expression component(LawData data, int component);
    }

    /// Evolution with the paper's functions: sum and product, cosine, exponential, sine, logarithm,
    /// hyperbolic tangent and reciprocal, in 48 populations.
    ///
    /// Of the front the formula of the highest score is taken among the accurate ones.
    static Search evolution(int trees, Run run) {
        int cycles = Math.max(1, trees / (POPULATIONS * MEMBERS * ROUNDS));
        var settings = evolving().searching(POPULATIONS, ROUNDS, cycles).on(run.threads());
        return (data, j) -> {
            long seed =
                    run.seeds()
                            .child("evolution")
                            .child(data.system().name())
                            .of("component", j)
                            .nextLong();
            return new SymbolicRegressor(settings.seeded(seed))
                    .fit(data.points(), data.slopes(j), data.names(), run.cancelled())
                    .bestOfAccurate()
                    .expression();
        };
    }

    private static SymbolicSettings evolving() {
        return SymbolicSettings.DEFAULT
                .peopled(MEMBERS)
                .over(List.of(BinaryFunction.ADD, BinaryFunction.MULTIPLY), true)
                .with(
                        UnaryFunction.COS,
                        UnaryFunction.EXP,
                        UnaryFunction.SIN,
                        UnaryFunction.LOG,
                        UnaryFunction.TANH)
                .refitting(REFITTED)
                .restarting(PATIENCE);
    }

    /// A network that writes formulas of the paper's vocabulary, which has no constants.
    static Search policy(int updates, int batch, Run run) {
        return (data, j) -> {
            var fit = new FormulaFit(data.points(), data.slopes(j), data.names());
            double variance = fit.variance();
            long seed =
                    run.seeds()
                            .child("policy")
                            .child(data.system().name())
                            .of("component", j)
                            .nextLong();
            try {
                return new DeepSymbolicRegression(
                                Vocabulary.published(data.names()),
                                PolicySettings.DEFAULT.writing(updates, batch))
                        .fit(
                                formula -> 1 / (1 + Math.sqrt(fit.loss(formula) / variance)),
                                seed,
                                (_, _, _) -> !run.cancelled().getAsBoolean())
                        .formula();
            } catch (LearnException e) {
                throw new LabException("deep symbolic regression: " + e.getMessage(), e);
            }
        };
    }
}
