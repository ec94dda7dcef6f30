package org.separatrix.analysis.optimization;

/// The optimiser Adam on plain arrays, for models whose gradients are written by hand.
///
/// Holds the moments of the gradients; one instance serves one set of parameters and one thread.
///
/// Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR (2015),
/// algorithm 1.
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[][] parameters;
    private final double[][] first;
    private final double[][] second;
    private int updates;

    /// @param parameters the arrays to change, in place
    public Adam(double[]... parameters) {
        this.parameters = parameters.clone();
        first = new double[parameters.length][];
        second = new double[parameters.length][];
        for (int k = 0; k < parameters.length; k++) {
            first[k] = new double[parameters[k].length];
            second[k] = new double[parameters[k].length];
        }
    }

    /// One update of all parameters.
    ///
    /// @param rate learning rate
    /// @param gradients laid out as the parameters
    public void step(double rate, double[]... gradients) {
        updates++;
        double decay1 = 1 - Math.pow(BETA1, updates);
        double decay2 = 1 - Math.pow(BETA2, updates);
        for (int k = 0; k < parameters.length; k++) {
            double[] p = parameters[k];
            double[] g = gradients[k];
            double[] m = first[k];
            double[] v = second[k];
            if (g.length != p.length) {
                throw new IllegalArgumentException(
                        "gradient %d: expected %d numbers, got %d"
                                .formatted(k, p.length, g.length));
            }
            for (int i = 0; i < p.length; i++) {
                m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
                v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
                p[i] -= rate * (m[i] / decay1) / (Math.sqrt(v[i] / decay2) + EPSILON);
            }
        }
    }
}
