package org.separatrix.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGeneratorFactory;

class TrainingTest {

    @TempDir private Path folder;

    private static final Mlp NETWORK = Mlp.of(1, 8, 2, 1, Activation.TANH);

    private static Weights weights(Kind kind) {
        return Weights.create(
                NETWORK, kind, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    /// Fits a sine from noisy mini-batches.
    private static void sine(Step step, Terms terms) {
        var kind = step.weights().kind();
        var x = Tensors.uniform(step.random(), -3, 3, kind, 16, 1);
        var y = NETWORK.forward(step.weights(), x);
        terms.add("fit", y.sub(x.sin()).square().mean());
        terms.add("size", 1e-4, y.square().mean());
    }

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "adam" -> Adam.decoupled(0.01);
            case "radam" -> Adam.rectifying();
            case "lbfgs" -> new LBfgs(5);
            case "soap" -> new Soap(0.9, 0.99, 1e-8, 7, 100);
            default -> new Sgd(0.9);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "radam", "sgd", "lbfgs", "soap"})
    void aKilledAndResumedTrainingEndsWithTheSameBits(String name) {
        var settings =
                TrainingSettings.of(60, 7)
                        .averaged(0.9)
                        .clippedAt(1)
                        .stoppingEarly(10, 0)
                        .reportedEvery(7);
        double[] unbroken;
        History course;
        try (var weights = weights(Kind.DOUBLE);
                var training = training(weights, name, settings)) {
            course = training.run();
            unbroken = weights.toArray();
        }
        var file = folder.resolve("checkpoint");
        try (var weights = weights(Kind.DOUBLE);
                var training = training(weights, name, settings).savedIn(file, "sine")) {
            assertThatThrownBy(() -> training.run((done, _, _) -> done < 35))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("training stopped after step 35");
        }
        try (var weights = weights(Kind.DOUBLE);
                var training = training(weights, name, settings).savedIn(file, "sine")) {
            assertThat(training.done()).isEqualTo(35);
            var resumed = training.run();
            assertThat(weights.toArray()).containsExactly(unbroken);
            assertThat(resumed.losses()).containsExactly(course.losses());
            assertThat(resumed.validations()).containsExactly(course.validations());
            assertThat(resumed.terms().get("fit")).containsExactly(course.terms().get("fit"));
        }
        try (var weights = weights(Kind.DOUBLE);
                var training = training(weights, name, settings).savedIn(file, "sine")) {
            training.run((_, _, _) -> {
                throw new AssertionError("a finished training must not train again");
            });
            assertThat(weights.toArray()).containsExactly(unbroken);
        }
    }

    private static Training training(Weights weights, String name, TrainingSettings settings) {
        return new Training(
                        weights,
                        optimizer(name),
                        Schedule.exponential(name.equals("lbfgs") ? 1 : 0.01, 0.5, 50),
                        settings,
                        TrainingTest::fixed)
                .validatedBy(() -> Math.abs(weights.toArray()[3]));
    }

    /// The same points every step, so that a line search is fair.
    private static void fixed(Step step, Terms terms) {
        sine(new Step(0, step.total(), step.weights(), step.seed()), terms);
    }

    @Test
    void aCheckpointOfAnotherConfigurationIsRefused() {
        var file = folder.resolve("checkpoint");
        var settings = TrainingSettings.of(3, 7);
        try (var weights = weights(Kind.DOUBLE);
                var training = training(weights, "adam", settings).savedIn(file, "width 8")) {
            training.run();
        }
        try (var weights = weights(Kind.DOUBLE);
                var training = training(weights, "adam", settings)) {
            assertThatThrownBy(() -> training.savedIn(file, "width 9"))
                    .isInstanceOf(LearnException.class)
                    .hasMessageEndingWith(
                            "belongs to another configuration (width 8, here width 9); delete it or"
                                    + " choose another folder");
        }
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void theLossFallsByAnOrderOfMagnitude() {
        try (var weights = weights(Kind.SINGLE);
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.cosine(0.02, 0, 1500),
                                TrainingSettings.of(1500, 3),
                                TrainingTest::sine)) {
            var losses = training.run().losses();
            assertThat(losses[losses.length - 1]).isLessThan(0.05 * losses[0]);
        }
    }

    @Test
    void aTermThatBecomesNanIsNamed() {
        try (var weights = weights(Kind.DOUBLE);
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.constant(0.01),
                                TrainingSettings.of(10, 3),
                                (step, terms) -> {
                                    sine(step, terms);
                                    double bad = step.number() < 4 ? 1 : -1;
                                    terms.add("root", Tensors.scalar(bad, Kind.DOUBLE).sqrt());
                                })) {
            assertThatThrownBy(training::run)
                    .isInstanceOf(LearnException.class)
                    .hasMessage(
                            "the loss is not finite at step 4: root is NaN; maybe lower the"
                                    + " learning rate, clip the gradient or scale the data");
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsNamedToo() {
        try (var weights = weights(Kind.DOUBLE);
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.constant(0.01),
                                TrainingSettings.of(10, 3),
                                (step, terms) ->
                                        // the root has an infinite slope at zero
                                        terms.add(
                                                "root",
                                                step.weights()
                                                        .get(0)
                                                        .mul(new Scalar(0.0))
                                                        .sqrt()
                                                        .sum()))) {
            assertThatThrownBy(training::run)
                    .isInstanceOf(LearnException.class)
                    .hasMessageStartingWith("the gradient is not finite at step 0 (loss 0.0)");
        }
    }

    @Test
    void trainingStopsWhenValidationNoLongerImprovesAndGoesBackToTheBest() {
        try (var weights = weights(Kind.DOUBLE)) {
            double[] course = {5, 3, 4, 6, 2, 1};
            var best = new double[1][];
            int[] asked = {0};
            try (var training =
                    new Training(
                                    weights,
                                    Adam.standard(),
                                    Schedule.constant(0.01),
                                    TrainingSettings.of(1000, 3).stoppingEarly(10, 2),
                                    TrainingTest::sine)
                            .validatedBy(() -> {
                                if (asked[0] == 1) {
                                    best[0] = weights.toArray();
                                }
                                return course[asked[0]++];
                            })) {
                var history = training.run();
                assertThat(history.stoppedEarly()).isEqualTo(40);
                assertThat(history.validations()).containsExactly(5, 3, 4, 6);
                assertThat(weights.toArray()).containsExactly(best[0]);
            }
        }
    }

    @Test
    void aClippedGradientHasTheNormAskedFor() {
        try (var _ = new Scope();
                var weights = weights(Kind.DOUBLE)) {
            var before = weights.toArray();
            try (var training =
                    new Training(
                            weights,
                            new Sgd(0),
                            Schedule.constant(1),
                            TrainingSettings.of(1, 3).clippedAt(1e-3),
                            TrainingTest::sine)) {
                training.run();
            }
            double moved = 0;
            var after = weights.toArray();
            for (int i = 0; i < after.length; i++) {
                moved += (after[i] - before[i]) * (after[i] - before[i]);
            }
            assertThat(Math.sqrt(moved)).isCloseTo(1e-3, within(1e-12));
        }
    }

    @Test
    void everyRowIsSeenOnceAnEpoch() {
        try (var weights = weights(Kind.DOUBLE)) {
            var seen = new int[10];
            for (int step = 0; step < 5; step++) {
                for (long row : new Step(step, 5, weights, 3).batch(10, 2)) {
                    seen[(int) row]++;
                }
            }
            assertThat(seen).containsOnly(1);
            assertThat(new Step(0, 5, weights, 3).batch(10, 10))
                    .isNotEqualTo(new Step(1, 5, weights, 3).batch(10, 10));
        }
    }
}
