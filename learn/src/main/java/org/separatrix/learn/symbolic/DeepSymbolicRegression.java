package org.separatrix.learn.symbolic;

import org.separatrix.equations.Expression;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Terms;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/// Finds formulas by a recurrent network that writes them and learns from the best it wrote.
///
/// ```java
/// var search = new DeepSymbolicRegression(Vocabulary.published(List.of("x", "y")), PolicySettings.DEFAULT);
/// var found = search.fit(formula -> 1 / (1 + error(formula)), 1, Watch.NOBODY);
/// ```
///
/// The gradient is that of the mean over the best share of each batch, so that the network seeks
/// the best formula and not a good average. The same seed gives the same formulas on one machine.
public final class DeepSymbolicRegression {

    private static final int REMEMBERED = 500_000;

    private final Vocabulary vocabulary;
    private final PolicySettings settings;
    private final WordNet net;
    private final Writer writer;
    private final Lesson lesson;

    public DeepSymbolicRegression(Vocabulary vocabulary, PolicySettings settings) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        net = new WordNet(vocabulary.size(), settings.hidden());
        writer = new Writer(vocabulary, settings, net);
        lesson = new Lesson(vocabulary, settings, net);
    }

    /// Says what a formula is worth.
    @FunctionalInterface
    public interface Reward {

        /// @return at least 0; the larger the better. What is not finite counts as 0
        double of(Expression formula);
    }

    /// What a search found.
    ///
    /// @param formula the best of all that were written
    /// @param reward its worth
    /// @param written number of formulas written
    /// @param course least reward of the best share of each batch
    public record Found(Expression formula, double reward, long written, double[] course) {}

    /// Searches.
    ///
    /// @param watch told the negative least reward of the best share; may stop the search
    /// @throws java.util.concurrent.CancellationException if it was stopped
    public Found fit(Reward reward, long seed, Watch watch) {
        var search = new Search(reward);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var plan = TrainingSettings.of(settings.updates(), random.nextLong()).reportedEvery(1);
        try (var _ = new Scope();
                var weights = Weights.create(net, Kind.standard(Precision.SINGLE), random);
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.constant(settings.rate()),
                                plan,
                                search::update)) {
            training.run(
                    (done, total, _) -> watch.update(done, total, -search.course[(int) done - 1]));
        }
        return search.found();
    }

    /// A search under way.
    private final class Search {
        private final Reward reward;
        private final double[] course = new double[settings.updates()];

        /// Rewards by words: the network writes the same formula often.
        private final Map<String, Double> known = new HashMap<>();

        private int[] best = new int[0];
        private double most = Double.NEGATIVE_INFINITY;

        Search(Reward reward) {
            this.reward = reward;
        }

        void update(Step step, Terms terms) {
            var written = writer.write(step.weights(), step.random());
            var rewards = new double[written.size()];
            for (int b = 0; b < rewards.length; b++) {
                rewards[b] = worth(written.get(b));
                if (rewards[b] > most) {
                    most = rewards[b];
                    best = written.get(b);
                }
            }
            double[] sorted = rewards.clone();
            Arrays.sort(sorted);
            int elite = Math.max(1, (int) Math.round(settings.elite() * sorted.length));
            double least = sorted[sorted.length - elite];
            course[(int) step.number()] = least;
            var chosen = new ArrayList<int[]>();
            var advantages = new ArrayList<Double>();
            for (int b = 0; b < rewards.length; b++) {
                if (rewards[b] >= least && chosen.size() < elite) {
                    chosen.add(written.get(b));
                    advantages.add(rewards[b] - least);
                }
            }
            lesson.teach(
                    step.weights(),
                    chosen,
                    advantages.stream().mapToDouble(Double::doubleValue).toArray(),
                    terms);
        }

        private double worth(int[] words) {
            var key = new String(words, 0, words.length);
            var before = known.get(key);
            if (before != null) {
                return before;
            }
            double value = reward.of(vocabulary.formula(words));
            value = Double.isFinite(value) ? value : 0;
            if (known.size() == REMEMBERED) {
                known.clear();
            }
            known.put(key, value);
            return value;
        }

        Found found() {
            return new Found(
                    vocabulary.formula(best),
                    most,
                    (long) settings.updates() * settings.batch(),
                    course);
        }
    }
}
