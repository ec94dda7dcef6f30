package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.spectral.PdeEvolution;

/// A partial differential equation with neighbours of its solution, all advanced by ETDRK4.
///
/// A tangent vector is the difference between a neighbour and the solution, over a distance so
/// small that its own curvature does not matter and so large that round-off does not either: it is
/// exact to about six digits. Cost: k + 1 solutions.
final class PdeTangent implements TangentStepper {

    /// Steps of the method in one step of the tangent vectors.
    static final int STEPS = 10;

    private static final double DISTANCE = 1e-6;

    private final PdeEvolution evolution;
    private final int d;
    private final double[] x;
    private final double[] next;
    private final double[] frame;
    private double t;

    /// @param k number of tangent vectors
    PdeTangent(PdeEvolution evolution, int k) {
        this.evolution = evolution;
        d = evolution.dimension();
        x = new double[d];
        next = new double[d];
        frame = new double[k * d];
    }

    @Override
    public void start(double time, double[] start) {
        System.arraycopy(start, 0, x, 0, d);
        t = time;
    }

    @Override
    public void step() {
        System.arraycopy(x, 0, next, 0, d);
        evolution.advance(t, next, STEPS);
        double size = 0;
        for (double value : x) {
            size += value * value;
        }
        double distance = DISTANCE * Math.max(DISTANCE, Math.sqrt(size));
        var neighbour = new double[d];
        for (int c = 0; c < frame.length; c += d) {
            for (int i = 0; i < d; i++) {
                neighbour[i] = x[i] + distance * frame[c + i];
            }
            evolution.advance(t, neighbour, STEPS);
            for (int i = 0; i < d; i++) {
                frame[c + i] = (neighbour[i] - next[i]) / distance;
            }
        }
        System.arraycopy(next, 0, x, 0, d);
        t += STEPS * evolution.step();
        for (double value : x) {
            if (!Double.isFinite(value)) {
                throw new TangentFailureException(
                        "a value became %s at t = %.6g: maybe shorten the step"
                                .formatted(value, t));
            }
        }
    }

    @Override
    public double time() {
        return t;
    }

    @Override
    public double[] state() {
        return x;
    }

    @Override
    public double[] frame() {
        return frame;
    }

    /// Not a number: all but the leading directions are left out.
    @Override
    public double divergence() {
        return Double.NaN;
    }
}
