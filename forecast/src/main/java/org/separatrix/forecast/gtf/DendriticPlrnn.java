package org.separatrix.forecast.gtf;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/// The dendritic piecewise-linear recurrent map `F(z) = A z + W phi(z) + h`, whose nonlinearity is
/// a sum of B bends for each state, `phi(z) = sum_b s_b relu(z - H_b)`; in the clipped form each is
/// `s_b (relu(z - H_b) - relu(z))`, which is bounded.
///
/// Source: M. Brenner et al., "Tractable dendritic RNNs for reconstructing nonlinear dynamical
/// systems", ICML (2022).
///
/// @param dimension number of states M
/// @param bases bends B of each state
/// @param clipped which form
/// @param a diagonal of A, length M
/// @param w W row by row, `[M*M]`, zero on the diagonal
/// @param h offsets, length M
/// @param slopes s, length B
/// @param thresholds H, that of state m and bend b at `m*B + b`
public record DendriticPlrnn(
        int dimension,
        int bases,
        boolean clipped,
        double[] a,
        double[] w,
        double[] h,
        double[] slopes,
        double[] thresholds)
        implements PiecewiseLinearMap {

    /// A random contraction whose thresholds lie where the data do.
    ///
    /// @param low least value of the data
    /// @param high largest value of the data
    public static DendriticPlrnn random(
            int dimension,
            int bases,
            boolean clipped,
            double low,
            double high,
            RandomGenerator random) {
        double[][] k = Initial.contraction(dimension, random);
        return new DendriticPlrnn(
                dimension,
                bases,
                clipped,
                Initial.diagonal(k),
                Initial.offDiagonal(k),
                new double[dimension],
                Initial.uniform(bases, 1 / Math.sqrt(bases), random),
                Initial.uniform(dimension * bases, low, high, random));
    }

    /// Number of parameters: 2M + M(M-1) + B + MB.
    @Override
    public int parameters() {
        return dimension + dimension * dimension + bases + dimension * bases;
    }

    @Override
    public double[][] arrays() {
        return new double[][] {a, w, h, slopes, thresholds};
    }

    private double bend(double z, double threshold) {
        return Math.max(z - threshold, 0) - (clipped ? Math.max(z, 0) : 0);
    }

    private int slope(double z, double threshold) {
        return (z > threshold ? 1 : 0) - (clipped && z > 0 ? 1 : 0);
    }

    private double[] phi(double[] z) {
        var phi = new double[dimension];
        for (int m = 0; m < dimension; m++) {
            for (int b = 0; b < bases; b++) {
                phi[m] += slopes[b] * bend(z[m], thresholds[m * bases + b]);
            }
        }
        return phi;
    }

    private double[] phiSlope(double[] z) {
        var slope = new double[dimension];
        for (int m = 0; m < dimension; m++) {
            for (int b = 0; b < bases; b++) {
                slope[m] += slopes[b] * slope(z[m], thresholds[m * bases + b]);
            }
        }
        return slope;
    }

    @Override
    public void step(double[] z, double[] next) {
        Coupling.step(a, w, h, z, phi(z), next);
    }

    @Override
    public double[][] jacobian(double[] z) {
        return Coupling.jacobian(a, w, phiSlope(z));
    }

    @Override
    public BitSet region(double[] z) {
        int kinks = dimension * bases;
        var sides = new BitSet(kinks + dimension);
        for (int m = 0; m < dimension; m++) {
            for (int b = 0; b < bases; b++) {
                sides.set(m * bases + b, z[m] > thresholds[m * bases + b]);
            }
            sides.set(kinks + m, clipped && z[m] > 0);
        }
        return sides;
    }

    @Override
    public void pull(double[] z, double[] back, double[] source, double[][] gradients) {
        double[] inner = Coupling.pull(w, z, phi(z), back, gradients);
        for (int m = 0; m < dimension; m++) {
            double slope = 0;
            for (int b = 0; b < bases; b++) {
                double threshold = thresholds[m * bases + b];
                gradients[3][b] += inner[m] * bend(z[m], threshold);
                if (z[m] > threshold) {
                    gradients[4][m * bases + b] -= inner[m] * slopes[b];
                }
                slope += slopes[b] * slope(z[m], threshold);
            }
            source[m] = a[m] * back[m] + slope * inner[m];
        }
    }

    /// The slope of phi lies between the sums of the negative and of the positive s; clipped, each
    /// bend may count with either sign.
    @Override
    public double jacobianBound() {
        double up = 0;
        double down = 0;
        for (double s : slopes) {
            up += clipped ? Math.abs(s) : Math.max(s, 0);
            down += clipped ? Math.abs(s) : Math.max(-s, 0);
        }
        return Coupling.jacobianBound(a, w, Math.max(up, down));
    }

    @Override
    public void penalise(double lambda, double kappa, double[][] gradients) {
        Coupling.penalise(lambda, kappa, a, w, h, gradients);
    }
}
