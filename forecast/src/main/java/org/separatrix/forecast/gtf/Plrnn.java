package org.separatrix.forecast.gtf;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/// The piecewise-linear recurrent map `F(z) = A z + W relu(z) + h` in M dimensions, or its
/// mean-centred form with `relu(z - mean(z))`.
///
/// @param dimension number of states M
/// @param centred which form
/// @param a diagonal of A, length M
/// @param w W row by row, `[M*M]`, zero on the diagonal
/// @param h offsets, length M
public record Plrnn(int dimension, boolean centred, double[] a, double[] w, double[] h)
        implements PiecewiseLinearMap {

    /// A random contraction, without offsets.
    public static Plrnn random(int dimension, boolean centred, RandomGenerator random) {
        double[][] k = Initial.contraction(dimension, random);
        return new Plrnn(
                dimension,
                centred,
                Initial.diagonal(k),
                Initial.offDiagonal(k),
                new double[dimension]);
    }

    /// Number of parameters: 2M + M(M-1).
    @Override
    public int parameters() {
        return dimension + dimension * dimension;
    }

    @Override
    public double[][] arrays() {
        return new double[][] {a, w, h};
    }

    /// What the relu is applied to.
    private double[] inner(double[] z) {
        double mean = 0;
        for (int j = 0; j < dimension && centred; j++) {
            mean += z[j] / dimension;
        }
        var u = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            u[j] = z[j] - mean;
        }
        return u;
    }

    private static double[] rectified(double[] u) {
        var phi = new double[u.length];
        for (int j = 0; j < u.length; j++) {
            phi[j] = Math.max(u[j], 0);
        }
        return phi;
    }

    @Override
    public void step(double[] z, double[] next) {
        Coupling.step(a, w, h, z, rectified(inner(z)), next);
    }

    @Override
    public double[][] jacobian(double[] z) {
        double[] slope = inner(z);
        for (int j = 0; j < dimension; j++) {
            slope[j] = slope[j] > 0 ? 1 : 0;
        }
        double[][] jacobian = Coupling.jacobian(a, w, slope);
        if (centred) {
            // Times the projection: the part W D loses the mean of each row; A keeps its own.
            for (int i = 0; i < dimension; i++) {
                double mean = -a[i];
                for (double v : jacobian[i]) {
                    mean += v;
                }
                mean /= dimension;
                for (int j = 0; j < dimension; j++) {
                    jacobian[i][j] -= mean;
                }
            }
        }
        return jacobian;
    }

    @Override
    public BitSet region(double[] z) {
        double[] u = inner(z);
        var sides = new BitSet(dimension);
        for (int j = 0; j < dimension; j++) {
            sides.set(j, u[j] > 0);
        }
        return sides;
    }

    @Override
    public void pull(double[] z, double[] back, double[] source, double[][] gradients) {
        double[] u = inner(z);
        double[] inner = Coupling.pull(w, z, rectified(u), back, gradients);
        double mean = 0;
        for (int j = 0; j < dimension; j++) {
            inner[j] = u[j] > 0 ? inner[j] : 0;
            mean += centred ? inner[j] / dimension : 0;
        }
        for (int j = 0; j < dimension; j++) {
            source[j] = a[j] * back[j] + inner[j] - mean;
        }
    }

    @Override
    public double jacobianBound() {
        // The projection has norm 1.
        return Coupling.jacobianBound(a, w, 1);
    }

    @Override
    public void penalise(double lambda, double kappa, double[][] gradients) {
        Coupling.penalise(lambda, kappa, a, w, h, gradients);
    }
}
