package org.separatrix.forecast.importance;

import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.lab.LabException;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A trajectory of a system on its attractor: rows that are given, and those that follow them and
/// are to be forecast.
///
/// @param flow its equations
/// @param begin time of the first given row, for systems that are driven by time
/// @param step time between rows
/// @param given states, `[n][d]`
/// @param future states that follow, `[m][d]`
public record Reference(
        Flow flow, String name, double begin, double step, double[][] given, double[][] future) {

    private static final double TOLERANCE = 1e-9;
    private static final int SETTLING = 5;
    private static final int SPREAD = 45;

    /// A trajectory that begins 5 to 50 periods after the system's start.
    ///
    /// @param pointsPerPeriod rows a period
    /// @param rows given
    /// @param horizon rows to forecast
    /// @throws LabException if the system is no flow or has no period
    public static Reference of(
            SystemDescription system,
            int pointsPerPeriod,
            int rows,
            int horizon,
            RandomGenerator random) {
        if (system.kind() != SystemDescription.Kind.FLOW) {
            throw new LabException(
                    "%s is a %s; importance sampling simulates ordinary differential equations"
                            .formatted(system.name(), system.kind().text()));
        }
        double period =
                system.period()
                        .orElseThrow(() ->
                                new LabException(
                                        "%s has no period to space its rows by; add one to its file"
                                                .formatted(system.name())));
        double step = period / pointsPerPeriod;
        double from = period * (SETTLING + SPREAD * random.nextDouble());
        var times = new double[rows + horizon + 1];
        for (int i = 1; i < times.length; i++) {
            times[i] = from + (i - 1) * step;
        }
        var flow = system.flow();
        var states = states(flow, system.initial(), times);
        return new Reference(
                flow,
                system.name(),
                from,
                step,
                Arrays.copyOfRange(states, 1, 1 + rows),
                Arrays.copyOfRange(states, 1 + rows, times.length));
    }

    /// A new trajectory at the same spacing.
    ///
    /// @param place of the given row at whose time it begins
    /// @param start its first state
    /// @throws org.separatrix.dynamics.integrate.IntegrationException if it leaves all bounds
    double[][] from(int place, double[] start, int rows) {
        var times = new double[rows];
        for (int i = 0; i < rows; i++) {
            times[i] = begin + (place + i) * step;
        }
        return states(flow, start, times);
    }

    private static double[][] states(Flow flow, double[] start, double[] times) {
        var orbit =
                Integrators.named("auto").tolerance(TOLERANCE, TOLERANCE).solve(flow, start, times);
        var states = new double[times.length][];
        for (int i = 0; i < states.length; i++) {
            states[i] = orbit.state(i);
        }
        return states;
    }
}
