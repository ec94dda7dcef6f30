package org.separatrix.dynamics.stochastic;

/// Milstein's method for commutative noise: Euler's step and the exact second-order noise terms
/// `1/2 L_j g_k (dW_j dW_k - delta_jk h)` with `L_j g_k = sum_l g_lj d(g_k)/d(x_l)`.
///
/// Where `L_j g_k` differs from `L_k g_j` the method would need Lévy areas; such noise is refused
/// when a step meets it.
///
/// Source: P. Kloeden and E. Platen, "Numerical Solution of Stochastic Differential Equations",
/// 1992, section 10.3.
final class Milstein implements StochasticStep {

    private final StochasticFlow flow;
    private final double[] f;
    private final double[] g;
    private final double[] dg;
    private final double[] sum;

    Milstein(StochasticFlow flow) {
        this.flow = flow;
        int d = flow.dimension();
        int m = flow.channels();
        f = new double[d];
        g = new double[d * m];
        dg = new double[d * m * d];
        sum = new double[d];
    }

    @Override
    public void advance(double t, double h, double[] dw, double[] area, double[] x) {
        int d = x.length;
        int m = dw.length;
        flow.drift(t, x, f);
        flow.diffusion(t, x, g);
        flow.diffusionJacobian(t, x, dg);
        for (int i = 0; i < d; i++) {
            double total = h * f[i];
            for (int k = 0; k < m; k++) {
                total += g[i * m + k] * dw[k];
                total += 0.5 * second(i, k, k, d, m) * (dw[k] * dw[k] - h);
                for (int j = 0; j < k; j++) {
                    double a = second(i, j, k, d, m);
                    double b = second(i, k, j, d, m);
                    if (Math.abs(a - b) > 1e-9 * (Math.abs(a) + Math.abs(b))) {
                        throw new IllegalArgumentException(
                                ("milstein needs commutative noise, but channels %d and %d do not"
                                                + " commute in %s: %.6g against %.6g. Take euler.")
                                        .formatted(j, k, flow.names().get(i), a, b));
                    }
                    total += a * dw[j] * dw[k];
                }
            }
            sum[i] = total;
        }
        for (int i = 0; i < d; i++) {
            x[i] += sum[i];
        }
    }

    /// `L_j g_ik`.
    private double second(int i, int j, int k, int d, int m) {
        double value = 0;
        for (int l = 0; l < d; l++) {
            value += g[l * m + j] * dg[(i * m + k) * d + l];
        }
        return value;
    }
}
