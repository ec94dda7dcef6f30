package org.separatrix.transport.lightsb;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.linear.SymmetricEigen;

import java.util.Arrays;

/// The Gaussians of a potential, with the logarithms of their weights in every closed form.
///
/// Works in the axes of each matrix S, where it is diagonal; immutable.
final class GaussianTerms {

    final int dimension;
    final double epsilon;
    final double[] logAlpha;

    /// Centres r, `[K][D]`.
    final double[][] centres;

    /// Eigenvalues of S, `[K][D]`.
    final double[][] spreads;

    /// Unit eigenvectors `axes[k][j]` of S_k, or null if all matrices are diagonal.
    final double @Nullable [][][] axes;

    /// Centres along the axes, `[K][D]`.
    final double[][] turned;

    GaussianTerms(
            double epsilon,
            double[] logAlpha,
            double[][] centres,
            double[][] spreads,
            double @Nullable [][][] axes) {
        this.epsilon = epsilon;
        this.logAlpha = logAlpha;
        this.centres = centres;
        this.spreads = spreads;
        this.axes = axes;
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "epsilon must be positive and finite, got " + epsilon);
        }
        int k = logAlpha.length;
        if (k < 1 || centres.length != k || spreads.length != k) {
            throw new IllegalArgumentException(
                    "expected as many weights as centres and matrices, at least 1, got %d, %d, %d"
                            .formatted(k, centres.length, spreads.length));
        }
        dimension = centres[0].length;
        for (int i = 0; i < k; i++) {
            if (centres[i].length != dimension || spreads[i].length != dimension) {
                throw new IllegalArgumentException(
                        "component %d: expected %d numbers in centre and spread, got %d and %d"
                                .formatted(i, dimension, centres[i].length, spreads[i].length));
            }
            for (double s : spreads[i]) {
                if (!(s > 0) || Double.isInfinite(s)) {
                    throw new IllegalArgumentException(
                            "component %d: S must be positive definite and finite, got eigenvalue %s"
                                    .formatted(i, s));
                }
            }
        }
        turned = new double[k][];
        for (int i = 0; i < k; i++) {
            turned[i] = into(i, centres[i]);
        }
    }

    /// From matrices S, symmetric and positive definite, `[K][D][D]`.
    static GaussianTerms full(
            double epsilon, double[] logAlpha, double[][] centres, double[][][] matrices) {
        var spreads = new double[matrices.length][];
        var axes = new double[matrices.length][][];
        for (int k = 0; k < matrices.length; k++) {
            var spectrum = SymmetricEigen.of(matrices[k]);
            spreads[k] = spectrum.values();
            axes[k] = new double[spectrum.size()][];
            Arrays.setAll(axes[k], spectrum::vector);
        }
        return new GaussianTerms(epsilon, logAlpha.clone(), copy(centres), spreads, axes);
    }

    static double[][] copy(double[][] rows) {
        var copies = new double[rows.length][];
        for (int k = 0; k < rows.length; k++) {
            copies[k] = rows[k].clone();
        }
        return copies;
    }

    int size() {
        return logAlpha.length;
    }

    /// The terms with these indices.
    GaussianTerms only(int[] kept) {
        var log = new double[kept.length];
        var r = new double[kept.length][];
        var s = new double[kept.length][];
        var v = axes == null ? null : new double[kept.length][][];
        for (int i = 0; i < kept.length; i++) {
            log[i] = logAlpha[kept[i]];
            r[i] = centres[kept[i]];
            s[i] = spreads[kept[i]];
            if (v != null && axes != null) {
                v[i] = axes[kept[i]];
            }
        }
        return new GaussianTerms(epsilon, log, r, s, v);
    }

    /// Coordinates along the axes of S_k.
    double[] into(int k, double[] x) {
        if (axes == null) {
            return x;
        }
        var y = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            double[] v = axes[k][j];
            for (int i = 0; i < dimension; i++) {
                y[j] += v[i] * x[i];
            }
        }
        return y;
    }

    /// Adds `weight` times the point with coordinates `y` along the axes of S_k to `x`.
    void addOutOf(int k, double[] y, double weight, double[] x) {
        for (int j = 0; j < dimension; j++) {
            if (axes == null) {
                x[j] += weight * y[j];
            } else {
                double[] v = axes[k][j];
                for (int i = 0; i < dimension; i++) {
                    x[i] += weight * y[j] * v[i];
                }
            }
        }
    }

    /// `factor S_k`, `[D][D]`.
    double[][] matrix(int k, double factor) {
        var s = new double[dimension][dimension];
        for (int j = 0; j < dimension; j++) {
            if (axes == null) {
                s[j][j] = factor * spreads[k][j];
            } else {
                double[] v = axes[k][j];
                for (int i = 0; i < dimension; i++) {
                    for (int m = 0; m < dimension; m++) {
                        s[i][m] += factor * spreads[k][j] * v[i] * v[m];
                    }
                }
            }
        }
        return s;
    }

    /// Logarithms of the weights of x1 given x at time t, up to a constant that is 0 at t = 0.
    double[] logWeights(double[] x, double t) {
        double tau = 1 - t;
        var log = new double[logAlpha.length];
        for (int k = 0; k < log.length; k++) {
            double[] y = into(k, x);
            double[] r = turned[k];
            double[] s = spreads[k];
            double exponent = 0;
            double determinant = 0;
            for (int j = 0; j < dimension; j++) {
                double whole = t * s[j] + tau;
                exponent +=
                        (s[j] * y[j] * y[j] + 2 * tau * y[j] * r[j] - t * tau * r[j] * r[j])
                                / whole;
                determinant += t == 0 ? 0 : Math.log(whole);
            }
            log[k] = logAlpha[k] - 0.5 * determinant + exponent / (2 * epsilon * tau);
        }
        return log;
    }

    /// Mean of x1 given x at time t under component k, along the axes of S_k.
    void mean(int k, double[] x, double t, double[] along) {
        double tau = 1 - t;
        double[] y = into(k, x);
        double[] r = turned[k];
        double[] s = spreads[k];
        for (int j = 0; j < dimension; j++) {
            along[j] = (s[j] * y[j] + tau * r[j]) / (t * s[j] + tau);
        }
    }

    /// Logarithms of `alpha_k N(x1 | r_k, epsilon S_k)`.
    double[] logTerms(double[] x1) {
        var log = new double[logAlpha.length];
        for (int k = 0; k < log.length; k++) {
            double[] y = into(k, x1);
            double sum = 0;
            for (int j = 0; j < dimension; j++) {
                double s = spreads[k][j];
                double off = y[j] - turned[k][j];
                sum += off * off / (epsilon * s) + Math.log(2 * Math.PI * epsilon * s);
            }
            log[k] = logAlpha[k] - 0.5 * sum;
        }
        return log;
    }
}
