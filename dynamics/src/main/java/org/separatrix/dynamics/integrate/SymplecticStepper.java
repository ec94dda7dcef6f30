package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// Compositions of the Störmer–Verlet method for separable Hamiltonian systems, with fixed step.
///
/// A substep moves the positions half way, the momenta fully, the positions the other half; halves
/// of neighbouring substeps are merged. Dense output is the cubic Hermite polynomial of the step:
/// of order 3 for all of them, at the cost of two evaluations.
///
/// Source: E. Hairer, C. Lubich and G. Wanner, "Geometric Numerical Integration", 2nd edition,
/// Springer 2006, I.1.4 and V.3.
final class SymplecticStepper implements Stepper {

    private final Flow flow;
    private final SeparableHamiltonian system;
    private final Counters counters;
    private final double fixedStep;
    private final int d;
    private final int n;
    private final double[] kicks;

    /// Fractions of the step by which the positions move before each kick and after the last.
    private final double[] drifts;

    private final double[] dx;
    private final double[] dxEnd;
    private double[] x;
    private double[] next;
    private double t;
    private double h;

    SymplecticStepper(Flow flow, Composition composition, double fixedStep, Counters counters) {
        this.flow = flow;
        this.fixedStep = fixedStep;
        this.counters = counters;
        d = flow.dimension();
        n = d / 2;
        if (d % 2 != 0) {
            throw new IllegalArgumentException(
                    "%s needs as many momenta as positions, got %d states: %s"
                            .formatted(composition.name(), d, String.join(", ", flow.names())));
        }
        system = flow instanceof SeparableHamiltonian s ? s : new Halves(flow);
        kicks = composition.weights();
        drifts = new double[kicks.length + 1];
        for (int s = 0; s < kicks.length; s++) {
            drifts[s] += 0.5 * kicks[s];
            drifts[s + 1] += 0.5 * kicks[s];
        }
        dx = new double[d];
        dxEnd = new double[d];
        x = new double[d];
        next = new double[d];
    }

    /// A plain flow, evaluated whole for either half.
    private record Halves(Flow flow) implements SeparableHamiltonian {

        @Override
        public int dimension() {
            return flow.dimension();
        }

        @Override
        public List<String> names() {
            return flow.names();
        }

        @Override
        public void velocities(double[] x, double[] dx) {
            flow.derivative(0, x, dx);
        }

        @Override
        public void forces(double t, double[] x, double[] dx) {
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
            return new Halves(flow.copy());
        }
    }

    @Override
    public void start(double t, double[] x) {
        this.t = t;
        System.arraycopy(x, 0, this.x, 0, d);
        if (system instanceof Halves) {
            checkSeparable();
        }
    }

    /// Moves one half of the state and expects its own rates to stay.
    private void checkSeparable() {
        flow.derivative(t, x, dx);
        for (int half = 0; half < 2; half++) {
            var moved = x.clone();
            for (int i = half * n; i < (half + 1) * n; i++) {
                moved[i] += 1e-3 * (1 + Math.abs(moved[i]));
            }
            flow.derivative(t, moved, dxEnd);
            counters.evaluations++;
            for (int i = half * n; i < (half + 1) * n; i++) {
                if (dxEnd[i] != dx[i]) {
                    throw new IllegalArgumentException(
                            ("symplectic methods need positions first, then momenta, with q' = f(p)"
                                            + " and p' = g(q), but %s' depends on %s. Take dop853"
                                            + " or verner9.")
                                    .formatted(
                                            flow.names().get(i),
                                            half == 0 ? "positions" : "momenta"));
                }
            }
        }
    }

    @Override
    public double firstStep(double direction) {
        return direction * fixedStep;
    }

    @Override
    public boolean attempt(double h) {
        this.h = h;
        System.arraycopy(x, 0, next, 0, d);
        double time = t;
        for (int s = 0; s < kicks.length; s++) {
            drift(drifts[s] * h);
            time += drifts[s] * h;
            system.forces(time, next, dx);
            double kick = kicks[s] * h;
            for (int i = n; i < d; i++) {
                next[i] += kick * dx[i];
            }
        }
        drift(drifts[kicks.length] * h);
        counters.evaluations += kicks.length;
        return true;
    }

    private void drift(double length) {
        system.velocities(next, dx);
        for (int i = 0; i < n; i++) {
            next[i] += length * dx[i];
        }
    }

    @Override
    public double nextStep() {
        return Math.copySign(fixedStep, h);
    }

    @Override
    public double[] begin() {
        return x;
    }

    @Override
    public double[] end() {
        return next;
    }

    @Override
    public int degree() {
        return 3;
    }

    @Override
    public void fill(Segment segment) {
        flow.derivative(t, x, dx);
        flow.derivative(t + h, next, dxEnd);
        counters.evaluations += 2;
        var coefficients = segment.coefficients(3, t, 1 / h);
        for (int i = 0; i < d; i++) {
            double rise = next[i] - x[i];
            double a = h * dx[i];
            double b = h * dxEnd[i];
            coefficients[i] = x[i];
            coefficients[d + i] = a;
            coefficients[2 * d + i] = 3 * rise - 2 * a - b;
            coefficients[3 * d + i] = a + b - 2 * rise;
        }
    }

    @Override
    public void advance(double t) {
        var free = x;
        x = next;
        next = free;
        this.t = t;
    }
}
