package org.separatrix.networks.ntk;

/// A cost of one point's outputs, convex in them.
public enum ConvexCost {
    /// `1/2 |f - y|^2`.
    SQUARED,
    /// Cross-entropy of the softmax of f against the shares y, which sum to 1.
    CROSS_ENTROPY,
    /// Pseudo-Huber, `sum sqrt(1 + (f - y)^2) - 1`: outliers pull with bounded force.
    HUBER;

    /// The cost.
    public double value(double[] f, double[] y) {
        double sum = 0;
        switch (this) {
            case SQUARED -> {
                for (int k = 0; k < f.length; k++) {
                    sum += 0.5 * (f[k] - y[k]) * (f[k] - y[k]);
                }
            }
            case CROSS_ENTROPY -> {
                double log = logSumExp(f);
                for (int k = 0; k < f.length; k++) {
                    sum += y[k] * (log - f[k]);
                }
            }
            case HUBER -> {
                for (int k = 0; k < f.length; k++) {
                    sum += Math.hypot(1, f[k] - y[k]) - 1;
                }
            }
        }
        return sum;
    }

    /// Writes the gradient by f.
    void gradient(double[] f, double[] y, double[] out) {
        switch (this) {
            case SQUARED -> {
                for (int k = 0; k < f.length; k++) {
                    out[k] = f[k] - y[k];
                }
            }
            case CROSS_ENTROPY -> {
                double log = logSumExp(f);
                for (int k = 0; k < f.length; k++) {
                    out[k] = Math.exp(f[k] - log) - y[k];
                }
            }
            case HUBER -> {
                for (int k = 0; k < f.length; k++) {
                    out[k] = (f[k] - y[k]) / Math.hypot(1, f[k] - y[k]);
                }
            }
        }
    }

    private static double logSumExp(double[] f) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double v : f) {
            largest = Math.max(largest, v);
        }
        double sum = 0;
        for (double v : f) {
            sum += Math.exp(v - largest);
        }
        return largest + Math.log(sum);
    }
}
