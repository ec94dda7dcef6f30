package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Losses;

/// The loss and the score of classifiers.
final class CrossEntropy {

    private CrossEntropy() {}

    /// Mean of `-log p(label)`.
    ///
    /// @param logits shape (batch, classes)
    /// @param labels of all series
    /// @param rows which of them the batch holds
    static Tensor mean(Tensor logits, int[] labels, long[] rows) {
        var chosen = new long[rows.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = labels[(int) rows[i]];
        }
        return Losses.crossEntropy(logits, chosen);
    }

    /// Share of rows whose largest entry is at the label.
    static double accuracy(double[][] probabilities, int[] labels) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += mostProbable(probabilities[i]) == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    /// The class of the largest probability, the first of equals.
    static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }
}
