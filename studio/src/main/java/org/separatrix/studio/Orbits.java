package org.separatrix.studio;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationException;
import org.separatrix.dynamics.simulate.SimulationSettings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Orbits to draw, one a system of the catalogue, computed when first asked for and kept.
final class Orbits {

    private static final int POINTS = 1500;
    private static final double PER_PERIOD = 60;

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final Work work;

    Orbits(Work work) {
        this.work = work;
    }

    /// Points as little-endian single-precision numbers, shape (n, 3), in a cube of side 2 about 0;
    /// empty for what has no orbit in space.
    byte[] of(SystemDescription system) {
        var known = kept.get(system.name());
        if (known != null) {
            return known;
        }
        byte[] points = work.run(over -> compute(system, over));
        kept.put(system.name(), points);
        return points;
    }

    private static byte[] compute(SystemDescription system, BooleanSupplier over) {
        var settings =
                new SimulationSettings(
                        POINTS, 0, 0, PER_PERIOD, 0, 0, "", 1e-7, 1e-9, 0, 0, List.of(), 0, over);
        try {
            return switch (system.kind()) {
                case PDE -> new byte[0];
                case DELAY -> pack(Simulation.of(system).run(embedded(settings)));
                case FLOW, MAP, STOCHASTIC, JUMP ->
                        pack(Observables.of(system).apply(Simulation.of(system).run(settings)));
            };
        } catch (SimulationException | IllegalArgumentException _) {
            if (over.getAsBoolean()) {
                throw new CancellationException("time is over");
            }
            // A picture is missing; the system's own page says why when it is asked to run.
            return new byte[0];
        }
    }

    private static SimulationSettings embedded(SimulationSettings s) {
        return new SimulationSettings(
                s.points(),
                0,
                0,
                PER_PERIOD,
                0,
                0,
                "",
                s.rtol(),
                s.atol(),
                0,
                0,
                List.of(),
                3,
                s.cancelled());
    }

    /// The first three states, or the last ones against themselves one step later.
    private static byte[] pack(Trajectory orbit) {
        int n = orbit.size() - 1;
        int d = orbit.dimension();
        var buffer = ByteBuffer.allocate(12 * n).order(ByteOrder.LITTLE_ENDIAN);
        var axes = new double[3][];
        for (int k = 0; k < 3; k++) {
            double[] column = orbit.column(Math.min(k, d - 1));
            var axis = new double[n];
            // A map of one state is drawn as its graph; with two, the third axis is flat.
            int later = d == 1 && k == 1 ? 1 : 0;
            if (k < d || later == 1) {
                System.arraycopy(column, later, axis, 0, n);
            }
            axes[k] = axis;
        }
        for (var axis : axes) {
            centre(axis);
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                buffer.putFloat((float) axes[k][i]);
            }
        }
        return buffer.array();
    }

    /// Each axis by its own extent, for states may have different units.
    private static void centre(double[] axis) {
        double low = Arrays.stream(axis).min().orElse(0);
        double high = Arrays.stream(axis).max().orElse(0);
        for (int i = 0; i < axis.length; i++) {
            axis[i] = high > low ? (2 * axis[i] - low - high) / (high - low) : 0;
        }
    }
}
