package org.separatrix.transport.lightsb;

import java.util.List;

/// A Gaussian of a mixture.
///
/// @param weight its share
/// @param mean length D
/// @param covariance `[D][D]`
public record Component(double weight, double[] mean, double[][] covariance) {

    /// Mean, length D, and covariance, `[D][D]`, of a law.
    public record Moments(double[] mean, double[][] covariance) {}

    /// The moments of a mixture whose weights add up to 1.
    public static Moments moments(List<Component> mixture) {
        int d = mixture.getFirst().mean.length;
        var mean = new double[d];
        for (var c : mixture) {
            for (int j = 0; j < d; j++) {
                mean[j] += c.weight * c.mean[j];
            }
        }
        var covariance = new double[d][d];
        for (var c : mixture) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double off = (c.mean[i] - mean[i]) * (c.mean[j] - mean[j]);
                    covariance[i][j] += c.weight * (c.covariance[i][j] + off);
                }
            }
        }
        return new Moments(mean, covariance);
    }
}
