package org.separatrix.analysis.statistics;

import org.separatrix.analysis.linear.SymmetricEigen;

/// Directions of largest variance of a cloud of points.
///
/// Source: I. T. Jolliffe, "Principal component analysis", Springer (2002).
///
/// @param mean of the points, `[d]`
/// @param axes orthonormal, `[d][d]`: row k is the direction of the k-th largest variance
/// @param variances along the axes, falling
public record PrincipalComponents(double[] mean, double[][] axes, double[] variances) {

    /// The axes of `points`, `[n][d]` with n at least 2.
    public static PrincipalComponents of(double[][] points) {
        if (points.length < 2) {
            throw new IllegalArgumentException(
                    "principal components need at least 2 points, got " + points.length);
        }
        int n = points.length;
        int d = points[0].length;
        var mean = new double[d];
        for (double[] point : points) {
            for (int j = 0; j < d; j++) {
                mean[j] += point[j] / n;
            }
        }
        var covariance = new double[d][d];
        for (double[] point : points) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]) / (n - 1);
                    covariance[j][i] = covariance[i][j];
                }
            }
        }
        var eigen = SymmetricEigen.of(covariance);
        var axes = new double[d][];
        var variances = new double[d];
        for (int k = 0; k < d; k++) {
            // Rounding leaves vanishing variances a little below zero.
            variances[k] = Math.max(0, eigen.value(k));
            axes[k] = eigen.vector(k);
        }
        return new PrincipalComponents(mean, axes, variances);
    }

    /// Part of the whole variance that lies along each axis; NaN if all points are the same.
    public double[] shares() {
        double total = 0;
        for (double variance : variances) {
            total += variance;
        }
        var shares = new double[variances.length];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = variances[k] / total;
        }
        return shares;
    }

    /// Coordinates of a point along the first `count` axes, from the mean.
    public double[] project(double[] point, int count) {
        var coordinates = new double[count];
        for (int k = 0; k < count; k++) {
            for (int j = 0; j < point.length; j++) {
                coordinates[k] += axes[k][j] * (point[j] - mean[j]);
            }
        }
        return coordinates;
    }
}
