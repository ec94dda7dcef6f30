package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.Adjoint;
import org.separatrix.learn.solve.ReversibleHeun;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.Stepper;
import org.separatrix.learn.solve.VectorField;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How accurate each gradient of a neural equation is, and how much memory it takes.
final class GradientCase implements NeuralCase {

    private static final Mlp NETWORK =
            Mlp.of(8, 32, 3, 8, Activation.SOFTPLUS).ending(Activation.TANH);
    private static final double[] TOLERANCES = {1e-3, 1e-5, 1e-7, 1e-9};

    /// @param tolerances of the adjoint equation
    /// @param errors relative error of its gradient at each
    record Details(double[] tolerances, double[] errors) {}

    @Override
    public String name() {
        return "gradients";
    }

    @Override
    public List<String> variants() {
        return List.of("reversible", "checkpointed", "continuous", "memory");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return 1;
    }

    @Override
    public boolean alone(String variant) {
        return variant.equals("memory");
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        try (var _ = new Scope();
                var weights = Weights.create(NETWORK, Kind.DOUBLE, seeds.of("weights"))) {
            VectorField field = (_, y) -> NETWORK.forward(weights, y);
            var start = Tensors.normal(seeds.of("start"), Kind.DOUBLE, 16, 8);
            return switch (variant) {
                case "reversible" ->
                        scored(weights, ReversibleHeun.on(field), start, Adjoint.reversible());
                case "checkpointed" ->
                        scored(weights, RungeKutta.TSIT5.on(field), start, Adjoint.checkpointed());
                case "continuous" -> continuous(weights, field, start);
                default -> memory(weights, field, seeds);
            };
        }
    }

    private static Outcome scored(Weights weights, Stepper stepper, Tensor start, Adjoint adjoint) {
        var control = StepControl.constant(0.02);
        var exact = gradient(weights, stepper, control, start, Adjoint.direct());
        var tried = gradient(weights, stepper, control, start, adjoint);
        return new Outcome(
                Map.of("error", distance(tried, exact)), new Details(new double[0], new double[0]));
    }

    private static Outcome continuous(Weights weights, VectorField field, Tensor start) {
        var stepper = RungeKutta.DOPRI8.on(field);
        var control = StepControl.constant(0.02);
        var exact = gradient(weights, stepper, control, start, Adjoint.direct());
        var errors = new double[TOLERANCES.length];
        var metrics = new HashMap<String, Double>();
        for (int i = 0; i < TOLERANCES.length; i++) {
            double tolerance = TOLERANCES[i];
            int[] calls = {0};
            VectorField counted =
                    (t, y) -> {
                        calls[0]++;
                        return field.at(t, y);
                    };
            var adjoint = Adjoint.continuous(counted, tolerance, tolerance);
            errors[i] = distance(gradient(weights, stepper, control, start, adjoint), exact);
            metrics.put("calls-seminorm-" + i, (double) calls[0]);
            calls[0] = 0;
            gradient(
                    weights,
                    stepper,
                    control,
                    start,
                    new Adjoint.Continuous(
                            counted,
                            RungeKutta.TSIT5,
                            StepControl.adaptive(tolerance, tolerance),
                            false));
            metrics.put("calls-norm-" + i, (double) calls[0]);
        }
        metrics.put("error-loose", errors[0]);
        metrics.put("error-tight", errors[errors.length - 1]);
        return new Outcome(metrics, new Details(TOLERANCES, errors));
    }

    private static double[] gradient(
            Weights weights, Stepper stepper, StepControl control, Tensor start, Adjoint adjoint) {
        try (var _ = Scope.boundary()) {
            var y = Solver.of(stepper, control).with(adjoint, weights.arrays()).solve(start, 0, 2);
            weights.backward(y.last().square().mean());
            return Tensors.toArray(weights.gradient());
        }
    }

    private static double distance(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += b[i] * b[i];
        }
        return Math.sqrt(difference / size);
    }

    /// Peak of resident memory above that before, for few and many steps of one equation.
    private static Outcome memory(Weights weights, VectorField field, Seeds seeds) {
        var metrics = new HashMap<String, Double>();
        var start = Tensors.normal(seeds.of("large"), Kind.DOUBLE, 250, 8);
        for (int steps : new int[] {100, 100, 10_000}) {
            double peak = peak(weights, ReversibleHeun.on(field), start, steps);
            metrics.put("peak-" + steps, peak);
        }
        return new Outcome(metrics, new Details(new double[0], new double[0]));
    }

    private static double peak(Weights weights, Stepper stepper, Tensor start, int steps) {
        System.gc();
        resetPeak();
        gradient(weights, stepper, StepControl.constant(2.0 / steps), start, Adjoint.reversible());
        return status("VmHWM:");
    }

    private static void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            // Elsewhere the peak cannot be reset, and the claim is reported as not measured.
        }
    }

    /// Megabytes, NaN where the system does not tell.
    private static double status(String name) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        var claims = new ArrayList<Claim>();
        claims.add(
                Claim.atMost(
                        "reversible-gradient",
                        "Undoing reversible Heun steps gives the gradient of the stored graph to"
                                + " 1e-10.",
                        "Kidger 2021; the limit is ours",
                        1e-10,
                        results.median("reversible", "error")));
        claims.add(
                Claim.atMost(
                        "checkpointed-gradient",
                        "Recomputation from checkpoints gives the gradient of the stored graph, bit"
                                + " for bit.",
                        "exact by construction",
                        0,
                        results.median("checkpointed", "error")));
        double loose = results.median("continuous", "error-loose");
        double tight = results.median("continuous", "error-tight");
        claims.add(
                Claim.atLeast(
                        "adjoint-shrinks",
                        "The error of the continuous adjoint shrinks with its tolerance: by a"
                                + " factor of 100 at least from 1e-3 to 1e-9.",
                        "Kidger 2021; the limit is ours",
                        100,
                        loose / tight));
        double with = 0;
        double without = 0;
        for (int i = 0; i < TOLERANCES.length; i++) {
            with += results.median("continuous", "calls-seminorm-" + i);
            without += results.median("continuous", "calls-norm-" + i);
        }
        claims.add(
                Claim.atLeast(
                        "seminorm-saves",
                        "The seminorm saves evaluations of the adjoint equation: 40 % in the"
                                + " paper's median (here over tolerances 1e-3 to 1e-9 together).",
                        "Kidger, Chen, Lyons 2021",
                        0.4,
                        1 - with / without));
        claims.add(
                Claim.atMost(
                        "constant-memory",
                        "Peak memory of the reversible gradient does not depend on the number of"
                                + " steps: ratio of 10,000 to 100 steps below 1.3"
                                + " (stored steps would take gigabytes).",
                        "Kidger 2021; the limit is ours",
                        1.3,
                        results.median("memory", "peak-10000")
                                / results.median("memory", "peak-100")));
        return claims;
    }

    @Override
    public Report.Section section(CaseResults results) {
        var details = results.details("continuous", Details.class);
        return new Report.Section(
                "Gradients",
                List.of(
                        new Block.LinePlot(
                                "Error of the continuous adjoint's gradient",
                                new Block.Axes("tolerance", "relative error", true, true),
                                List.of(
                                        Block.Series.of(
                                                "continuous adjoint",
                                                details.tolerances(),
                                                details.errors())),
                                List.of())));
    }
}
