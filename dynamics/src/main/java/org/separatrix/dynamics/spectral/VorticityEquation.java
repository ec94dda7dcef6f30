package org.separatrix.dynamics.spectral;

import org.separatrix.dynamics.integrate.IntegrationException;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Incompressible flow in the plane, periodic on a square, by its vorticity `w = v_x - u_y`:
///
/// `w_t + u w_x + v w_y = viscosity (w_xx + w_yy) - drag w + f`, `u_x + v_y = 0`.
///
/// Pseudo-spectral with the two-thirds rule, so that without viscosity the truncated equations
/// conserve energy and enstrophy exactly; in time by ETDRK4 with viscosity and drag integrated
/// exactly. A state is the vorticity at the n x n points (see [SpectralGrid2d]); what the rule
/// removes is removed from the start too. The mean of the vorticity must be zero, that of the
/// velocity is taken to be.
///
/// The step must resolve the motion over a cell: of the order of the cell's size over the largest
/// speed. Immutable and shared freely.
public final class VorticityEquation {

    private static final int PATIENCE = 16;

    private final int points;
    private final double length;
    private final double viscosity;
    private final double drag;
    private final double[] forcing;

    private VorticityEquation(
            int points, double length, double viscosity, double drag, double[] forcing) {
        this.points = points;
        this.length = length;
        this.viscosity = viscosity;
        this.drag = drag;
        this.forcing = forcing;
    }

    /// Decaying flow.
    ///
    /// @param points n of each axis, even, at least 4
    /// @param length period of each axis, positive
    /// @param viscosity kinematic, at least 0; one over the Reynolds number in scaled units
    public static VorticityEquation of(int points, double length, double viscosity) {
        if (!(viscosity >= 0) || Double.isInfinite(viscosity)) {
            throw new IllegalArgumentException(
                    "viscosity must be at least 0 and finite, got " + viscosity);
        }
        var grid = new SpectralGrid2d(points, length);
        return new VorticityEquation(grid.points(), grid.length(), viscosity, 0, new double[0]);
    }

    /// The same with linear drag.
    ///
    /// @param rate at least 0, one over time
    public VorticityEquation dragged(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("drag must be at least 0 and finite, got " + rate);
        }
        return new VorticityEquation(points, length, viscosity, rate, forcing);
    }

    /// The same with a steady source of vorticity.
    ///
    /// @param source at the points, length n^2
    public VorticityEquation forced(double[] source) {
        requireState("forcing", source);
        return new VorticityEquation(points, length, viscosity, drag, source.clone());
    }

    /// The grid, a new one for the calling thread.
    public SpectralGrid2d grid() {
        return new SpectralGrid2d(points, length);
    }

    /// Steps of one length from any state, for the calling thread.
    ///
    /// @param step length of a step, positive
    public VorticityEvolution evolution(double step) {
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException("step must be positive, got " + step);
        }
        return new VorticityEvolution(
                grid(),
                viscosity,
                drag,
                forcing.length == 0 ? Optional.empty() : Optional.of(forcing),
                step);
    }

    /// Vorticity after every `every` steps, the start included.
    ///
    /// @param start length n^2, left as it is
    /// @param step length of a step, positive
    /// @param frames number of states, the start included, at least 1
    /// @param every steps from one state to the next, at least 1
    /// @param cancelled asked now and then whether to stop
    /// @return one array of length n^2 a frame
    /// @throws IntegrationException if a value becomes infinite or not a number
    public double[][] solve(
            double[] start, double step, int frames, int every, BooleanSupplier cancelled) {
        requireState("start", start);
        if (frames < 1 || every < 1) {
            throw new IllegalArgumentException(
                    "expected frames >= 1 and every >= 1, got %d and %d".formatted(frames, every));
        }
        var evolution = evolution(step);
        var states = new double[frames][];
        states[0] = start.clone();
        var w = start.clone();
        evolution.start(w);
        long n = 0;
        for (int f = 1; f < frames; f++) {
            for (int s = 0; s < every; s++, n++) {
                if (n % PATIENCE == 0 && cancelled.getAsBoolean()) {
                    throw IntegrationException.cancelled(n * step, n, step, w);
                }
                evolution.advance();
            }
            evolution.vorticity(w);
            guard(n, step, states[f - 1], w);
            states[f] = w.clone();
        }
        return states;
    }

    private void guard(long n, double step, double[] before, double[] w) {
        for (int i = 0; i < w.length; i++) {
            if (!Double.isFinite(w[i])) {
                throw IntegrationException.diverged(
                        n * step,
                        n,
                        step,
                        before,
                        "w[%d,%d]".formatted(i / points, i % points),
                        w[i],
                        "Maybe shorten the step or take more points.");
            }
        }
    }

    private void requireState(String name, double[] state) {
        if (state.length != points * points) {
            throw new IllegalArgumentException(
                    "expected a %s of length %d (%d x %d points), got %d"
                            .formatted(name, points * points, points, points, state.length));
        }
        double mean = 0;
        double size = 0;
        for (double value : state) {
            mean += value / state.length;
            size = Math.max(size, Math.abs(value));
        }
        if (Math.abs(mean) > 1e-9 * size) {
            throw new IllegalArgumentException(
                    "the mean of the %s must be zero on a periodic square, got %s"
                            .formatted(name, mean));
        }
    }

    @Override
    public String toString() {
        return "vorticity on %d x %d points, length %s, viscosity %s, drag %s%s"
                .formatted(
                        points,
                        points,
                        length,
                        viscosity,
                        drag,
                        forcing.length == 0 ? "" : ", forced");
    }
}
