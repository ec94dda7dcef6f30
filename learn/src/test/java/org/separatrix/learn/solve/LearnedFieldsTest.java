package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// What a field learned through its solution can and cannot do.
class LearnedFieldsTest {

    private static void train(Weights weights, int updates, Supplier<Tensor> loss) {
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.cosine(2e-2, 1e-4, updates),
                        TrainingSettings.of(updates, 1),
                        (_, terms) -> terms.add("misfit", 1, loss.get()))) {
            training.run();
        }
    }

    private static double[][] line() {
        var rows = new double[21][1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = -1 + 0.1 * i;
        }
        return rows;
    }

    /// Where points of the line go when they are taken along by a field trained to send x to -x.
    private static double[] mirrored(int extra, int updates) {
        var network = Mlp.of(1 + extra, 16, 1, 1 + extra, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new Random(1))) {
            var x = Tensors.of(line(), Kind.DOUBLE);
            var start = Tensors.join(1, List.of(x, x.new_zeros(21, extra)));
            VectorField field = (_, y) -> network.forward(weights, y);
            var solver = Solver.of(RungeKutta.RK4.on(field), StepControl.constant(0.2));
            Supplier<Tensor> end = () -> solver.solve(start, 0, 1).last().narrow(1, 0, 1);
            train(weights, updates, () -> end.get().add(x).square().mean());
            return Autograd.without(() -> Tensors.toArray(end.get()));
        }
    }

    @Test
    void pointsOfALineCannotPassEachOther() {
        var end = mirrored(0, 60);
        for (int i = 1; i < end.length; i++) {
            assertThat(end[i]).isGreaterThan(end[i - 1]);
        }
    }

    @Test
    void withOneMoreDimensionTheyCan() {
        var end = mirrored(1, 300);
        for (int i = 0; i < end.length; i++) {
            assertThat(Math.abs(end[i] + line()[i][0])).isLessThan(1e-2);
        }
    }

    /// Hares `x' = x - 0.9 x y` and lynxes `y' = -y + 0.8 x y`; growth and death are known, the
    /// encounters are not.
    @Test
    void aNetworkBesideKnownTermsFindsTheMissingOnes() {
        VectorField known =
                (_, s) -> Tensors.join(1, List.of(s.narrow(1, 0, 1), s.narrow(1, 1, 1).neg()));
        VectorField missing =
                (_, s) -> {
                    var met = s.narrow(1, 0, 1).mul(s.narrow(1, 1, 1));
                    return Tensors.join(
                            1, List.of(Tensors.scale(met, -0.9), Tensors.scale(met, 0.8)));
                };
        VectorField truth = (t, s) -> known.at(t, s).add(missing.at(t, s));
        var network = Mlp.of(2, 24, 1, 2, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new Random(2))) {
            var random = new Random(3);
            var start = Tensors.uniform(random, 0.3, 2, Kind.DOUBLE, 128, 2);
            var seen = Solver.of(RungeKutta.DOPRI8.on(truth), StepControl.constant(0.1));
            var target = seen.solve(start, 0, 0.3).last();
            VectorField hybrid = (t, s) -> known.at(t, s).add(network.forward(weights, s));
            var solver = Solver.of(RungeKutta.RK4.on(hybrid), StepControl.constant(0.15));
            train(
                    weights,
                    1000,
                    () -> solver.solve(start, 0, 0.3).last().sub(target).square().mean());
            var probe = Tensors.uniform(random, 0.5, 1.8, Kind.DOUBLE, 200, 2);
            double error =
                    Autograd.without(() -> {
                        var exact = missing.at(0, probe);
                        var found = network.forward(weights, probe);
                        return Tensors.value(found.sub(exact).norm().div(exact.norm()));
                    });
            assertThat(error).isLessThan(0.05);
        }
    }
}
