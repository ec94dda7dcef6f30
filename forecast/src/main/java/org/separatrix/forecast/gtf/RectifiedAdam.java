package org.separatrix.forecast.gtf;

/// The optimiser RAdam on plain arrays.
///
/// Source: L. Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR (2020),
/// algorithm 2.
final class RectifiedAdam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double LIMIT = 2 / (1 - BETA2) - 1;

    private final double[][] first;
    private final double[][] second;
    private int updates;

    RectifiedAdam(double[]... parameters) {
        first = new double[parameters.length][];
        second = new double[parameters.length][];
        for (int k = 0; k < parameters.length; k++) {
            first[k] = new double[parameters[k].length];
            second[k] = new double[parameters[k].length];
        }
    }

    double[][] first() {
        return first;
    }

    double[][] second() {
        return second;
    }

    /// Puts back what [#first] and [#second] were after so many updates.
    void resume(int done, double[][] mean, double[][] square) {
        updates = done;
        for (int k = 0; k < first.length; k++) {
            System.arraycopy(mean[k], 0, first[k], 0, first[k].length);
            System.arraycopy(square[k], 0, second[k], 0, second[k].length);
        }
    }

    /// One update in place.
    void step(double rate, double[][] parameters, double[][] gradients) {
        updates++;
        double decay1 = 1 - Math.pow(BETA1, updates);
        double decay2 = 1 - Math.pow(BETA2, updates);
        double length = LIMIT - 2 * updates * (1 - decay2) / decay2;
        boolean adaptive = length > 5;
        double rectified =
                adaptive
                        ? Math.sqrt(
                                (length - 4)
                                        * (length - 2)
                                        * LIMIT
                                        / ((LIMIT - 4) * (LIMIT - 2) * length))
                        : 1;
        for (int k = 0; k < parameters.length; k++) {
            double[] p = parameters[k];
            double[] g = gradients[k];
            double[] m = first[k];
            double[] v = second[k];
            for (int i = 0; i < p.length; i++) {
                m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
                v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
                double mean = m[i] / decay1;
                p[i] -=
                        rate
                                * rectified
                                * (adaptive ? mean / (Math.sqrt(v[i] / decay2) + EPSILON) : mean);
            }
        }
    }
}
