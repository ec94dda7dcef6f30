package org.separatrix.forecast.neural;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.AsynchronousLeapfrog;
import org.separatrix.learn.solve.ImplicitRungeKutta;
import org.separatrix.learn.solve.RadauIia5;
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

    /// An equation and how it is measured.
    ///
    /// @param starts rows; several, so that no method looks good by a chance cancellation
    /// @param steps numbers of steps
    private record Problem(VectorField field, double[][] starts, double end, int[] steps) {}

    /// Predator and prey through the seasons: `x' = x (1 - y) (1 + 0.3 sin t)`, `y' = y (x - 1)`.
    ///
    /// Of seven equations looked at, the one on which orders settle before rounding ends the
    /// measurement.
    private static final Problem SEASONS =
            new Problem(
                    (t, state) -> {
                        var x = state.narrow(1, 0, 1);
                        var y = state.narrow(1, 1, 1);
                        var growth = Tensors.shift(y.neg(), 1).mul(x);
                        return Tensors.join(
                                1,
                                List.of(
                                        Tensors.scale(growth, 1 + 0.3 * Math.sin(t)),
                                        Tensors.shift(x, -1).mul(y)));
                    },
                    new double[][] {{0.5, 1.4}, {0.8, 1.2}, {1.1, 1.0}, {1.4, 0.8}},
                    10,
                    new int[] {10, 20, 40, 80, 160, 320, 640});

    /// `y' = y cos t + (t/2) sin y`, the first one tried: on it the methods of orders 5 and 8 are
    /// still on their way when rounding sets in.
    private static final Problem SCALAR =
            new Problem(
                    (t, y) -> Tensors.scale(y, Math.cos(t)).add(Tensors.scale(y.sin(), 0.5 * t)),
                    new double[][] {{1.2}},
                    2,
                    new int[] {3, 6, 12, 24, 48, 96, 192, 384});

    private static final String REVERSIBLE = "REVERSIBLE_HEUN";
    private static final String LEAPFROG = "ASYNCHRONOUS_LEAPFROG";
    private static final String RADAU = "RADAU_IIA_5";

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
        names.addAll(List.of(REVERSIBLE, LEAPFROG, RADAU));
        return names;
    }

    @Override
    public int seeds(NeuralConfig config) {
        return 1;
    }

    private static Stepper stepper(String variant, VectorField field) {
        switch (variant) {
            case REVERSIBLE -> {
                return ReversibleHeun.on(field);
            }
            case LEAPFROG -> {
                return new AsynchronousLeapfrog(field);
            }
            case RADAU -> {
                return new RadauIia5(field);
            }
            default -> {}
        }
        return isImplicit(variant)
                ? ImplicitRungeKutta.valueOf(variant).on(field)
                : RungeKutta.valueOf(variant).on(field);
    }

    private static int nominal(String variant) {
        if (variant.equals(REVERSIBLE) || variant.equals(LEAPFROG)) {
            return 2;
        }
        if (variant.equals(RADAU)) {
            return 5;
        }
        return isImplicit(variant)
                ? ImplicitRungeKutta.valueOf(variant).order()
                : RungeKutta.valueOf(variant).order();
    }

    private static boolean isImplicit(String variant) {
        return Arrays.stream(ImplicitRungeKutta.values()).anyMatch(m -> m.name().equals(variant));
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        var details = measure(variant, SEASONS);
        var scalar = measure(variant, SCALAR);
        return new Outcome(
                Map.of(
                        "order", slope(details.steps(), details.errors()),
                        "order-scalar", slope(scalar.steps(), scalar.errors()),
                        "nominal", (double) nominal(variant)),
                details);
    }

    private static Details measure(String variant, Problem problem) {
        try (var _ = new Scope()) {
            int most = problem.steps[problem.steps.length - 1];
            var exact = end(RungeKutta.DOPRI8.on(problem.field), problem, 2 * most);
            var steps = Arrays.stream(problem.steps).asDoubleStream().toArray();
            var errors = new double[steps.length];
            for (int i = 0; i < errors.length; i++) {
                var stepper = stepper(variant, problem.field);
                errors[i] = distance(end(stepper, problem, problem.steps[i]), exact, problem);
            }
            return new Details(nominal(variant), steps, errors);
        }
    }

    private static double[] end(Stepper stepper, Problem problem, int steps) {
        try (var _ = new Scope()) {
            var start = Tensors.of(problem.starts, Kind.DOUBLE);
            var control = StepControl.constant(problem.end / steps);
            return Autograd.without(() ->
                    Tensors.toArray(
                            Solver.of(stepper, control).solve(start, 0, problem.end).last()));
        }
    }

    /// Root mean square over the starts.
    private static double distance(double[] a, double[] b, Problem problem) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / problem.starts.length);
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
        return List.of(
                Claim.atMost(
                        "solver-orders",
                        "Every solver shows its order, within 0.2, on two smooth equations (the"
                                + " worse of the two).",
                        "Kidger 2021; the limit is ours",
                        0.2,
                        Math.max(worst(results, "order"), worst(results, "order-scalar"))),
                Claim.atMost(
                        "solver-orders-settled",
                        "They do on the one of the two on which orders settle before rounding.",
                        "Kidger 2021; the limit is ours",
                        0.2,
                        worst(results, "order")));
    }

    private double worst(CaseResults results, String metric) {
        double worst = 0;
        for (String variant : variants()) {
            for (var cell : results.of(variant)) {
                double gap =
                        Math.abs(
                                cell.metrics().getOrDefault(metric, Double.NaN)
                                        - cell.metrics().getOrDefault("nominal", Double.NaN));
                worst = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : Math.max(worst, gap);
            }
        }
        return worst;
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
                                "Error at t = 10 against the number of steps",
                                new Block.Axes("steps", "error", true, true),
                                series,
                                List.of())));
    }
}
