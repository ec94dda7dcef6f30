package org.separatrix.learn.symbolic;

import org.bytedeco.pytorch.NoGradGuard;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Writes a batch of formulas word by word.
final class Writer {

    private final Vocabulary vocabulary;
    private final PolicySettings settings;
    private final WordNet net;

    Writer(Vocabulary vocabulary, PolicySettings settings, WordNet net) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.net = net;
    }

    /// Formulas drawn from the network, in prefix order.
    List<int[]> write(Weights weights, RandomGenerator random) {
        int batch = settings.batch();
        var drafts = new ArrayList<Draft>(batch);
        for (int b = 0; b < batch; b++) {
            drafts.add(new Draft(vocabulary, settings.shortest(), settings.longest()));
        }
        int words = vocabulary.size();
        var mask = new boolean[words];
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            var state = net.start(weights, batch);
            for (int step = 0; step < settings.longest(); step++) {
                var x = new double[batch * net.inputs()];
                boolean whole = true;
                for (int b = 0; b < batch; b++) {
                    var draft = drafts.get(b);
                    net.mark(x, b * net.inputs(), draft.parent(), draft.sibling());
                    whole &= draft.whole();
                }
                if (whole) {
                    break;
                }
                var answer =
                        net.read(
                                weights,
                                Tensors.of(x, weights.kind(), batch, 1, net.inputs()),
                                state);
                state = answer.state();
                double[] scores = Tensors.toArray(answer.scores());
                for (int b = 0; b < batch; b++) {
                    var draft = drafts.get(b);
                    if (!draft.whole()) {
                        draft.allowed(mask);
                        draft.write(draw(scores, b * words, mask, random));
                    }
                }
            }
        }
        return drafts.stream().map(Draft::words).toList();
    }

    /// A word drawn from the softmax of the scores of those allowed.
    private static int draw(double[] scores, int at, boolean[] mask, RandomGenerator random) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int word = 0; word < mask.length; word++) {
            largest = mask[word] ? Math.max(largest, scores[at + word]) : largest;
        }
        double total = 0;
        for (int word = 0; word < mask.length; word++) {
            total += mask[word] ? Math.exp(scores[at + word] - largest) : 0;
        }
        double left = random.nextDouble() * total;
        int last = 0;
        for (int word = 0; word < mask.length; word++) {
            if (mask[word]) {
                last = word;
                left -= Math.exp(scores[at + word] - largest);
                if (left < 0) {
                    return word;
                }
            }
        }
        return last;
    }
}
