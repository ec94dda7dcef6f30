package org.separatrix.transport.lightsb;

import org.separatrix.analysis.linear.SymmetricEigen;
import org.separatrix.analysis.linear.SymmetricFunction;

/// The Schrödinger bridge between two Gaussians, in closed form: one component is exact.
///
/// ```text
/// S = Q^(-1/2) ((Q^(1/2) P Q^(1/2) + epsilon^2/4)^(1/2) - epsilon/2) Q^(-1/2),   r = m1 - S m0
/// ```
///
/// with Q the covariance of the source and P that of the target; it satisfies `S Q S + epsilon S =
/// P`. As epsilon falls to 0, S becomes the optimal transport map; as it grows, `epsilon S` becomes
/// P, the independent coupling.
///
/// Source: H. Janati et al., "Entropic optimal transport between unbalanced Gaussian measures has a
/// closed form", NeurIPS (2020), theorem 1.
///
/// @param epsilon variance of the noise over unit time
/// @param matrix S, `[D][D]`
/// @param shift r, length D
/// @param loss the least value of the objective, with alpha = 1
public record GaussianBridge(double epsilon, double[][] matrix, double[] shift, double loss) {

    /// The bridge between `N(mean0, covariance0)` and `N(mean1, covariance1)`.
    public static GaussianBridge of(
            double[] mean0,
            double[][] covariance0,
            double[] mean1,
            double[][] covariance1,
            double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "epsilon must be positive and finite, got " + epsilon);
        }
        int d = mean0.length;
        double[][] root = SymmetricFunction.root(covariance0);
        double[][] inverse = SymmetricFunction.of(covariance0, v -> 1 / Math.sqrt(v));
        double[][] inner =
                SymmetricFunction.of(
                        product(product(root, covariance1), root),
                        // The difference of roots without cancellation.
                        v -> v / (Math.sqrt(v + 0.25 * epsilon * epsilon) + 0.5 * epsilon));
        double[][] s = product(product(inverse, inner), inverse);
        var r = mean1.clone();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                r[i] -= s[i][j] * mean0[j];
            }
        }
        double loss = objective(s, r, mean0, covariance0, mean1, covariance1, epsilon);
        return new GaussianBridge(epsilon, s, r, loss);
    }

    /// The objective of one component with alpha = 1, exactly.
    static double objective(
            double[][] s,
            double[] r,
            double[] mean0,
            double[][] covariance0,
            double[] mean1,
            double[][] covariance1,
            double epsilon) {
        int d = r.length;
        double[][] inverse = SymmetricFunction.of(s, v -> 1 / v);
        double source = 0;
        double target = 0;
        for (int i = 0; i < d; i++) {
            source += 2 * r[i] * mean0[i];
            for (int j = 0; j < d; j++) {
                source += s[i][j] * (covariance0[i][j] + mean0[i] * mean0[j]);
                double off = (mean1[i] - r[i]) * (mean1[j] - r[j]);
                target += inverse[i][j] * (covariance1[i][j] + off);
            }
        }
        double determinant = d * Math.log(2 * Math.PI * epsilon);
        for (double v : SymmetricEigen.of(s).values()) {
            determinant += Math.log(v);
        }
        return (source + target) / (2 * epsilon) + 0.5 * determinant;
    }

    /// The same as a bridge to draw from.
    public LightSchrodingerBridge bridge() {
        return LightSchrodingerBridge.full(
                epsilon, new double[1], new double[][] {shift}, new double[][][] {matrix});
    }

    private static double[][] product(double[][] a, double[][] b) {
        int d = a.length;
        var result = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                for (int j = 0; j < d; j++) {
                    result[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return result;
    }
}
