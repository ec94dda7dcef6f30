package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.ImplicitRungeKutta;
import org.separatrix.learn.solve.ReversibleHeun;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.Stepper;
import org.separatrix.learn.solve.VectorField;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The order of every solver on a smooth equation that depends on time, and error against
/// tolerance.
final class SolverCase implements NeuralCase {

    /// `y' = y cos t + t sin(y)`: not linear, not autonomous.
    private static final VectorField FIELD =
            (t, y) -> Tensors.scale(y, Math.cos(t)).add(y.sin().mul(new Scalar(0.5 * t)));

    private static final String REVERSIBLE = "REVERSIBLE_HEUN";
    private static final int[] STEPS = {3, 6, 12, 24, 48, 96, 192, 384};

    /// @param steps numbers of steps
    /// @param errors at each
    record Details(int nominal, double[] steps, double[] errors) {}

    @Override
    public String name() {
        return "solvers";
    }

    @Override
    public List<String> variants() {
        var names = new ArrayList<String>();
        for (var method : RungeKutta.values()) {
            names.add(method.name());
        }
        for (var method : ImplicitRungeKutta.values()) {
            names.add(method.name());
        }
        names.add(REVERSIBLE);
        return names;
    }

    @Override
    public int seeds(NeuralConfig config) {
        return 1;
    }

    private static Stepper stepper(String variant) {
        if (variant.equals(REVERSIBLE)) {
            return ReversibleHeun.on(FIELD);
        }
        return isImplicit(variant)
                ? ImplicitRungeKutta.valueOf(variant).on(FIELD)
                : RungeKutta.valueOf(variant).on(FIELD);
    }

    private static int nominal(String variant) {
        if (variant.equals(REVERSIBLE)) {
            return 2;
        }
        return isImplicit(variant)
                ? ImplicitRungeKutta.valueOf(variant).order()
                : RungeKutta.valueOf(variant).order();
    }

    private static boolean isImplicit(String variant) {
        return Arrays.stream(ImplicitRungeKutta.values()).anyMatch(m -> m.name().equals(variant));
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds) {
        try (var _ = new Scope()) {
            double exact = end(RungeKutta.DOPRI8.on(FIELD), StepControl.constant(1.0 / 512));
            var steps = new double[STEPS.length];
            var errors = new double[STEPS.length];
            for (int i = 0; i < STEPS.length; i++) {
                steps[i] = STEPS[i];
                double y = end(stepper(variant), StepControl.constant(2.0 / STEPS[i]));
                errors[i] = Math.abs(y - exact);
            }
            return new Outcome(
                    Map.of("order", slope(steps, errors), "nominal", (double) nominal(variant)),
                    new Details(nominal(variant), steps, errors));
        }
    }

    private static double end(Stepper stepper, StepControl control) {
        Tensor start = Tensors.of(new double[][] {{1.2}}, Kind.DOUBLE);
        return Autograd.without(
                () -> Tensors.value(Solver.of(stepper, control).solve(start, 0, 2).last()));
    }

    /// Order between the last two numbers of steps whose error is above rounding.
    private static double slope(double[] steps, double[] errors) {
        double slope = Double.NaN;
        for (int i = 1; i < steps.length; i++) {
            if (errors[i] > 3e-12) {
                slope = Math.log(errors[i - 1] / errors[i]) / Math.log(steps[i] / steps[i - 1]);
            }
        }
        return slope;
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        double worst = 0;
        for (String variant : variants()) {
            for (var cell : results.of(variant)) {
                double gap =
                        Math.abs(
                                cell.metrics().getOrDefault("order", Double.NaN)
                                        - cell.metrics().getOrDefault("nominal", Double.NaN));
                worst = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : Math.max(worst, gap);
            }
        }
        return List.of(
                Claim.atMost(
                        "solver-orders",
                        "Every solver shows its order on a smooth equation, within 0.2.",
                        "card, acceptance 1",
                        0.2,
                        worst));
    }

    @Override
    public Report.Section section(CaseResults results) {
        var series = new ArrayList<Block.Series>();
        for (String variant : variants()) {
            var details = results.details(variant, Details.class);
            series.add(
                    Block.Series.of(
                            variant + ", order " + details.nominal(),
                            details.steps(),
                            details.errors()));
        }
        return new Report.Section(
                "Solvers",
                List.of(
                        new Block.LinePlot(
                                "Error at t = 2 against the number of steps",
                                new Block.Axes("steps", "error", true, true),
                                series,
                                List.of())));
    }
}
