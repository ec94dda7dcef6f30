package org.separatrix.transport.lightsb;

/// Weights of a mixture from their logarithms.
final class Weights {

    /// Below this logarithm relative to the largest, a weight has no effect on the sum.
    private static final double NEGLIGIBLE = -45;

    private Weights() {}

    /// Turns logarithms into weights that add up to 1, in place; answers the logarithm of the sum
    /// of what they stood for.
    static double normalise(double[] log) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double l : log) {
            largest = Math.max(largest, l);
        }
        double sum = 0;
        for (int k = 0; k < log.length; k++) {
            double e = log[k] - largest;
            log[k] = e < NEGLIGIBLE ? 0 : Math.exp(e);
            sum += log[k];
        }
        double inverse = 1 / sum;
        for (int k = 0; k < log.length; k++) {
            log[k] *= inverse;
        }
        return largest + Math.log(sum);
    }
}
