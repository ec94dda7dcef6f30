package org.separatrix.dynamics.stochastic;

/// Euler and Maruyama's method: `x + f h + g dW`, one evaluation of drift and diffusion a step.
///
/// Source: G. Maruyama, "Continuous Markov processes and stochastic equations", Rend. Circ. Mat.
/// Palermo 4 (1955).
final class EulerMaruyama implements StochasticStep {

    private final StochasticFlow flow;
    private final double[] f;
    private final double[] g;

    EulerMaruyama(StochasticFlow flow) {
        this.flow = flow;
        f = new double[flow.dimension()];
        g = new double[flow.dimension() * flow.channels()];
    }

    @Override
    public void advance(double t, double h, double[] dw, double[] area, double[] x) {
        flow.drift(t, x, f);
        flow.diffusion(t, x, g);
        int m = dw.length;
        for (int i = 0; i < x.length; i++) {
            double sum = h * f[i];
            for (int k = 0; k < m; k++) {
                sum += g[i * m + k] * dw[k];
            }
            x[i] += sum;
        }
    }
}
