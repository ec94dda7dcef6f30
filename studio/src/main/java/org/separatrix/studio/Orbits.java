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

    private static final int POINTS = 4000;
    private static final double PER_PERIOD = 80;

    /// Rows of a field and the most columns of it that are kept.
    private static final int ROWS = 240;

    private static final int COLUMNS = 160;
    private static final double ROWS_PER_PERIOD = 12;

    /// States whose extents differ by less than this keep their proportions.
    private static final double ALIKE = 4;

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final Map<String, byte[]> fields = new ConcurrentHashMap<>();
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

    /// The field of a partial differential equation over time, to draw: two little-endian integers,
    /// rows (time) and columns (space), then a byte from 0 (least) to 255 (largest) each; empty for
    /// what has no field.
    byte[] field(SystemDescription system) {
        var known = fields.get(system.name());
        if (known != null) {
            return known;
        }
        byte[] picture =
                system.kind() == SystemDescription.Kind.PDE
                        ? work.run(over -> computeField(system, over))
                        : new byte[0];
        fields.put(system.name(), picture);
        return picture;
    }

    private static byte[] computeField(SystemDescription system, BooleanSupplier over) {
        var settings =
                new SimulationSettings(
                        ROWS,
                        0,
                        0,
                        ROWS_PER_PERIOD,
                        0,
                        0,
                        "",
                        1e-6,
                        1e-8,
                        0,
                        0,
                        List.of(),
                        0,
                        over);
        try {
            return picture(Simulation.of(system).run(settings));
        } catch (SimulationException | IllegalArgumentException _) {
            if (over.getAsBoolean()) {
                throw new CancellationException("time is over");
            }
            return new byte[0];
        }
    }

    private static byte[] picture(Trajectory orbit) {
        int every = Math.ceilDiv(orbit.dimension(), COLUMNS);
        int columns = Math.ceilDiv(orbit.dimension(), every);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < orbit.size(); i++) {
            for (double x : orbit.state(i)) {
                low = Math.min(low, x);
                high = Math.max(high, x);
            }
        }
        double span = high > low ? high - low : 1;
        var buffer = ByteBuffer.allocate(8 + orbit.size() * columns).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(orbit.size()).putInt(columns);
        for (int i = 0; i < orbit.size(); i++) {
            for (int j = 0; j < columns; j++) {
                buffer.put((byte) (int) Math.round(255 * (orbit.state(i, j * every) - low) / span));
            }
        }
        return buffer.array();
    }

    private static byte[] compute(SystemDescription system, BooleanSupplier over) {
        var settings =
                new SimulationSettings(
                        POINTS, 0, 0, PER_PERIOD, 0, 0, "", 1e-7, 1e-9, 0, 0, List.of(), 0, over);
        try {
            return switch (system.kind()) {
                case PDE -> new byte[0];
                case DELAY -> pack(Simulation.of(system).run(embedded(settings)), false);
                case FLOW, MAP, STOCHASTIC, JUMP ->
                        pack(
                                Observables.of(system).apply(Simulation.of(system).run(settings)),
                                system.kind() == SystemDescription.Kind.MAP);
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

    /// The first three states. One state alone is drawn against time, a map's as its graph.
    private static byte[] pack(Trajectory orbit, boolean map) {
        int n = orbit.size() - 1;
        int d = orbit.dimension();
        var buffer = ByteBuffer.allocate(12 * n).order(ByteOrder.LITTLE_ENDIAN);
        var axes = new double[3][n];
        for (int k = 0; k < Math.min(3, d); k++) {
            System.arraycopy(orbit.column(k), 0, axes[k], 0, n);
        }
        if (d == 1 && map) {
            System.arraycopy(orbit.column(0), 1, axes[1], 0, n);
        } else if (d == 1) {
            axes[1] = axes[0];
            axes[0] = Arrays.copyOf(orbit.times(), n);
        }
        centre(axes);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                buffer.putFloat((float) axes[k][i]);
            }
        }
        return buffer.array();
    }

    /// About 0, within 1: with one scale where the extents are alike, else each by its own.
    private static void centre(double[][] axes) {
        var lows = new double[axes.length];
        var spans = new double[axes.length];
        double largest = 0;
        for (int k = 0; k < axes.length; k++) {
            lows[k] = Arrays.stream(axes[k]).min().orElse(0);
            spans[k] = Arrays.stream(axes[k]).max().orElse(0) - lows[k];
            largest = Math.max(largest, spans[k]);
        }
        double smallest = Arrays.stream(spans).filter(s -> s > 0).min().orElse(1);
        boolean alike = smallest > largest / ALIKE;
        for (int k = 0; k < axes.length; k++) {
            double scale = spans[k] > 0 ? 2 / (alike ? largest : spans[k]) : 0;
            for (int i = 0; i < axes[k].length; i++) {
                axes[k][i] = (axes[k][i] - lows[k] - spans[k] / 2) * scale;
            }
        }
    }
}
