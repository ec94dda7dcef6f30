package org.separatrix.forecast.bench;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Integrates systems of the catalogue anew: two trajectories from different places of the
/// attractor a repeat, without a stretch in common.
final class CatalogueSubjects implements BenchTask.Subjects {

    private static final double TRANSIENT_PERIODS = 20;
    private static final double SPREAD_PERIODS = 200;

    private final BenchConfig config;
    private final Seeds seeds;
    private final Map<String, Subject> made = new ConcurrentHashMap<>();

    CatalogueSubjects(BenchConfig config, Seeds seeds) {
        this.config = config;
        this.seeds = seeds;
    }

    @Override
    public Subject of(String system, long repeat) {
        return made.computeIfAbsent(
                system + "|" + repeat, _ -> make(Catalog.system(system), (int) repeat));
    }

    private Subject make(SystemDescription system, int repeat) {
        double period =
                system.period()
                        .orElseThrow(() ->
                                new LabException(
                                        system.name()
                                                + " has no period in its file; add one, or use a"
                                                + " system that has"));
        var streams = seeds.child(system.name());
        var random = streams.of("starts", repeat);
        double first = (TRANSIENT_PERIODS + SPREAD_PERIODS * random.nextDouble()) * period;
        // After the end of the first, so that the test is no part of what was learned.
        double length =
                (double) (config.history() + config.horizon()) / config.pointsPerPeriod() * period;
        double second = first + length + SPREAD_PERIODS * random.nextDouble() * period;
        var training =
                orbit(
                        system,
                        period,
                        first,
                        config.history() + config.horizon(),
                        streams.of("training noise", repeat));
        var test =
                orbit(
                        system,
                        period,
                        second,
                        config.history() + config.horizon(),
                        streams.of("test noise", repeat));
        double exponent =
                system.invariants()
                        .largestLyapunov()
                        .or(() -> system.published().largestLyapunov())
                        .map(e -> e.value())
                        .orElse(0.0);
        return new Subject(
                List.of(training),
                test.slice(
                        config.keptRows() > 0 ? config.history() - config.keptRows() : 0,
                        config.history()),
                test.slice(config.history(), test.size()),
                config.pointsPerPeriod(),
                exponent,
                Optional.of(system));
    }

    private Segment orbit(
            SystemDescription system,
            double period,
            double start,
            int rows,
            RandomGenerator random) {
        double step = period / config.pointsPerPeriod();
        var states =
                system.kind() == SystemDescription.Kind.FLOW
                        ? states(system, start, step, rows)
                        : delayed(system, start, step, rows);
        var values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            values[i] = states.state(i);
        }
        if (config.noise() > 0) {
            double[] deviation = ForecastMetrics.deviation(values);
            for (double[] row : values) {
                for (int j = 0; j < row.length; j++) {
                    row[j] += config.noise() * deviation[j] * random.nextGaussian();
                }
            }
        }
        return new Segment(start, step, values, states.names());
    }

    private static Trajectory states(
            SystemDescription system, double start, double step, int rows) {
        var times = new double[rows + 1];
        for (int i = 1; i <= rows; i++) {
            times[i] = start + (i - 1) * step;
        }
        return Integrators.named("auto")
                .tolerance(1e-9, 1e-9)
                .solve(system.flow(), system.initial(), times)
                .slice(1, rows + 1);
    }

    /// A delay system's state alone, without its past.
    private static Trajectory delayed(
            SystemDescription system, double start, double step, int rows) {
        return Simulation.of(system)
                .run(
                        SimulationSettings.DEFAULT
                                .withTransient(start)
                                .withPoints(rows)
                                .withEvery(step));
    }
}
