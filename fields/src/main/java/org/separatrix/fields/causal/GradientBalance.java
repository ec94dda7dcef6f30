package org.separatrix.fields.causal;

import java.util.Arrays;

/// Weights of several losses that make the gradients of all equally large.
///
/// With `g_i` the norm of the gradient of loss i alone, its weight is drawn towards `sum_k g_k /
/// g_i`, at which `weight_i g_i` is the same for all: `weight <- memory weight + (1 - memory) sum_k
/// g_k / g_i`. Weights begin at 1 and are constants for differentiation. A loss without gradient
/// keeps its weight.
///
/// Source: S. Wang, S. Sankaran, H. Wang, P. Perdikaris, arXiv:2308.08468, section 4.2.
final class GradientBalance {

    /// Share of the old weight kept at each look.
    static final double MEMORY = 0.9;

    /// Steps between two looks.
    static final int EVERY = 1000;

    private final double memory;
    private final double[] weights;

    /// @param losses how many
    /// @param memory share of the old weight kept, in [0, 1)
    GradientBalance(int losses, double memory) {
        this.memory = memory;
        weights = new double[losses];
        Arrays.fill(weights, 1);
    }

    /// @param norms of the gradients of the unweighted losses
    void look(double... norms) {
        double sum = Arrays.stream(norms).sum();
        for (int i = 0; i < weights.length; i++) {
            if (norms[i] > 0) {
                weights[i] = memory * weights[i] + (1 - memory) * sum / norms[i];
            }
        }
    }

    double weight(int loss) {
        return weights[loss];
    }
}
