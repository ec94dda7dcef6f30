package org.separatrix.forecast.gtf;

/// What the maps `F(z) = A z + W phi(z) + h` share: diagonal A, and W without a diagonal, row by
/// row.
final class Coupling {

    private Coupling() {}

    /// `next = A z + W phi + h`.
    static void step(double[] a, double[] w, double[] h, double[] z, double[] phi, double[] next) {
        int m = a.length;
        for (int i = 0; i < m; i++) {
            double sum = a[i] * z[i] + h[i];
            for (int j = 0; j < m; j++) {
                sum += w[i * m + j] * phi[j];
            }
            next[i] = sum;
        }
    }

    /// `diag(A) + W diag(slope)`.
    static double[][] jacobian(double[] a, double[] w, double[] slope) {
        int m = a.length;
        var jacobian = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                jacobian[i][j] = w[i * m + j] * slope[j];
            }
            jacobian[i][i] += a[i];
        }
        return jacobian;
    }

    /// Adds the gradients by A, W and h, the first three of `gradients`; returns `W' back`, the
    /// derivative by phi. The diagonal of W stays zero, so its gradient does.
    static double[] pull(
            double[] w, double[] z, double[] phi, double[] back, double[][] gradients) {
        int m = z.length;
        var inner = new double[m];
        for (int i = 0; i < m; i++) {
            gradients[0][i] += back[i] * z[i];
            gradients[2][i] += back[i];
            for (int j = 0; j < m; j++) {
                inner[j] += w[i * m + j] * back[i];
                gradients[1][i * m + j] += i == j ? 0 : back[i] * phi[j];
            }
        }
        return inner;
    }

    /// Adds the gradient of the manifold-attractor penalty `lambda (|1 - A| + |W| + |h|)` on the
    /// last `kappa M` states, Euclidean norms of their entries and rows. It favours states that
    /// hold what they have.
    static void penalise(
            double lambda, double kappa, double[] a, double[] w, double[] h, double[][] gradients) {
        int m = a.length;
        int from = m - (int) Math.floor(kappa * m);
        var pulled = new double[m];
        for (int i = from; i < m; i++) {
            pulled[i] = a[i] - 1;
        }
        addNormGradient(lambda, pulled, 0, m, gradients[0]);
        addNormGradient(lambda, w, from * m, m * m, gradients[1]);
        addNormGradient(lambda, h, from, m, gradients[2]);
    }

    private static void addNormGradient(
            double lambda, double[] x, int from, int to, double[] gradient) {
        double square = 0;
        for (int i = from; i < to; i++) {
            square += x[i] * x[i];
        }
        if (square > 0) {
            double factor = lambda / Math.sqrt(square);
            for (int i = from; i < to; i++) {
                gradient[i] += factor * x[i];
            }
        }
    }

    /// `max |A| + |W| bound`.
    static double jacobianBound(double[] a, double[] w, double bound) {
        int m = a.length;
        var rows = new double[m][];
        double largest = 0;
        for (int i = 0; i < m; i++) {
            rows[i] = java.util.Arrays.copyOfRange(w, i * m, (i + 1) * m);
            largest = Math.max(largest, Math.abs(a[i]));
        }
        return largest + SpectralNorm.of(rows) * bound;
    }
}
