package org.separatrix.dynamics.stochastic;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.integrate.IntegrationException;

import java.util.function.BooleanSupplier;

/// Follows a stochastic system along a Brownian path, with steps that are cells of the path.
///
/// Immutable and shared freely; the flow is used by the calling thread alone.
///
/// @param method the method of each step
/// @param level steps are cells of this level of the path: its cell over 2^level
/// @param cancelled asked now and then whether to stop
public record StochasticIntegrator(StochasticMethod method, int level, BooleanSupplier cancelled) {

    private static final int PATIENCE = 1024;

    /// Steps that are whole cells of the path.
    public StochasticIntegrator(StochasticMethod method) {
        this(method, 0, () -> false);
    }

    /// The same method on finer cells of the path.
    public StochasticIntegrator level(int finer) {
        return new StochasticIntegrator(method, finer, cancelled);
    }

    /// The same method, failing soon after `stop` answers true.
    public StochasticIntegrator cancelled(BooleanSupplier stop) {
        return new StochasticIntegrator(method, level, stop);
    }

    /// States after every `every` steps, the start included.
    ///
    /// @param path with as many channels as the flow; its time 0 is `t0`
    /// @param x0 length d, left as it is
    /// @param points number of states, the start included, at least 1
    /// @param every steps from one state to the next, at least 1
    /// @throws IntegrationException if a state becomes infinite or not a number
    public Trajectory solve(
            StochasticFlow flow, BrownianPath path, double[] x0, double t0, int points, int every) {
        int d = flow.dimension();
        if (x0.length != d) {
            throw new IllegalArgumentException(
                    "expected a start of length %d, got %d".formatted(d, x0.length));
        }
        if (path.channels() != flow.channels()) {
            throw new IllegalArgumentException(
                    "expected a path with %d channels, got %d"
                            .formatted(flow.channels(), path.channels()));
        }
        if (points < 1 || every < 1) {
            throw new IllegalArgumentException(
                    "expected points >= 1 and every >= 1, got %d and %d".formatted(points, every));
        }
        double h = Math.scalb(path.cell(), -level);
        var step = method.step(flow);
        var cells = path.cursor(level, 0);
        var dw = new double[path.channels()];
        var area = new double[path.channels()];
        var times = new double[points];
        var states = new double[points * d];
        var x = x0.clone();
        var before = new double[d];
        long n = 0;
        for (int row = 0; row < points; row++) {
            for (int s = 0; row > 0 && s < every; s++, n++) {
                double t = t0 + n * h;
                if (n % PATIENCE == 0 && cancelled.getAsBoolean()) {
                    throw IntegrationException.cancelled(t, n, h, x);
                }
                System.arraycopy(x, 0, before, 0, d);
                cells.next(dw, area);
                step.advance(t, h, dw, area, x);
                guard(flow, t, n, h, before, x);
            }
            times[row] = t0 + n * h;
            System.arraycopy(x, 0, states, row * d, d);
        }
        return new Trajectory(times, states, flow.names());
    }

    private static void guard(
            StochasticFlow flow, double t, long n, double h, double[] before, double[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw IntegrationException.diverged(
                        t, n, h, before, flow.names().get(i), x[i], "Maybe shorten the step.");
            }
        }
    }
}
