package org.separatrix.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

class SoapTest {

    private static final Parametrised MATRIX =
            () -> List.of(new Parameter("w", Initialiser.constant(1), 3, 3));

    private static double[] train(
            Parametrised what, Optimizer optimizer, double rate, int steps, Objective objective) {
        try (var weights = Weights.create(what, Kind.DOUBLE, new SplittableRandom(1));
                var training =
                        new Training(
                                weights,
                                optimizer,
                                Schedule.constant(rate),
                                TrainingSettings.of(steps, 0),
                                objective)) {
            training.run();
            return weights.toArray();
        }
    }

    /// `sum_ij s_ij (A^T W B)_ij^2` with rotations A and B: a valley that runs across the axes.
    private static Objective rotated(Tensor a, Tensor b, Tensor s) {
        return (step, terms) ->
                terms.add(
                        "valley",
                        a.t().matmul(step.weights().get(0)).matmul(b).square().mul(s).sum());
    }

    private static Tensor rotation(double x, double y) {
        double c = Math.cos(x);
        double d = Math.sin(x);
        double e = Math.cos(y);
        double f = Math.sin(y);
        var one = Tensors.of(new double[][] {{c, -d, 0}, {d, c, 0}, {0, 0, 1}}, Kind.DOUBLE);
        var two = Tensors.of(new double[][] {{1, 0, 0}, {0, e, -f}, {0, f, e}}, Kind.DOUBLE);
        return one.matmul(two);
    }

    @Test
    void aRotatedValleyIsDescendedFasterThanByAdam() {
        try (var _ = new Scope()) {
            var a = rotation(0.7, 0.4);
            var b = rotation(-0.5, 1.1);
            var s =
                    Tensors.of(
                            new double[][] {{1, 10, 100}, {10, 100, 1000}, {100, 1000, 1e4}},
                            Kind.DOUBLE);
            var valley = rotated(a, b, s);
            double soap = size(train(MATRIX, new Soap(0.9, 0.99, 1e-12, 1, 9), 0.02, 150, valley));
            double adam =
                    size(train(MATRIX, new Adam(0.9, 0.99, 1e-12, 0, false), 0.02, 150, valley));
            assertThat(soap).isLessThan(0.05).isLessThan(0.2 * adam);
        }
    }

    private static double size(double[] w) {
        return Math.sqrt(Arrays.stream(w).map(x -> x * x).sum());
    }

    @Test
    void withoutBasesItIsAdamBitForBit() {
        Objective quartic =
                (step, terms) -> terms.add("q", step.weights().get(0).square().square().sum());
        assertThat(train(MATRIX, new Soap(0.9, 0.999, 1e-8, 10, 0), 0.01, 30, quartic))
                .containsExactly(train(MATRIX, Adam.standard(), 0.01, 30, quartic));
    }

    /// Gradients that stay diagonal have the axes as their basis: Adam's steps, one step late.
    @Test
    void onADiagonalTheBasisIsTheIdentityAndTheStepsAreAdams() {
        Parametrised diagonal =
                () ->
                        List.of(
                                new Parameter(
                                        "w",
                                        (_, v, _) -> {
                                            v[0] = 1;
                                            v[4] = 2;
                                            v[8] = -3;
                                        },
                                        3,
                                        3));
        Objective quartic =
                (step, terms) -> terms.add("q", step.weights().get(0).square().square().sum());
        double[] soap = train(diagonal, new Soap(0.9, 0.999, 1e-8, 4, 9), 0.01, 31, quartic);
        double[] adam = train(diagonal, Adam.standard(), 0.01, 30, quartic);
        // Eigenvectors are unit vectors to 1e-16, which epsilon = 1e-8 turns into 1e-8 a step.
        assertThat(soap).containsExactly(adam, within(1e-6));
        for (int i = 0; i < 9; i += 4) {
            assertThat(soap[i]).isCloseTo(adam[i], within(1e-12));
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Soap(1, 0.9, 1e-8, 10, 9))
                .isInstanceOf(LearnException.class)
                .hasMessage("beta1 and beta2 must lie in [0, 1), got 1.0 and 0.9");
        assertThatThrownBy(() -> new Soap(0.9, 0.9, 1e-8, 0, 9))
                .hasMessage("every must be at least 1, got 0");
    }
}
