package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.Cholesky;

/// Exact Bayesian inference with the prior of an infinitely wide network: a Gaussian process with
/// kernel Sigma.
///
/// It is the end of training when only the last layer of an infinitely wide network is trained.
public final class NngpPosterior {

    private final Cholesky factor;
    private final double[][] y;
    private final double[][] weights;

    /// Conditions the prior on noisy values.
    ///
    /// @param nngp kernel Sigma between the N training points
    /// @param y values, [N x outputs]
    /// @param noise variance of the noise, not negative
    /// @throws ArithmeticException if the kernel with this noise is singular
    public NngpPosterior(double[][] nngp, double[][] y, double noise) {
        if (y.length != nngp.length) {
            throw new IllegalArgumentException(
                    "expected %d rows of targets, one a point, got %d"
                            .formatted(nngp.length, y.length));
        }
        this.factor = Cholesky.of(nngp, noise);
        this.y = y;
        this.weights = factor.solve(y);
    }

    /// Mean at new points, [m x outputs].
    ///
    /// @param cross kernel of the new points with the training points, [m x N]
    public double[][] mean(double[][] cross) {
        Inputs.check("cross", cross, y.length);
        var mean = new double[cross.length][y[0].length];
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < y.length; j++) {
                for (int k = 0; k < mean[i].length; k++) {
                    mean[i][k] += cross[i][j] * weights[j][k];
                }
            }
        }
        return mean;
    }

    /// Variance of the function at new points, without noise.
    ///
    /// @param prior `Sigma(x, x)` at the new points
    public double[] variance(double[][] cross, double[] prior) {
        var right = new double[y.length][cross.length];
        for (int i = 0; i < cross.length; i++) {
            for (int j = 0; j < y.length; j++) {
                right[j][i] = cross[i][j];
            }
        }
        double[][] solved = factor.solve(right);
        var variance = prior.clone();
        for (int i = 0; i < variance.length; i++) {
            for (int j = 0; j < y.length; j++) {
                variance[i] -= cross[i][j] * solved[j][i];
            }
            variance[i] = Math.max(0, variance[i]);
        }
        return variance;
    }

    /// Logarithm of the marginal likelihood, summed over outputs.
    public double logLikelihood() {
        int outputs = y[0].length;
        double fit = 0;
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < outputs; k++) {
                fit += y[i][k] * weights[i][k];
            }
        }
        return -0.5
                * (fit + outputs * (factor.logDeterminant() + y.length * Math.log(2 * Math.PI)));
    }
}
