package org.separatrix.analysis.optimization;

/// The optimiser Adam on plain arrays, for models whose gradients are written by hand.
///
/// Holds the moments of the gradients; one instance serves one set of parameters and one thread.
///
/// Sources: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR (2015),
/// algorithm 1; L. Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR
/// (2020), algorithm 2, for the rectified form.
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double LONGEST = 2 / (1 - BETA2) - 1;

    private final double[][] parameters;
    private final double[][] first;
    private final double[][] second;
    private final boolean rectified;
    private int updates;

    /// @param parameters the arrays to change, in place
    public Adam(double[]... parameters) {
        this(false, parameters);
    }

    /// RAdam, which damps its early steps.
    ///
    /// @param parameters the arrays to change, in place
    public static Adam rectified(double[]... parameters) {
        return new Adam(true, parameters);
    }

    private Adam(boolean rectified, double[]... parameters) {
        this.rectified = rectified;
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
        double length = LONGEST - 2 * updates * (1 - decay2) / decay2;
        // Early on the squared mean is too uncertain to divide by: the step is momentum alone.
        boolean adaptive = !rectified || length > 5;
        double damping = rectified && adaptive ? damping(length) : 1;
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
                double mean = m[i] / decay1;
                double scale = adaptive ? Math.sqrt(v[i] / decay2) + EPSILON : 1;
                p[i] -= rate * damping * mean / scale;
            }
        }
    }

    private static double damping(double length) {
        return Math.sqrt(
                (length - 4) * (length - 2) * LONGEST / ((LONGEST - 4) * (LONGEST - 2) * length));
    }

    /// Mean gradients, laid out as the parameters; a view.
    public double[][] first() {
        return first;
    }

    /// Mean squared gradients, laid out as the parameters; a view.
    public double[][] second() {
        return second;
    }

    /// Puts back what [#first] and [#second] were after so many updates.
    public void resume(int done, double[][] mean, double[][] square) {
        updates = done;
        for (int k = 0; k < first.length; k++) {
            System.arraycopy(mean[k], 0, first[k], 0, first[k].length);
            System.arraycopy(square[k], 0, second[k], 0, second[k].length);
        }
    }
}
