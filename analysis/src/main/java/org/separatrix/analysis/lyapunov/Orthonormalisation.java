package org.separatrix.analysis.lyapunov;

import java.util.random.RandomGenerator;

/// Gram and Schmidt's orthonormalisation of k vectors of length d, in its modified form.
///
/// A vector that loses most of its length to its predecessors is orthogonalised a second time,
/// which is enough for orthogonality to round-off (W. Kahan's "twice is enough"; L. Giraud, J.
/// Langou and M. Rozložník, Comput. Math. Appl. 50 (2005)). Cost: 2 k² d multiplications.
final class Orthonormalisation {

    private static final double CANCELLED = 0.1;

    private Orthonormalisation() {}

    /// Orthonormalises in place and adds to `logs[c]` the logarithm of the length that vector c
    /// kept.
    ///
    /// @param frame vector c at `c*d`
    static void apply(double[] frame, int d, double[] logs) {
        int k = logs.length;
        for (int c = 0; c < k; c++) {
            int at = c * d;
            double before = squaredNorm(frame, at, d);
            removePredecessors(frame, c, d);
            double after = squaredNorm(frame, at, d);
            if (after < CANCELLED * CANCELLED * before) {
                removePredecessors(frame, c, d);
                after = squaredNorm(frame, at, d);
            }
            logs[c] += 0.5 * Math.log(after);
            double inverse = after > 0 ? 1 / Math.sqrt(after) : 0;
            for (int i = at; i < at + d; i++) {
                frame[i] *= inverse;
            }
        }
    }

    private static void removePredecessors(double[] frame, int c, int d) {
        int at = c * d;
        for (int b = 0; b < c; b++) {
            int from = b * d;
            double product = 0;
            for (int i = 0; i < d; i++) {
                product += frame[from + i] * frame[at + i];
            }
            for (int i = 0; i < d; i++) {
                frame[at + i] -= product * frame[from + i];
            }
        }
    }

    private static double squaredNorm(double[] frame, int at, int d) {
        double sum = 0;
        for (int i = at; i < at + d; i++) {
            sum += frame[i] * frame[i];
        }
        return sum;
    }

    /// Fills `frame` with k random orthonormal vectors.
    static void random(double[] frame, int k, int d, RandomGenerator random) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = random.nextGaussian();
        }
        apply(frame, d, new double[k]);
    }
}
