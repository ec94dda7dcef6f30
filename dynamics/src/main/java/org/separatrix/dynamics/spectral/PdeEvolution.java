package org.separatrix.dynamics.spectral;

/// Advances states of a partial differential equation by steps of one length.
///
/// Work arrays are held by the instance: one instance serves one thread.
public final class PdeEvolution {

    private final EtdRk4 stepper;
    private final int dimension;
    private final double step;

    PdeEvolution(EtdRk4 stepper, int dimension, double step) {
        this.stepper = stepper;
        this.dimension = dimension;
        this.step = step;
    }

    /// Length of a state, fields times points.
    public int dimension() {
        return dimension;
    }

    /// Length of a step, in time units.
    public double step() {
        return step;
    }

    /// Advances `x` in place by `steps` steps from time `t`; values may become infinite.
    public void advance(double t, double[] x, int steps) {
        stepper.start(x);
        for (int s = 0; s < steps; s++) {
            stepper.advance(t + s * step);
        }
        stepper.values(x);
    }
}
