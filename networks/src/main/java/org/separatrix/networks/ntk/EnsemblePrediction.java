package org.separatrix.networks.ntk;

import org.separatrix.analysis.special.ErrorFunction;

/// What infinitely many networks of infinite width, each trained from its own initialisation,
/// predict: a Gaussian process.
///
/// With `A = Theta_xX Theta^-1 (1 - exp(-t Theta/N))` the mean is `A y` and the covariance
/// `Sigma_xx - A Sigma_Xx - Sigma_xX A' + A Sigma_XX A'`. It is not a Bayesian posterior; see
/// [NngpPosterior].
///
/// @param mean [m x outputs]
/// @param covariance between points, the same for each output, [m x m]
public record EnsemblePrediction(double[][] mean, double[][] covariance) {

    /// The prediction at some moment of training.
    ///
    /// @param state of a flow of the NTK from zero
    /// @param train covariance Sigma between training points, [N x N]
    /// @param cross both kernels of the new points with the training points, [m x N]
    /// @param test covariance Sigma between the new points, [m x m]
    public static EnsemblePrediction of(
            KernelGradientFlow.State state, double[][] train, KernelPair cross, double[][] test) {
        double[][] a = state.influence(cross.ntk());
        double[][] covariance = new double[test.length][test.length];
        double[][] carried = times(a, train);
        for (int i = 0; i < test.length; i++) {
            for (int j = 0; j < test.length; j++) {
                covariance[i][j] =
                        test[i][j]
                                - dot(a[i], cross.nngp()[j])
                                - dot(cross.nngp()[i], a[j])
                                + dot(carried[i], a[j]);
            }
        }
        return new EnsemblePrediction(state.predict(cross.ntk()), covariance);
    }

    /// Standard deviation over networks at point i.
    public double deviation(int i) {
        return Math.sqrt(Math.max(0, covariance[i][i]));
    }

    /// The value of an output at point i that a share `p` of networks stay below.
    public double quantile(int i, int output, double p) {
        return mean[i][output] + ErrorFunction.normalQuantile(p) * deviation(i);
    }

    private static double[][] times(double[][] a, double[][] symmetric) {
        var out = new double[a.length][symmetric.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < symmetric.length; j++) {
                out[i][j] = dot(a[i], symmetric[j]);
            }
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
