package org.separatrix.dynamics.stochastic;

/// Heun's method for Stratonovich equations: the mean of the slopes at both ends of an Euler step.
///
/// Source: W. Rümelin, "Numerical treatment of stochastic differential equations", SIAM J. Numer.
/// Anal. 19 (1982).
final class HeunStratonovich implements StochasticStep {

    private final StochasticFlow flow;
    private final double[] f;
    private final double[] g;
    private final double[] begin;
    private final double[] moved;

    HeunStratonovich(StochasticFlow flow) {
        this.flow = flow;
        int d = flow.dimension();
        f = new double[d];
        g = new double[d * flow.channels()];
        begin = new double[d];
        moved = new double[d];
    }

    @Override
    public void advance(double t, double h, double[] dw, double[] area, double[] x) {
        slope(t, h, dw, x, begin);
        var probe = moved;
        for (int i = 0; i < x.length; i++) {
            probe[i] = x[i] + begin[i];
        }
        flow.drift(t + h, probe, f);
        flow.diffusion(t + h, probe, g);
        for (int i = 0; i < x.length; i++) {
            x[i] += 0.5 * (begin[i] + combine(i, h, dw));
        }
    }

    private void slope(double t, double h, double[] dw, double[] x, double[] out) {
        flow.drift(t, x, f);
        flow.diffusion(t, x, g);
        for (int i = 0; i < x.length; i++) {
            out[i] = combine(i, h, dw);
        }
    }

    private double combine(int i, double h, double[] dw) {
        double sum = h * f[i];
        for (int k = 0; k < dw.length; k++) {
            sum += g[i * dw.length + k] * dw[k];
        }
        return sum;
    }
}
