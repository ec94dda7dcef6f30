package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

/// Weights of the residuals in time: a late one counts only when all earlier ones are small.
///
/// With `L_i` the residual loss at time i and `L_0` the loss of the initial condition, `w_i =
/// exp(-epsilon (g L_0 + sum_{k<i} L_k))`; g is 1 if the initial condition gates all times, else 0.
/// Weights are constants for differentiation. The sum is a plain sum over the times, so the meaning
/// of epsilon depends on their number unless the scale is [Scale#INTEGRAL].
///
/// **Patent.** The authors of the method state that the causal training algorithm is protected by a
/// patent of the University of Pennsylvania and cannot be used for commercial purposes. Nothing
/// else of this package needs it: [Emphasis.Equal], [Emphasis.Growing] and time marching train
/// without this class. Whoever uses it commercially should ask the holders first.
///
/// Source: S. Wang, S. Sankaran, P. Perdikaris, arXiv:2203.07404, equations 3.3 and 3.4, Algorithm
/// 1; chunks of times from their arXiv:2308.08468.
///
/// @param variant whether the initial loss gates all times
/// @param scale what the sum over times means
/// @param chunks number of equal groups of times that share a weight, 0 for one weight a time
/// @param delta smallest weight above which a stage of the annealing has converged, in (0, 1)
public record CausalWeights(Variant variant, Scale scale, int chunks, double delta) {

    /// Number of times at which SUM and INTEGRAL agree.
    public static final int REFERENCE_TIMES = 100;

    /// What stands in the exponent.
    public enum Variant {
        /// The initial loss gates every time, the first too.
        INITIAL_GATES,
        /// Earlier residuals alone; the first weight is 1.
        RESIDUALS_ONLY
    }

    /// How the sum over earlier times is scaled.
    public enum Scale {
        /// As in the paper: more times, a stronger gate.
        SUM,
        /// Times [#REFERENCE_TIMES] over the number of times: the same gate for any number.
        INTEGRAL
    }

    /// One weight a time, threshold 0.99, residuals only.
    public static final CausalWeights RESIDUALS =
            new CausalWeights(Variant.RESIDUALS_ONLY, Scale.SUM, 0, 0.99);

    /// One weight a time, threshold 0.99, the initial loss gates.
    public static final CausalWeights GATED =
            new CausalWeights(Variant.INITIAL_GATES, Scale.SUM, 0, 0.99);

    public CausalWeights {
        if (!(delta > 0 && delta < 1)) {
            throw new LabException("delta must lie in (0, 1), got " + delta);
        }
        if (chunks < 0) {
            throw new LabException("chunks must not be negative, got " + chunks);
        }
    }

    /// The weight of each time.
    ///
    /// @param epsilon causality, at least 0; 0 gives the plain loss
    /// @param initial weighted loss of the initial condition
    /// @param losses residual loss at each time, the times ascending
    /// @return not ascending, in [0, 1]
    public double[] of(double epsilon, double initial, double[] losses) {
        int n = losses.length;
        if (chunks > n) {
            throw new LabException(
                    "chunks must be at most the number of times %d, got %d".formatted(n, chunks));
        }
        double factor = epsilon * (scale == Scale.INTEGRAL ? (double) REFERENCE_TIMES / n : 1);
        double sum = variant == Variant.INITIAL_GATES ? initial : 0;
        var w = new double[n];
        int groups = chunks == 0 ? n : chunks;
        for (int g = 0; g < groups; g++) {
            int from = (int) ((long) g * n / groups);
            int to = (int) ((long) (g + 1) * n / groups);
            double weight = Math.exp(-factor * sum);
            double mean = 0;
            for (int i = from; i < to; i++) {
                w[i] = weight;
                mean += losses[i] / (to - from);
            }
            sum += mean;
        }
        return w;
    }

    /// The smallest of the weights, which is the last.
    public static double smallest(double[] weights) {
        return weights[weights.length - 1];
    }
}
