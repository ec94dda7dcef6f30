package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// External inputs of a map, `z_t = F(z_(t-1)) + C s_t`, and the gradient by C.
final class InputGradient {

    /// C row by row, `[M*K]`, trained in place.
    final double[] matrix;

    /// Its gradient.
    final double[] gradient;

    private final int m;
    private final int k;

    /// @param matrix C, `[M][K]`
    InputGradient(double[][] matrix) {
        m = matrix.length;
        k = matrix[0].length;
        this.matrix = new double[m * k];
        for (int i = 0; i < m; i++) {
            System.arraycopy(matrix[i], 0, this.matrix, i * k, k);
        }
        gradient = new double[m * k];
    }

    double[][] rows() {
        var rows = new double[m][];
        for (int i = 0; i < m; i++) {
            rows[i] = Arrays.copyOfRange(matrix, i * k, (i + 1) * k);
        }
        return rows;
    }

    void begin() {
        Arrays.fill(gradient, 0);
    }

    /// What the inputs add to the states, `[T + 1][M]`.
    ///
    /// @param s inputs `[T + 1][K]`
    double[][] pushes(double[][] s) {
        double[][] c = rows();
        var pushes = new double[s.length][];
        for (int t = 0; t < s.length; t++) {
            pushes[t] = Observation.times(c, s[t]);
        }
        return pushes;
    }

    /// Adds the gradient of the last backward pass.
    void add(ForcedPass pass, double[][][] s, int from, int count) {
        int lanes = pass.lanes();
        for (int t = 0; t < pass.direct().length; t++) {
            double[] back = pass.direct()[t];
            for (int lane = 0; lane < count; lane++) {
                double[] input = s[from + lane][t + 1];
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < k; j++) {
                        gradient[i * k + j] += back[i * lanes + lane] * input[j];
                    }
                }
            }
        }
    }

    /// Adds the gradient of `lambda |C|^2`.
    void penalise(double lambda) {
        for (int e = 0; e < matrix.length; e++) {
            gradient[e] += 2 * lambda * matrix[e];
        }
    }
}
