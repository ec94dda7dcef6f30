package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// A flow in standardised coordinates `y = (x - mean)/deviation`.
///
/// Its right-hand side is `f(mean + deviation*y)/deviation`, its Jacobian `diag(1/deviation) J
/// diag(deviation)`. One instance serves one thread.
public final class StandardizedFlow implements Flow {

    private final Flow flow;
    private final Scale scale;
    private final double[] x;

    /// @param scale mean and deviation, length d, deviations positive
    public StandardizedFlow(Flow flow, Scale scale) {
        if (scale.mean().length != flow.dimension()) {
            throw new IllegalArgumentException(
                    "expected a scale of %d states, got %d"
                            .formatted(flow.dimension(), scale.mean().length));
        }
        for (double sigma : scale.deviation()) {
            if (!(sigma > 0)) {
                throw new IllegalArgumentException("deviation must be positive, got " + sigma);
            }
        }
        this.flow = flow;
        this.scale = scale;
        this.x = new double[flow.dimension()];
    }

    @Override
    public int dimension() {
        return flow.dimension();
    }

    @Override
    public List<String> names() {
        return flow.names();
    }

    private void restore(double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] = scale.mean()[i] + scale.deviation()[i] * y[i];
        }
    }

    private void divide(double[] dx) {
        for (int i = 0; i < dx.length; i++) {
            dx[i] /= scale.deviation()[i];
        }
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        restore(y);
        flow.derivative(t, x, dy);
        divide(dy);
    }

    @Override
    public void jacobian(double t, double[] y, double[] j) {
        restore(y);
        flow.jacobian(t, x, j);
        int d = x.length;
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                j[i * d + k] *= scale.deviation()[k] / scale.deviation()[i];
            }
        }
    }

    @Override
    public void timeDerivative(double t, double[] y, double[] dfdt) {
        restore(y);
        flow.timeDerivative(t, x, dfdt);
        divide(dfdt);
    }

    @Override
    public StandardizedFlow copy() {
        return new StandardizedFlow(flow.copy(), scale);
    }
}
