package org.separatrix.dynamics.integrate;

/// A weighted sum of stages, `sum_s w_s k_s`, that skips the weights that are zero.
///
/// Stages lie in one array, stage s of state i at `s*d + i`.
final class StageSum {

    private final double[] weights;
    private final int[] offsets;
    private final int d;

    StageSum(double[] dense, int d) {
        this.d = d;
        int count = 0;
        for (double w : dense) {
            if (w != 0) {
                count++;
            }
        }
        weights = new double[count];
        offsets = new int[count];
        int n = 0;
        for (int s = 0; s < dense.length; s++) {
            if (dense[s] != 0) {
                weights[n] = dense[s];
                offsets[n] = s * d;
                n++;
            }
        }
    }

    static StageSum[] rows(double[][] dense, int d) {
        var rows = new StageSum[dense.length];
        for (int s = 0; s < dense.length; s++) {
            rows[s] = new StageSum(dense[s], d);
        }
        return rows;
    }

    boolean isEmpty() {
        return weights.length == 0;
    }

    /// Writes `x + h*sum` to `out`.
    void add(double[] x, double h, double[] k, double[] out) {
        for (int i = 0; i < d; i++) {
            out[i] = x[i] + h * sum(k, i);
        }
    }

    /// Writes `h*sum` to `out`.
    void scaled(double h, double[] k, double[] out) {
        for (int i = 0; i < d; i++) {
            out[i] = h * sum(k, i);
        }
    }

    private double sum(double[] k, int i) {
        double sum = 0;
        for (int n = 0; n < weights.length; n++) {
            sum += weights[n] * k[offsets[n] + i];
        }
        return sum;
    }
}
