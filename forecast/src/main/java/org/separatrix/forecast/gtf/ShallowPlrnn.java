package org.separatrix.forecast.gtf;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/// The shallow piecewise-linear recurrent map `F(z) = A z + W1 phi(W2 z) + h1` in M dimensions with
/// L hidden units.
///
/// Plain: `phi(u) = relu(u + h2)`. Clipped: `phi(u) = relu(u + h2) - relu(u)`, whose orbits are
/// bounded whenever max|A| < 1.
///
/// @param dimension number of states M
/// @param hidden number of hidden units L
/// @param clipped which form
/// @param a diagonal of A, length M
/// @param w1 weight of hidden unit l in state m at `m*L + l`
/// @param w2 weight of state m in hidden unit l at `m*L + l`
/// @param h1 offsets, length M
/// @param h2 thresholds, length L
public record ShallowPlrnn(
        int dimension,
        int hidden,
        boolean clipped,
        double[] a,
        double[] w1,
        double[] w2,
        double[] h1,
        double[] h2)
        implements PiecewiseLinearMap {

    /// A random map: A from a normalised random positive definite matrix, W1 and W2 uniform within
    /// the inverse root of their number of columns, as in the released code.
    public static ShallowPlrnn random(
            int dimension, int hidden, boolean clipped, RandomGenerator random) {
        double[] a = Initial.diagonal(Initial.contraction(dimension, random));
        double first = 1 / Math.sqrt(hidden);
        double second = 1 / Math.sqrt(dimension);
        return new ShallowPlrnn(
                dimension,
                hidden,
                clipped,
                a,
                Initial.uniform(dimension * hidden, first, random),
                Initial.uniform(dimension * hidden, second, random),
                new double[dimension],
                clipped ? Initial.uniform(hidden, first, random) : new double[hidden]);
    }

    /// Number of parameters: 2M + 2ML + L.
    @Override
    public int parameters() {
        return 2 * dimension + 2 * dimension * hidden + hidden;
    }

    @Override
    public double[][] arrays() {
        return new double[][] {a, w1, w2, h1, h2};
    }

    @Override
    public void step(double[] z, double[] next) {
        for (int m = 0; m < dimension; m++) {
            next[m] = a[m] * z[m] + h1[m];
        }
        for (int l = 0; l < hidden; l++) {
            double u = 0;
            for (int m = 0; m < dimension; m++) {
                u += w2[m * hidden + l] * z[m];
            }
            double phi = Math.max(u + h2[l], 0) - (clipped ? Math.max(u, 0) : 0);
            for (int m = 0; m < dimension; m++) {
                next[m] += w1[m * hidden + l] * phi;
            }
        }
    }

    @Override
    public double[][] jacobian(double[] z) {
        var jacobian = new double[dimension][dimension];
        for (int l = 0; l < hidden; l++) {
            double u = 0;
            for (int m = 0; m < dimension; m++) {
                u += w2[m * hidden + l] * z[m];
            }
            double slope = (u + h2[l] > 0 ? 1 : 0) - (clipped && u > 0 ? 1 : 0);
            if (slope != 0) {
                for (int i = 0; i < dimension; i++) {
                    for (int j = 0; j < dimension; j++) {
                        jacobian[i][j] += w1[i * hidden + l] * slope * w2[j * hidden + l];
                    }
                }
            }
        }
        for (int i = 0; i < dimension; i++) {
            jacobian[i][i] += a[i];
        }
        return jacobian;
    }

    @Override
    public BitSet region(double[] z) {
        var sides = new BitSet(2 * hidden);
        for (int l = 0; l < hidden; l++) {
            double u = 0;
            for (int m = 0; m < dimension; m++) {
                u += w2[m * hidden + l] * z[m];
            }
            sides.set(l, u + h2[l] > 0);
            sides.set(hidden + l, clipped && u > 0);
        }
        return sides;
    }

    @Override
    public void pull(double[] z, double[] back, double[] source, double[][] gradients) {
        for (int m = 0; m < dimension; m++) {
            gradients[0][m] += back[m] * z[m];
            gradients[3][m] += back[m];
            source[m] = a[m] * back[m];
        }
        for (int l = 0; l < hidden; l++) {
            double u = 0;
            double inner = 0;
            for (int m = 0; m < dimension; m++) {
                u += w2[m * hidden + l] * z[m];
                inner += w1[m * hidden + l] * back[m];
            }
            double phi = Math.max(u + h2[l], 0) - (clipped ? Math.max(u, 0) : 0);
            double above = u + h2[l] > 0 ? inner : 0;
            double through = above - (clipped && u > 0 ? inner : 0);
            gradients[4][l] += above;
            for (int m = 0; m < dimension; m++) {
                gradients[1][m * hidden + l] += back[m] * phi;
                gradients[2][m * hidden + l] += through * z[m];
                source[m] += through * w2[m * hidden + l];
            }
        }
    }

    /// `max |A| + |W1| |W2|`.
    @Override
    public double jacobianBound() {
        double largest = 0;
        for (double v : a) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest + norm(w1) * norm(w2);
    }

    private double norm(double[] weights) {
        // The side of M columns is the short one.
        var columns = new double[hidden][dimension];
        for (int l = 0; l < hidden; l++) {
            for (int m = 0; m < dimension; m++) {
                columns[l][m] = weights[m * hidden + l];
            }
        }
        return SpectralNorm.of(columns);
    }

    /// That of `lambda (|1 - A|^2 + |W1|^2 + |W2|^2 + |h1|^2 + |h2|^2)`.
    @Override
    public void penalise(double lambda, double kappa, double[][] gradients) {
        for (int i = 0; i < dimension; i++) {
            gradients[0][i] -= 2 * lambda * (1 - a[i]);
        }
        double[][] arrays = arrays();
        for (int k = 1; k < arrays.length; k++) {
            for (int i = 0; i < arrays[k].length; i++) {
                gradients[k][i] += 2 * lambda * arrays[k][i];
            }
        }
    }
}
