package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// A flow for tests: a right-hand side, its derivatives by central differences unless given.
record LambdaFlow(List<String> names, Rhs rhs, Jacobian exact) implements Flow {

    @FunctionalInterface
    interface Rhs {
        void apply(double t, double[] x, double[] dx);
    }

    @FunctionalInterface
    interface Jacobian {
        void apply(double t, double[] x, double[] j);
    }

    static LambdaFlow of(List<String> names, Rhs rhs) {
        return new LambdaFlow(names, rhs, (t, x, j) -> differences(rhs, t, x, j));
    }

    private static void differences(Rhs rhs, double t, double[] x, double[] j) {
        int d = x.length;
        var probe = x.clone();
        var plus = new double[d];
        var minus = new double[d];
        for (int c = 0; c < d; c++) {
            double h = 1e-6 * Math.max(1e-3, Math.abs(x[c]));
            probe[c] = x[c] + h;
            rhs.apply(t, probe, plus);
            probe[c] = x[c] - h;
            rhs.apply(t, probe, minus);
            probe[c] = x[c];
            for (int r = 0; r < d; r++) {
                j[r * d + c] = (plus[r] - minus[r]) / (2 * h);
            }
        }
    }

    @Override
    public int dimension() {
        return names.size();
    }

    @Override
    public void derivative(double t, double[] x, double[] dx) {
        rhs.apply(t, x, dx);
    }

    @Override
    public void jacobian(double t, double[] x, double[] j) {
        exact.apply(t, x, j);
    }

    @Override
    public void timeDerivative(double t, double[] x, double[] dfdt) {
        double h = 1e-6 * Math.max(1, Math.abs(t));
        var minus = new double[x.length];
        rhs.apply(t + h, x, dfdt);
        rhs.apply(t - h, x, minus);
        for (int i = 0; i < x.length; i++) {
            dfdt[i] = (dfdt[i] - minus[i]) / (2 * h);
        }
    }

    @Override
    public Flow copy() {
        return this;
    }
}
