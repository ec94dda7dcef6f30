package org.separatrix.transport.lightsb;

import java.util.Arrays;

/// Full matrices as `S = L L'`, L lower triangular with the logarithms of its diagonal trained.
///
/// With G the gradient by S, the gradient by L is the lower triangle of `2 G L`. G comes from the
/// responsibilities p of sources and q of targets, `d = x1 - r`: `E[p x0 x0']/(2 epsilon) + E[q]
/// S^-1/2 - S^-1 E[q d d'] S^-1/(2 epsilon)`. A batch costs O(B K D^2).
final class FullTrainable implements Trainable {

    private final int components;
    private final int dimension;
    private final double epsilon;

    private final double[] a;
    private final double[] r;
    private final double[] l;
    private final double[] aGradient;
    private final double[] rGradient;
    private final double[] lGradient;

    private final double[][][] lower;
    private final double[][][] sourceSquares;
    private final double[][][] targetSquares;
    private final double[][] targetFirst;
    private final double[] targetWeight;
    private final double[] weights;
    private final double[] work;

    FullTrainable(double epsilon, double[][] centres, double width) {
        this.epsilon = epsilon;
        components = centres.length;
        dimension = centres[0].length;
        a = new double[components];
        Arrays.fill(a, -epsilon * Math.log(components));
        r = new double[components * dimension];
        l = new double[components * dimension * dimension];
        for (int k = 0; k < components; k++) {
            System.arraycopy(centres[k], 0, r, k * dimension, dimension);
            for (int i = 0; i < dimension; i++) {
                l[(k * dimension + i) * dimension + i] = 0.5 * Math.log(width);
            }
        }
        aGradient = new double[a.length];
        rGradient = new double[r.length];
        lGradient = new double[l.length];
        lower = new double[components][dimension][dimension];
        sourceSquares = new double[components][dimension][dimension];
        targetSquares = new double[components][dimension][dimension];
        targetFirst = new double[components][dimension];
        targetWeight = new double[components];
        weights = new double[components];
        work = new double[dimension];
    }

    /// Bytes that the matrices and their gradients need.
    static double bytes(int components, int dimension) {
        // L, its gradient, two moments of the optimiser, and four arrays of work and result.
        return 8.0 * 8 * components * dimension * dimension;
    }

    @Override
    public double[][] parameters() {
        return new double[][] {a, r, l};
    }

    @Override
    public double[][] gradients() {
        return new double[][] {aGradient, rGradient, lGradient};
    }

    @Override
    public double gradient(double[][] x0, double[][] x1) {
        prepare();
        double loss = 0;
        for (double[] x : x0) {
            loss += source(x, 1.0 / x0.length) / x0.length;
        }
        for (double[] x : x1) {
            loss -= target(x, 1.0 / x1.length) / x1.length;
        }
        for (int k = 0; k < components; k++) {
            finish(k);
        }
        return loss;
    }

    private void prepare() {
        Arrays.fill(aGradient, 0);
        Arrays.fill(rGradient, 0);
        Arrays.fill(targetWeight, 0);
        for (int k = 0; k < components; k++) {
            Arrays.fill(targetFirst[k], 0);
            for (int i = 0; i < dimension; i++) {
                Arrays.fill(sourceSquares[k][i], 0);
                Arrays.fill(targetSquares[k][i], 0);
                int row = (k * dimension + i) * dimension;
                for (int j = 0; j < i; j++) {
                    lower[k][i][j] = l[row + j];
                }
                lower[k][i][i] = Math.exp(l[row + i]);
            }
        }
    }

    private double source(double[] x, double share) {
        for (int k = 0; k < components; k++) {
            double square = 0;
            double product = 0;
            for (int j = 0; j < dimension; j++) {
                double z = 0;
                for (int i = j; i < dimension; i++) {
                    z += lower[k][i][j] * x[i];
                }
                square += z * z;
                product += r[k * dimension + j] * x[j];
            }
            weights[k] = (a[k] + 0.5 * square + product) / epsilon;
        }
        double log = Weights.normalise(weights);
        for (int k = 0; k < components; k++) {
            double p = weights[k] * share;
            aGradient[k] += p / epsilon;
            for (int i = 0; p > 0 && i < dimension; i++) {
                double px = p * x[i];
                rGradient[k * dimension + i] += px / epsilon;
                for (int j = 0; j <= i; j++) {
                    sourceSquares[k][i][j] += px * x[j];
                }
            }
        }
        return log;
    }

    private double target(double[] x, double share) {
        for (int k = 0; k < components; k++) {
            double square = 0;
            double determinant = 0;
            for (int i = 0; i < dimension; i++) {
                double z = x[i] - r[k * dimension + i];
                for (int j = 0; j < i; j++) {
                    z -= lower[k][i][j] * work[j];
                }
                work[i] = z / lower[k][i][i];
                square += work[i] * work[i];
                determinant += l[(k * dimension + i) * dimension + i];
            }
            weights[k] =
                    (a[k] - 0.5 * square) / epsilon
                            - determinant
                            - 0.5 * dimension * Math.log(2 * Math.PI * epsilon);
        }
        double log = Weights.normalise(weights);
        for (int k = 0; k < components; k++) {
            double q = weights[k] * share;
            targetWeight[k] += q;
            for (int i = 0; q > 0 && i < dimension; i++) {
                double first = q * (x[i] - r[k * dimension + i]);
                targetFirst[k][i] += first;
                for (int j = 0; j <= i; j++) {
                    targetSquares[k][i][j] += first * (x[j] - r[k * dimension + j]);
                }
            }
        }
        return log;
    }

    /// From sums over the batch to gradients.
    private void finish(int k) {
        aGradient[k] -= targetWeight[k] / epsilon;
        double[][] inverse = inverse(k);
        double[] first = times(inverse, targetFirst[k]);
        for (int i = 0; i < dimension; i++) {
            rGradient[k * dimension + i] -= first[i] / epsilon;
            for (int j = 0; j < i; j++) {
                sourceSquares[k][j][i] = sourceSquares[k][i][j];
                targetSquares[k][j][i] = targetSquares[k][i][j];
            }
        }
        var g = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            // Row i of S^-1 E[q d d'] S^-1; both factors are symmetric.
            double[] row = times(inverse, times(targetSquares[k], inverse[i]));
            for (int j = 0; j < dimension; j++) {
                g[i][j] =
                        0.5
                                * ((sourceSquares[k][i][j] - row[j]) / epsilon
                                        + targetWeight[k] * inverse[i][j]);
            }
        }
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int m = j; m < dimension; m++) {
                    sum += g[i][m] * lower[k][m][j];
                }
                double chain = i == j ? lower[k][i][i] : 1;
                lGradient[(k * dimension + i) * dimension + j] = 2 * sum * chain;
            }
        }
    }

    /// `S^-1` from the inverse of L.
    private double[][] inverse(int k) {
        var left = new double[dimension][dimension];
        for (int c = 0; c < dimension; c++) {
            for (int i = c; i < dimension; i++) {
                double z = i == c ? 1 : 0;
                for (int j = c; j < i; j++) {
                    z -= lower[k][i][j] * left[j][c];
                }
                left[i][c] = z / lower[k][i][i];
            }
        }
        var inverse = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                for (int m = Math.max(i, j); m < dimension; m++) {
                    inverse[i][j] += left[m][i] * left[m][j];
                }
            }
        }
        return inverse;
    }

    private static double[] times(double[][] matrix, double[] x) {
        var y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += matrix[i][j] * x[j];
            }
        }
        return y;
    }

    @Override
    public LightSchrodingerBridge bridge() {
        var log = new double[components];
        var centres = new double[components][dimension];
        var matrices = new double[components][dimension][dimension];
        prepare();
        for (int k = 0; k < components; k++) {
            log[k] = a[k] / epsilon;
            System.arraycopy(r, k * dimension, centres[k], 0, dimension);
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    for (int m = 0; m <= Math.min(i, j); m++) {
                        matrices[k][i][j] += lower[k][i][m] * lower[k][j][m];
                    }
                }
            }
        }
        return LightSchrodingerBridge.full(epsilon, log, centres, matrices);
    }
}
