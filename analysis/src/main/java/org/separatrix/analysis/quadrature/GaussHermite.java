package org.separatrix.analysis.quadrature;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.function.DoubleUnaryOperator;

/// Gauss–Hermite quadrature for the standard normal law: `E[f(xi)] = sum w_i f(x_i)`, exact for
/// polynomials up to degree 2n - 1.
///
/// Nodes are the eigenvalues of the Jacobi matrix, polished by Newton's method on the orthonormal
/// polynomial; weights come from the Christoffel function evaluated with the Gaussian factored in,
/// so that hundreds of nodes neither overflow nor lose digits.
///
/// Source: G. H. Golub and J. H. Welsch, "Calculation of Gauss quadrature rules", Math. Comp. 23
/// (1969).
public final class GaussHermite {

    private static final int LARGEST = 500;

    private final double[] nodes;
    private final double[] weights;

    private GaussHermite(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    /// The rule with `n` nodes.
    ///
    /// @param n from 1 to 500
    public static GaussHermite of(int n) {
        if (n < 1 || n > LARGEST) {
            throw new IllegalArgumentException(
                    "nodes of a quadrature must lie in 1 to %d, got %d".formatted(LARGEST, n));
        }
        double[] nodes = eigenvalues(n);
        var weights = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            double x = nodes[i];
            for (int newton = 0; newton < 3; newton++) {
                double[] h = functions(x, n + 1);
                // h_n' = sqrt(n) h_{n-1} for the polynomials; the Gaussian factor cancels.
                double slope = Math.sqrt(n) * h[n - 1];
                x -= h[n] / slope;
            }
            nodes[i] = x;
            double[] h = functions(x, n);
            double sum = 0;
            for (double v : h) {
                sum += v * v;
            }
            weights[i] = Math.exp(-0.5 * x * x) / sum;
            total += weights[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] /= total;
        }
        return new GaussHermite(nodes, weights);
    }

    private static double[] eigenvalues(int n) {
        var jacobi = new DMatrixRMaj(n, n);
        for (int i = 1; i < n; i++) {
            jacobi.set(i, i - 1, Math.sqrt(i));
            jacobi.set(i - 1, i, Math.sqrt(i));
        }
        var eigen = DecompositionFactory_DDRM.eig(n, false, true);
        if (!eigen.decompose(jacobi)) {
            throw new ArithmeticException("the nodes of %d points were not found".formatted(n));
        }
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = eigen.getEigenvalue(i).getReal();
        }
        java.util.Arrays.sort(values);
        return values;
    }

    /// Orthonormal Hermite polynomials of degree 0 to count - 1 at x, each times `exp(-x^2/4)`.
    private static double[] functions(double x, int count) {
        var h = new double[count];
        h[0] = Math.exp(-0.25 * x * x);
        if (count > 1) {
            h[1] = x * h[0];
        }
        for (int k = 2; k < count; k++) {
            h[k] = (x * h[k - 1] - Math.sqrt(k - 1) * h[k - 2]) / Math.sqrt(k);
        }
        return h;
    }

    /// Number of nodes.
    public int size() {
        return nodes.length;
    }

    /// Node `i`, in ascending order.
    public double node(int i) {
        return nodes[i];
    }

    /// Weight of node `i`; the weights sum to 1.
    public double weight(int i) {
        return weights[i];
    }

    /// `E[f(xi)]` for standard normal xi.
    public double expectation(DoubleUnaryOperator f) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weights[i] * f.applyAsDouble(nodes[i]);
        }
        return sum;
    }

    /// Coefficients `a_k = E[f(xi) h_k(xi)]` in the orthonormal Hermite polynomials, k from 0 to
    /// count - 1.
    ///
    /// @param count at most the number of nodes
    public double[] coefficients(DoubleUnaryOperator f, int count) {
        if (count < 1 || count > nodes.length) {
            throw new IllegalArgumentException(
                    "a rule of %d nodes gives 1 to %d coefficients, asked for %d"
                            .formatted(nodes.length, nodes.length, count));
        }
        var a = new double[count];
        for (int i = 0; i < nodes.length; i++) {
            double x = nodes[i];
            double scale = weights[i] * f.applyAsDouble(x);
            double before = 0;
            double h = 1;
            for (int k = 0; k < count; k++) {
                a[k] += scale * h;
                double next = (x * h - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
                before = h;
                h = next;
            }
        }
        return a;
    }
}
