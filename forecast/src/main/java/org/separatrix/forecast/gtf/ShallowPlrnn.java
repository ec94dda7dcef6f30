package org.separatrix.forecast.gtf;

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
        double[] h2) {

    /// A random map: A from a normalised random positive definite matrix, W1 and W2 uniform within
    /// the inverse root of their number of columns, as in the released code.
    public static ShallowPlrnn random(
            int dimension, int hidden, boolean clipped, RandomGenerator random) {
        var r = new double[dimension][dimension];
        for (double[] row : r) {
            for (int j = 0; j < dimension; j++) {
                row[j] = random.nextGaussian();
            }
        }
        var k = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                for (int m = 0; m < dimension; m++) {
                    k[i][j] += r[m][i] * r[m][j] / dimension;
                }
                k[i][j] += i == j ? 1 : 0;
            }
        }
        double largest = SpectralNorm.of(k);
        var a = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            a[i] = k[i][i] / largest;
        }
        double first = 1 / Math.sqrt(hidden);
        double second = 1 / Math.sqrt(dimension);
        return new ShallowPlrnn(
                dimension,
                hidden,
                clipped,
                a,
                uniform(dimension * hidden, first, random),
                uniform(dimension * hidden, second, random),
                new double[dimension],
                clipped ? uniform(hidden, first, random) : new double[hidden]);
    }

    private static double[] uniform(int n, double bound, RandomGenerator random) {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = bound * (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /// Number of parameters: 2M + 2ML + L.
    public int parameters() {
        return 2 * dimension + 2 * dimension * hidden + hidden;
    }

    /// The next state, written to `next` (length M, not the same array as `z`).
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

    /// The Jacobian of F at `z`, `[M][M]`.
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

    /// The orbit from `start`, `[steps][M]`, the first row being the state after one step.
    public double[][] freeRun(double[] start, int steps) {
        var orbit = new double[steps][dimension];
        double[] z = start;
        for (double[] next : orbit) {
            step(z, next);
            z = next;
        }
        return orbit;
    }

    /// The largest Lyapunov exponent a step along the orbit from `start`.
    ///
    /// @param transients steps left out first
    public double largestExponent(double[] start, int transients, int steps) {
        double[] z = start.clone();
        var tangent = new double[dimension];
        java.util.Arrays.fill(tangent, 1 / Math.sqrt(dimension));
        double sum = 0;
        for (int t = 0; t < transients + steps; t++) {
            double[][] jacobian = jacobian(z);
            var turned = new double[dimension];
            double square = 0;
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    turned[i] += jacobian[i][j] * tangent[j];
                }
                square += turned[i] * turned[i];
            }
            double norm = Math.sqrt(square);
            if (norm == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            for (int i = 0; i < dimension; i++) {
                tangent[i] = turned[i] / norm;
            }
            sum += t >= transients ? Math.log(norm) : 0;
            var next = new double[dimension];
            step(z, next);
            z = next;
        }
        return sum / steps;
    }
}
