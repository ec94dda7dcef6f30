package org.separatrix.learn.symbolic;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Terms;

import java.util.List;

/// What the network learns from some of its formulas: the risk-seeking policy gradient.
///
/// For formulas with advantages `A` the loss is `-mean(A ln p)`, `p` the probability of all words
/// of a formula, less the entropy of its words.
final class Lesson {

    /// Added to the score of a word that was not allowed.
    private static final double NEVER = -1e9;

    private final Vocabulary vocabulary;
    private final PolicySettings settings;
    private final WordNet net;

    Lesson(Vocabulary vocabulary, PolicySettings settings, WordNet net) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.net = net;
    }

    /// Probability and entropy of formulas.
    ///
    /// @param logarithm `ln p` of each formula, shape (formulas)
    /// @param entropy sum of the entropies of its words, shape (formulas)
    record Reading(Tensor logarithm, Tensor entropy) {}

    Reading read(Weights weights, List<int[]> formulas) {
        int n = formulas.size();
        int steps = formulas.stream().mapToInt(f -> f.length).max().orElse(1);
        int words = vocabulary.size();
        var x = new double[n * steps * net.inputs()];
        var barred = new double[n * steps * words];
        var chosen = new double[n * steps * words];
        var present = new double[n * steps];
        var mask = new boolean[words];
        for (int b = 0; b < n; b++) {
            var draft = new Draft(vocabulary, settings.shortest(), settings.longest());
            int[] formula = formulas.get(b);
            for (int t = 0; t < formula.length; t++) {
                int place = b * steps + t;
                net.mark(x, place * net.inputs(), draft.parent(), draft.sibling());
                draft.allowed(mask);
                for (int word = 0; word < words; word++) {
                    barred[place * words + word] = mask[word] ? 0 : NEVER;
                }
                chosen[place * words + formula[t]] = 1;
                present[place] = 1;
                draft.write(formula[t]);
            }
        }
        var kind = weights.kind();
        var scores =
                net.read(
                                weights,
                                Tensors.of(x, kind, n, steps, net.inputs()),
                                net.start(weights, n))
                        .scores()
                        .add(Tensors.of(barred, kind, n, steps, words));
        var logarithms = scores.log_softmax(2);
        var written = logarithms.mul(Tensors.of(chosen, kind, n, steps, words)).sum(1, 2);
        var surprise = logarithms.mul(logarithms.exp()).sum(2).neg();
        var entropy = surprise.mul(Tensors.of(present, kind, n, steps)).sum(1);
        return new Reading(written, entropy);
    }

    /// Adds the loss for formulas of given advantages.
    void teach(Weights weights, List<int[]> formulas, double[] advantages, Terms terms) {
        var reading = read(weights, formulas);
        var worth = Tensors.of(advantages, weights.kind());
        terms.add("policy", Tensors.scale(reading.logarithm().mul(worth).mean(), -1));
        if (settings.entropy() > 0) {
            terms.add("entropy", -settings.entropy(), reading.entropy().mean());
        }
    }
}
