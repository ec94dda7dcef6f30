package org.separatrix.analysis.features;

import org.separatrix.analysis.linear.Cholesky;

/// A series taken for a Langevin process: the drift and noise that its steps suggest, and the test
/// whether it returns to its mean at all.
final class DriftFeatures {

    private static final int BINS = 30;
    private static final int DEGREE = 3;
    private static final int FEWEST_IN_BIN = 3;

    private DriftFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        double[] drift = polynomial(s, 1);
        double[] noise = polynomial(s, 2);
        for (int k = 0; k <= DEGREE; k++) {
            out.put("drift_coefficient", k, drift[k]);
        }
        for (int k = 0; k <= DEGREE; k++) {
            out.put("noise_coefficient", k, noise[k]);
        }
        out.put("dickey_fuller", dickeyFuller(s.z));
    }

    /// Coefficients, constant first, of the polynomial in the standardised value through the mean
    /// powers of the next step in bins of equal count.
    ///
    /// Source: R. Friedrich, S. Siegert, J. Peinke et al., Phys. Lett. A 271 (2000), 217.
    private static double[] polynomial(Sample s, int power) {
        int n = s.size();
        int bins = Math.min(BINS, n / FEWEST_IN_BIN);
        var sums = new double[bins];
        var steps = new double[bins];
        var counts = new int[bins];
        var edges = new double[bins];
        for (int b = 0; b < bins; b++) {
            edges[b] = s.quantile((b + 1.0) / bins);
        }
        for (int i = 0; i + 1 < n; i++) {
            int bin = java.util.Arrays.binarySearch(edges, s.values[i]);
            bin = Math.min(bins - 1, bin >= 0 ? bin : -bin - 1);
            sums[bin] += s.z[i];
            steps[bin] += Math.pow(s.z[i + 1] - s.z[i], power);
            counts[bin]++;
        }
        var rows = new double[bins][DEGREE + 1];
        var targets = new double[bins];
        int kept = 0;
        for (int b = 0; b < bins; b++) {
            if (counts[b] > 0) {
                double x = sums[b] / counts[b];
                double term = 1;
                for (int k = 0; k <= DEGREE; k++) {
                    rows[kept][k] = term;
                    term *= x;
                }
                targets[kept++] = steps[b] / counts[b];
            }
        }
        return Fit.of(rows, targets, kept).weights();
    }

    /// t statistic of the level in the regression of the step on a constant, the level and earlier
    /// steps, as many as the cube root of the length: strongly negative for a series that returns.
    ///
    /// Source: S. E. Said and D. A. Dickey, Biometrika 71 (1984), 599.
    static double dickeyFuller(double[] z) {
        int lags = (int) Math.cbrt(z.length - 1.0);
        int columns = lags + 2;
        int count = z.length - 1 - lags;
        if (count < columns + 3) {
            return Double.NaN;
        }
        var rows = new double[count][columns];
        var targets = new double[count];
        for (int r = 0; r < count; r++) {
            int t = r + lags + 1;
            rows[r][0] = 1;
            rows[r][1] = z[t - 1];
            for (int k = 1; k <= lags; k++) {
                rows[r][1 + k] = z[t - k] - z[t - k - 1];
            }
            targets[r] = z[t] - z[t - 1];
        }
        return Fit.of(rows, targets, count).t(1);
    }

    /// Least squares with the errors of its weights.
    ///
    /// @param inverse diagonal of the inverse of the normal matrix
    private record Fit(double[] weights, double[] inverse, double variance) {

        /// All NaN if the columns are dependent.
        static Fit of(double[][] rows, double[] targets, int count) {
            int columns = rows[0].length;
            var normal = new double[columns][columns];
            var right = new double[columns][columns + 1];
            for (int r = 0; r < count; r++) {
                for (int i = 0; i < columns; i++) {
                    for (int j = 0; j <= i; j++) {
                        normal[i][j] += rows[r][i] * rows[r][j];
                    }
                    right[i][columns] += rows[r][i] * targets[r];
                }
            }
            double trace = 0;
            for (int i = 0; i < columns; i++) {
                right[i][i] = 1;
                trace += normal[i][i];
            }
            var weights = new double[columns];
            var inverse = new double[columns];
            double[][] solved;
            try {
                solved = Cholesky.of(normal, 1e-12 * trace).solve(right);
            } catch (ArithmeticException e) {
                java.util.Arrays.fill(weights, Double.NaN);
                java.util.Arrays.fill(inverse, Double.NaN);
                return new Fit(weights, inverse, Double.NaN);
            }
            for (int i = 0; i < columns; i++) {
                weights[i] = solved[i][columns];
                inverse[i] = solved[i][i];
            }
            double squares = 0;
            for (int r = 0; r < count; r++) {
                double residual = targets[r];
                for (int i = 0; i < columns; i++) {
                    residual -= weights[i] * rows[r][i];
                }
                squares += residual * residual;
            }
            return new Fit(weights, inverse, squares / Math.max(1, count - columns));
        }

        double t(int i) {
            return weights[i] / Math.sqrt(variance * inverse[i]);
        }
    }
}
