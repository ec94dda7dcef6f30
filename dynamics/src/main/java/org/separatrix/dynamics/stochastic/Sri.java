package org.separatrix.dynamics.stochastic;

/// The stochastic Runge–Kutta method SRIW1 of strong order 1.5 for scalar or diagonal noise: two
/// drifts and four diffusions a step.
///
/// With increments I1 = dW, areas I10, `I11 = (dW^2 - h)/2` and `I111 = (dW^3 - 3 h dW)/6`.
///
/// Source: A. Rößler, "Runge–Kutta methods for the strong approximation of solutions of stochastic
/// differential equations", SIAM J. Numer. Anal. 48 (2010), table 2.
final class Sri implements StochasticStep {

    private final StochasticFlow flow;
    private final int[] channel;
    private final double[] f1;
    private final double[] f2;
    private final double[] g;
    private final double[] g1;
    private final double[] g2;
    private final double[] g3;
    private final double[] probe;
    private final double[] sum;

    Sri(StochasticFlow flow) {
        if (!flow.structure().single()) {
            throw new IllegalArgumentException(
                    "sri needs scalar noise (one channel) or diagonal noise (each state its own"
                            + " channel, with a coefficient of that state alone). Take euler, or"
                            + " milstein if the noise commutes.");
        }
        this.flow = flow;
        channel = flow.structure().channel();
        int d = flow.dimension();
        f1 = new double[d];
        f2 = new double[d];
        g = new double[d * flow.channels()];
        g1 = new double[d];
        g2 = new double[d];
        g3 = new double[d];
        probe = new double[d];
        sum = new double[d];
    }

    @Override
    public void advance(double t, double h, double[] dw, double[] area, double[] x) {
        int d = x.length;
        double root = Math.sqrt(h);
        flow.drift(t, x, f1);
        diffusion(t, x, g1);
        for (int i = 0; i < d; i++) {
            double i10 = channel[i] < 0 ? 0 : area[channel[i]] / h;
            probe[i] = x[i] + 0.75 * h * f1[i] + 1.5 * i10 * g1[i];
        }
        flow.drift(t + 0.75 * h, probe, f2);
        for (int i = 0; i < d; i++) {
            probe[i] = x[i] + 0.25 * h * f1[i] + 0.5 * root * g1[i];
        }
        diffusion(t + 0.25 * h, probe, g2);
        for (int i = 0; i < d; i++) {
            probe[i] = x[i] + h * f1[i] - root * g1[i];
        }
        diffusion(t + h, probe, g3);
        for (int i = 0; i < d; i++) {
            probe[i] = x[i] + 0.25 * h * f1[i] + root * (-5 * g1[i] + 3 * g2[i] + 0.5 * g3[i]);
        }
        for (int i = 0; i < d; i++) {
            double w = channel[i] < 0 ? 0 : dw[channel[i]];
            double i11 = 0.5 * (w * w - h) / root;
            double i10 = channel[i] < 0 ? 0 : area[channel[i]] / h;
            double i111 = (w * w - 3 * h) * w / (6 * h);
            sum[i] =
                    h * (f1[i] + 2 * f2[i]) / 3
                            + (-w - i11 + 2 * i10 - 2 * i111) * g1[i]
                            + (4 * (w + i11 - i10) + 5 * i111) / 3 * g2[i]
                            + (2 * w - i11 - 2 * i10 - 2 * i111) / 3 * g3[i];
        }
        diffusion(t + 0.25 * h, probe, g3);
        for (int i = 0; i < d; i++) {
            double w = channel[i] < 0 ? 0 : dw[channel[i]];
            x[i] += sum[i] + (w * w - 3 * h) * w / (6 * h) * g3[i];
        }
    }

    /// The coefficient of each state in its own channel.
    private void diffusion(double t, double[] x, double[] own) {
        flow.diffusion(t, x, g);
        int m = flow.channels();
        for (int i = 0; i < x.length; i++) {
            own[i] = channel[i] < 0 ? 0 : g[i * m + channel[i]];
        }
    }
}
