package org.separatrix.analysis.transport;

import org.separatrix.analysis.linear.SymmetricEigen;
import org.separatrix.analysis.linear.SymmetricFunction;

/// Distance of two Gaussians, or of the first two moments of two laws.
///
/// Source: D. C. Dowson and B. V. Landau, J. Multivariate Anal. 12 (1982). The factor 1/2 and the
/// percentage are those of A. Korotin et al., "Do neural optimal transport solvers work?", NeurIPS
/// (2021).
public final class BuresWasserstein {

    private BuresWasserstein() {}

    /// Half the squared 2-Wasserstein distance of two Gaussians: `|m1 - m2|^2/2 + tr C1/2 + tr C2/2
    /// - tr (C1^(1/2) C2 C1^(1/2))^(1/2)`.
    ///
    /// @param mean1 length d
    /// @param covariance1 `[d][d]`
    public static double halfSquared(
            double[] mean1, double[][] covariance1, double[] mean2, double[][] covariance2) {
        int d = mean1.length;
        if (mean2.length != d || covariance1.length != d || covariance2.length != d) {
            throw new IllegalArgumentException(
                    "expected moments of equal dimension, got %d and %d"
                            .formatted(d, mean2.length));
        }
        double[][] root = SymmetricFunction.root(covariance1);
        double[][] inner = product(product(root, covariance2), root);
        double trace = 0;
        for (double value : SymmetricEigen.of(inner).values()) {
            trace -= Math.sqrt(Math.max(value, 0));
        }
        for (int j = 0; j < d; j++) {
            trace += 0.5 * (covariance1[j][j] + covariance2[j][j]);
        }
        return 0.5 * Clouds.square(mean1, mean2) + Math.max(trace, 0);
    }

    /// Unexplained variance in percent: `100 halfSquared / (tr Var / 2)`.
    ///
    /// @param halfSquared from [#halfSquared], or its mean over conditions
    /// @param variance trace of the covariance of the true target
    public static double unexplained(double halfSquared, double variance) {
        if (!(variance > 0)) {
            throw new IllegalArgumentException("variance must be positive, got " + variance);
        }
        return 100 * halfSquared / (0.5 * variance);
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
