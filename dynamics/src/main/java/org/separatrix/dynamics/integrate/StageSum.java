package org.separatrix.dynamics.integrate;

/// A weighted sum of stages, `sum_s w_s k_s`, that skips the weights that are zero.
///
/// Stages lie in one array, stage s of state i at `s*d + i`. The terms are taken up to four at a
/// time in loops over the states, which the compiler turns into vector code when there are many.
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
        var base = x;
        int n = 0;
        for (; n + 4 <= weights.length; n += 4) {
            four(n, base, h, k, out);
            base = out;
        }
        switch (weights.length - n) {
            case 1 -> one(n, base, h, k, out);
            case 2 -> two(n, base, h, k, out);
            case 3 -> {
                two(n, base, h, k, out);
                one(n + 2, out, h, k, out);
            }
            default -> {
                if (n == 0) {
                    System.arraycopy(x, 0, out, 0, d);
                }
            }
        }
    }

    /// Writes `h*sum` to `out`.
    void scaled(double h, double[] k, double[] out) {
        for (int i = 0; i < d; i++) {
            out[i] = 0;
        }
        add(out, h, k, out);
    }

    private void one(int n, double[] base, double h, double[] k, double[] out) {
        double w0 = h * weights[n];
        int at0 = offsets[n];
        for (int i = 0; i < d; i++) {
            out[i] = base[i] + w0 * k[at0 + i];
        }
    }

    private void two(int n, double[] base, double h, double[] k, double[] out) {
        double w0 = h * weights[n];
        double w1 = h * weights[n + 1];
        int at0 = offsets[n];
        int at1 = offsets[n + 1];
        for (int i = 0; i < d; i++) {
            out[i] = base[i] + (w0 * k[at0 + i] + w1 * k[at1 + i]);
        }
    }

    private void four(int n, double[] base, double h, double[] k, double[] out) {
        double w0 = h * weights[n];
        double w1 = h * weights[n + 1];
        double w2 = h * weights[n + 2];
        double w3 = h * weights[n + 3];
        int at0 = offsets[n];
        int at1 = offsets[n + 1];
        int at2 = offsets[n + 2];
        int at3 = offsets[n + 3];
        for (int i = 0; i < d; i++) {
            out[i] =
                    base[i]
                            + (w0 * k[at0 + i]
                                    + w1 * k[at1 + i]
                                    + (w2 * k[at2 + i] + w3 * k[at3 + i]));
        }
    }
}
