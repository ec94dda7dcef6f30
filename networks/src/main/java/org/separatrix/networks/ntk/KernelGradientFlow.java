package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.SymmetricEigen;

import java.util.Arrays;

/// Training on the mean squared error in function space, at a fixed kernel.
///
/// `df/dt = -Theta (f - y)/N` is solved in the eigenbasis of Theta, found once: N^3 at the start,
/// N^2 for every time asked for.
///
/// ```java
/// var flow = new KernelGradientFlow(theta, y);
/// double[][] f = flow.at(100).train();
/// double[][] g = flow.at(100).predict(thetaTestTrain);
/// ```
///
/// Outputs are independent, as they are at infinite width. Immutable.
public final class KernelGradientFlow {

    private static final double SINGULAR = 1e-14;

    private final SymmetricEigen eigen;
    private final double[][] y;
    private final double[][] start;
    private final double[][] ntk;

    /// A flow that starts at zero.
    ///
    /// @param ntk kernel between the N training points
    /// @param y targets, [N x outputs]
    public KernelGradientFlow(double[][] ntk, double[][] y) {
        this(ntk, y, 0);
    }

    /// A flow of the kernel with `jitter` added to its diagonal.
    ///
    /// @param jitter not negative; nothing else is ever added
    public KernelGradientFlow(double[][] ntk, double[][] y, double jitter) {
        this(SymmetricEigen.of(withJitter(ntk, jitter)), y, new double[y.length][y[0].length], ntk);
        if (y.length != ntk.length) {
            throw new IllegalArgumentException(
                    "expected %d rows of targets, one a point, got %d"
                            .formatted(ntk.length, y.length));
        }
        Inputs.check("y", y, y[0].length);
    }

    private KernelGradientFlow(
            SymmetricEigen eigen, double[][] y, double[][] start, double[][] ntk) {
        this.eigen = eigen;
        this.y = y;
        this.start = start;
        this.ntk = ntk;
    }

    private static double[][] withJitter(double[][] ntk, double jitter) {
        if (!(jitter >= 0)) {
            throw new IllegalArgumentException("jitter must not be negative, got " + jitter);
        }
        if (jitter == 0) {
            return ntk;
        }
        var sum = new double[ntk.length][];
        for (int i = 0; i < ntk.length; i++) {
            sum[i] = ntk[i].clone();
            sum[i][i] += jitter;
        }
        return sum;
    }

    /// The same flow from other values at the training points, [N x outputs].
    public KernelGradientFlow from(double[][] f0) {
        return new KernelGradientFlow(eigen, y, f0, ntk);
    }

    /// Spectrum of the kernel.
    public SymmetricEigen spectrum() {
        return eigen;
    }

    /// Number of training points, N.
    public int size() {
        return y.length;
    }

    /// Number of outputs.
    public int outputs() {
        return y[0].length;
    }

    /// Rate `lambda_i/N` at which mode i decays, from the fastest.
    public double rate(int i) {
        return Math.max(0, eigen.value(i)) / size();
    }

    /// Largest learning rate with which plain gradient descent converges, `2N/lambda_max`.
    public double largestStableRate() {
        return 2 / rate(0);
    }

    /// The state of training at time `t`; infinity means kernel interpolation.
    public State at(double t) {
        return at(new Descent.Flow(t));
    }

    /// The state of training after a descent.
    ///
    /// @throws IllegalArgumentException if the learning rate is too large
    /// @throws ArithmeticException for infinite time with a singular kernel, naming equal points
    public State at(Descent descent) {
        descent.requireStable(rate(0));
        if (descent instanceof Descent.Flow(double t) && Double.isInfinite(t)) {
            requireRegular();
        }
        return new State(descent);
    }

    private void requireRegular() {
        if (eigen.value(size() - 1) > SINGULAR * eigen.value(0)) {
            return;
        }
        for (int i = 0; i < ntk.length; i++) {
            for (int j = i + 1; j < ntk.length; j++) {
                if (same(ntk[i], ntk[j])) {
                    throw new ArithmeticException(
                            "the kernel is singular: points %d and %d are the same; remove one or ask for a jitter"
                                    .formatted(i, j));
                }
            }
        }
        throw new ArithmeticException(
                "the kernel is singular, its condition is %.1e; stop at a finite time or ask for a jitter"
                        .formatted(eigen.condition()));
    }

    private static boolean same(double[] a, double[] b) {
        for (int k = 0; k < a.length; k++) {
            if (Math.abs(a[k] - b[k]) > 1e-12 * Math.abs(a[k])) {
                return false;
            }
        }
        return true;
    }

    /// The function learned up to some moment.
    public final class State {

        private final double[] remaining;
        private final double[] gain;
        private final double[][] weights;

        private State(Descent descent) {
            int n = size();
            remaining = new double[n];
            gain = new double[n];
            for (int i = 0; i < n; i++) {
                remaining[i] = descent.remaining(rate(i));
                gain[i] = descent.gain(rate(i)) / n;
            }
            weights = filtered(gain);
        }

        /// `V diag(factors) V' (y - f0)`.
        private double[][] filtered(double[] factors) {
            var out = new double[size()][outputs()];
            var column = new double[size()];
            for (int k = 0; k < outputs(); k++) {
                for (int i = 0; i < column.length; i++) {
                    column[i] = y[i][k] - start[i][k];
                }
                double[] modes = eigen.analyse(column);
                for (int i = 0; i < modes.length; i++) {
                    modes[i] *= factors[i];
                }
                double[] back = eigen.synthesise(modes);
                for (int i = 0; i < back.length; i++) {
                    out[i][k] = back[i];
                }
            }
            return out;
        }

        /// Values at the training points, [N x outputs].
        public double[][] train() {
            double[][] left = filtered(remaining);
            for (int i = 0; i < left.length; i++) {
                for (int k = 0; k < left[i].length; k++) {
                    left[i][k] = y[i][k] - left[i][k];
                }
            }
            return left;
        }

        /// Weights a with `f(x) = f0(x) + sum_i Theta(x, x_i) a_i`, [N x outputs].
        public double[][] weights() {
            return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
        }

        /// Values at other points when training started at zero there.
        ///
        /// @param cross kernel of those points with the training points, [m x N]
        public double[][] predict(double[][] cross) {
            return predict(cross, new double[cross.length][outputs()]);
        }

        /// Values at other points.
        ///
        /// @param f0 values there before training, [m x outputs]
        public double[][] predict(double[][] cross, double[][] f0) {
            Inputs.check("cross", cross, size());
            var f = new double[cross.length][];
            for (int i = 0; i < f.length; i++) {
                f[i] = f0[i].clone();
                for (int j = 0; j < size(); j++) {
                    for (int k = 0; k < f[i].length; k++) {
                        f[i][k] += cross[i][j] * weights[j][k];
                    }
                }
            }
            return f;
        }

        /// Rows `A = Theta_xX Theta^-1 (1 - remaining)`: how predictions depend on the targets.
        double[][] influence(double[][] cross) {
            var rows = new double[cross.length][];
            for (int i = 0; i < rows.length; i++) {
                double[] modes = eigen.analyse(cross[i]);
                for (int m = 0; m < modes.length; m++) {
                    modes[m] *= gain[m];
                }
                rows[i] = eigen.synthesise(modes);
            }
            return rows;
        }

        /// Degrees of freedom in use, `sum (1 - remaining)`.
        public double degreesOfFreedom() {
            double sum = 0;
            for (double r : remaining) {
                sum += 1 - r;
            }
            return sum;
        }

        /// Share of mode i's error that is left.
        public double remaining(int i) {
            return remaining[i];
        }
    }
}
