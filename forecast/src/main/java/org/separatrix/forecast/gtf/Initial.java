package org.separatrix.forecast.gtf;

import java.util.random.RandomGenerator;

/// Random starting values, as in the released code.
final class Initial {

    private Initial() {}

    /// `R'R/M + I` with normal R, divided by its largest eigenvalue: its diagonal starts A, the
    /// rest starts the coupling of the maps that have one.
    static double[][] contraction(int m, RandomGenerator random) {
        var r = new double[m][m];
        for (double[] row : r) {
            for (int j = 0; j < m; j++) {
                row[j] = random.nextGaussian();
            }
        }
        var k = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                for (double[] row : r) {
                    k[i][j] += row[i] * row[j] / m;
                }
                k[i][j] += i == j ? 1 : 0;
            }
        }
        double largest = SpectralNorm.of(k);
        for (double[] row : k) {
            for (int j = 0; j < m; j++) {
                row[j] /= largest;
            }
        }
        return k;
    }

    static double[] diagonal(double[][] matrix) {
        var values = new double[matrix.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix[i][i];
        }
        return values;
    }

    /// The matrix row by row without its diagonal.
    static double[] offDiagonal(double[][] matrix) {
        int m = matrix.length;
        var values = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                values[i * m + j] = i == j ? 0 : matrix[i][j];
            }
        }
        return values;
    }

    /// Uniform in (-bound, bound).
    static double[] uniform(int n, double bound, RandomGenerator random) {
        return uniform(n, -bound, bound, random);
    }

    static double[] uniform(int n, double low, double high, RandomGenerator random) {
        double middle = 0.5 * (low + high);
        double half = 0.5 * (high - low);
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = middle + half * (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /// Normal, of variance 2/M.
    ///
    /// @return `[channels][latent]`
    static double[][] observation(int channels, int latent, RandomGenerator random) {
        var b = new double[channels][latent];
        for (double[] row : b) {
            for (int j = 0; j < latent; j++) {
                row[j] = Math.sqrt(2.0 / latent) * random.nextGaussian();
            }
        }
        return b;
    }

    /// @return `[extra][channels]`
    static double[][] lift(int channels, int extra, RandomGenerator random) {
        var lo = new double[extra][];
        for (int j = 0; j < extra; j++) {
            lo[j] = uniform(channels, 1 / Math.sqrt(channels), random);
        }
        return lo;
    }

    /// Uniform, as X. Glorot and Y. Bengio have it (AISTATS 2010).
    ///
    /// @return `[dimension][inputs]`
    static double[][] coupling(int dimension, int inputs, RandomGenerator random) {
        var c = new double[dimension][];
        for (int i = 0; i < dimension; i++) {
            c[i] = uniform(inputs, Math.sqrt(6.0 / (dimension + inputs)), random);
        }
        return c;
    }
}
