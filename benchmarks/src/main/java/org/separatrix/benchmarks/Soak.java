package org.separatrix.benchmarks;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.jet.Jet;
import org.separatrix.learn.jet.JetMlp;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Transformer;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.Adjoint;
import org.separatrix.learn.solve.BrownianInterval;
import org.separatrix.learn.solve.ControlPath;
import org.separatrix.learn.solve.DeepEquilibrium;
import org.separatrix.learn.solve.ReversibleHeun;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.Stepper;
import org.separatrix.learn.solve.StochasticField;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Many training steps of each kind, with the resident memory of the process along the way.
///
/// Prints GREW and exits with 1 if the memory grows by more than 64 MB after the first tenth.
/// Argument: the number of steps of each kind, 100,000 without.
public final class Soak {

    private static final double MOST = 64;
    private static final int MARKS = 10;

    private Soak() {}

    public static void main(String[] arguments) {
        long steps = arguments.length > 0 ? Long.parseLong(arguments[0]) : 100_000;
        System.out.printf(
                Locale.ROOT, "resident MB after each tenth of %d steps; seconds in all%n", steps);
        boolean flat = true;
        var mlp = Mlp.of(2, 8, 2, 1, Activation.TANH);
        var x = Scope.promote(Tensors.uniform(random(), -1, 1, Kind.DOUBLE, 8, 2));
        flat &=
                soak(
                        "double backward",
                        steps,
                        mlp,
                        w -> {
                            var at = Autograd.leaf(x);
                            return Autograd.grad(mlp.forward(w, at), at, true).square().mean();
                        });
        flat &=
                soak(
                        "jets of order 2",
                        steps,
                        mlp,
                        w -> {
                            var seed = Jet.seed(x, List.of(new Jet.Direction(0, 2)));
                            return JetMlp.forward(mlp, w, seed).derivative(0, 2).square().mean();
                        });
        var field = Mlp.of(2, 8, 1, 2, Activation.TANH);
        flat &=
                soak(
                        "neural equation, direct",
                        steps,
                        field,
                        w -> end(w, x, RungeKutta.MIDPOINT.on(of(field, w)), Adjoint.direct()));
        flat &=
                soak(
                        "neural equation, reversible",
                        steps,
                        field,
                        w -> end(w, x, ReversibleHeun.on(of(field, w)), Adjoint.reversible()));
        var cell = new GruCell(2, 8);
        flat &=
                soak(
                        "GRU, 4 steps",
                        steps,
                        cell,
                        w -> {
                            var state = Tensors.zeros(Kind.DOUBLE, 8, 8);
                            for (int t = 0; t < 4; t++) {
                                state = cell.step(w, x, state);
                            }
                            return state.square().mean();
                        });
        flat &= soak("stochastic, reversible", steps, field, w -> path(w, field, x));
        var ramp = new double[8][3][2];
        for (int b = 0; b < 8; b++) {
            for (int i = 0; i < 3; i++) {
                ramp[b][i][0] = i / 2.0;
                ramp[b][i][1] = Math.sin(b + i);
            }
        }
        var matrix = Mlp.of(2, 8, 1, 4, Activation.TANH);
        try (var control =
                ControlPath.of(
                        new double[] {0, 0.5, 1},
                        ramp,
                        ControlPath.Interpolation.HERMITE,
                        Kind.DOUBLE)) {
            flat &=
                    soak(
                            "controlled, checkpointed",
                            steps,
                            matrix,
                            w -> {
                                VectorField f = (_, z) -> matrix.forward(w, z).view(8, 2, 2);
                                return end(
                                        w,
                                        x,
                                        RungeKutta.MIDPOINT.on(control.drive(f)),
                                        Adjoint.checkpointed());
                            });
        }
        flat &=
                soak(
                        "equilibrium layer",
                        steps,
                        field,
                        w ->
                                new DeepEquilibrium(1e-6, 50, 3)
                                        .solve(
                                                (z, in) ->
                                                        Tensors.scale(
                                                                field.forward(
                                                                        Weights.of(field, in), z),
                                                                0.1),
                                                x,
                                                w.arrays())
                                        .square()
                                        .mean());
        var attention = Transformer.encoder(8, 2, 1, 16);
        var items = Scope.promote(Tensors.uniform(random(), -1, 1, Kind.DOUBLE, 4, 6, 8));
        flat &=
                soak(
                        "transformer layer",
                        steps,
                        attention,
                        w -> attention.forward(w, items, true, Dropout.NONE).square().mean());
        Scope.release(items);
        Scope.release(x);
        System.out.println(flat ? "flat" : "GREW");
        if (!flat) {
            System.exit(1);
        }
    }

    private static VectorField of(Mlp network, Weights weights) {
        return (_, y) -> network.forward(weights, y);
    }

    private static Tensor end(Weights weights, Tensor start, Stepper stepper, Adjoint adjoint) {
        return Solver.of(stepper, StepControl.constant(0.25))
                .with(adjoint, weights.arrays())
                .solve(start, 0, 1)
                .last()
                .square()
                .mean();
    }

    private static Tensor path(Weights weights, Mlp drift, Tensor start) {
        var field =
                StochasticField.of(
                        StochasticField.Calculus.STRATONOVICH,
                        StochasticField.Noise.DIAGONAL,
                        (_, y) -> drift.forward(weights, y),
                        (_, y) -> Tensors.scale(y.tanh(), 0.1));
        var noise = new BrownianInterval(0, 1, 0.25, 0, Kind.DOUBLE, 8, 2);
        return end(weights, start, ReversibleHeun.on(field, noise), Adjoint.reversible());
    }

    private static boolean soak(
            String kind, long steps, Parametrised network, Function<Weights, Tensor> loss) {
        long start = System.nanoTime();
        var line = new StringBuilder();
        double[] early = {Double.NaN};
        double[] late = {Double.NaN};
        long mark = Math.max(1, steps / MARKS);
        try (var weights = Weights.create(network, Kind.DOUBLE, random());
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.constant(1e-4),
                                TrainingSettings.of(steps, 0).reportedEvery(mark),
                                (_, terms) -> terms.add("loss", loss.apply(weights)))) {
            training.run((_, _, _) -> {
                late[0] = resident();
                early[0] = Double.isNaN(early[0]) ? late[0] : early[0];
                line.append(String.format(Locale.ROOT, " %4.0f", late[0]));
                return true;
            });
        }
        System.out.printf(
                Locale.ROOT, "%-28s%s  %5.0f s%n", kind, line, (System.nanoTime() - start) / 1e9);
        return !(late[0] - early[0] > MOST);
    }

    private static SplittableRandom random() {
        return new SplittableRandom(0);
    }

    /// Megabytes, NaN where the system does not tell.
    private static double resident() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
