package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;
import org.separatrix.equations.compile.TaylorKernel;

import java.util.List;
import java.util.Optional;

/// A flow for tests with recurrences for its Taylor coefficients, written by hand.
record TaylorFlow(Flow flow, TaylorKernel kernel) implements Flow {

    /// One of the test problems with its recurrences.
    static TaylorFlow of(Flow flow) {
        if (flow.equals(TestProblems.OSCILLATOR)) {
            return new TaylorFlow(flow, TaylorFlow::oscillator);
        }
        if (flow.equals(TestProblems.SEASONAL)) {
            return new TaylorFlow(flow, TaylorFlow::seasonal);
        }
        if (flow.equals(TestProblems.LORENZ)) {
            return new TaylorFlow(flow, TaylorFlow::lorenz);
        }
        throw new IllegalArgumentException("no recurrences for " + flow);
    }

    private static void oscillator(double t, double[] x, int order, double[] c) {
        System.arraycopy(x, 0, c, 0, 2);
        for (int k = 0; k < order; k++) {
            c[2 * k + 2] = c[2 * k + 1] / (k + 1);
            c[2 * k + 3] = -c[2 * k] / (k + 1);
        }
    }

    private static void seasonal(double t, double[] x, int order, double[] c) {
        var cos = new double[order + 1];
        var sin = new double[order + 1];
        cos[0] = Math.cos(t);
        sin[0] = Math.sin(t);
        var squares = new double[order + 1];
        System.arraycopy(x, 0, c, 0, 2);
        for (int k = 0; k < order; k++) {
            cos[k + 1] = -sin[k] / (k + 1);
            sin[k + 1] = cos[k] / (k + 1);
            double product = 0;
            for (int j = 0; j <= k; j++) {
                product += c[2 * j] * cos[k - j];
                squares[k] += c[2 * j + 1] * c[2 * (k - j) + 1];
            }
            c[2 * k + 2] = product / (k + 1);
            double forced = t * squares[k] + (k > 0 ? squares[k - 1] : 0);
            c[2 * k + 3] = -2 * forced / (k + 1);
        }
    }

    private static void lorenz(double t, double[] x, int order, double[] c) {
        System.arraycopy(x, 0, c, 0, 3);
        for (int k = 0; k < order; k++) {
            double xz = 0;
            double xy = 0;
            for (int j = 0; j <= k; j++) {
                xy += c[3 * j] * c[3 * (k - j) + 1];
                xz += c[3 * j] * c[3 * (k - j) + 2];
            }
            int at = 3 * k;
            c[at + 3] = 10 * (c[at + 1] - c[at]) / (k + 1);
            c[at + 4] = (28 * c[at] - xz - c[at + 1]) / (k + 1);
            c[at + 5] = (xy - 8 / 3.0 * c[at + 2]) / (k + 1);
        }
    }

    @Override
    public Optional<TaylorKernel> taylor() {
        return Optional.of(kernel);
    }

    @Override
    public int dimension() {
        return flow.dimension();
    }

    @Override
    public List<String> names() {
        return flow.names();
    }

    @Override
    public void derivative(double t, double[] x, double[] dx) {
        flow.derivative(t, x, dx);
    }

    @Override
    public void jacobian(double t, double[] x, double[] j) {
        flow.jacobian(t, x, j);
    }

    @Override
    public void timeDerivative(double t, double[] x, double[] dfdt) {
        flow.timeDerivative(t, x, dfdt);
    }

    @Override
    public Flow copy() {
        return this;
    }
}
