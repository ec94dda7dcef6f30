package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.dynamics.integrate.Integrator;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.equations.compile.Compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A long trajectory on the attractor, sampled evenly.
final class LongRun {

    static final int POINTS_PER_PERIOD = 100;

    private static final double RELATIVE = 1e-9;
    private static final double ABSOLUTE = 1e-11;

    /// The transient ends early when it takes more steps than this.
    private static final long MOST_STEPS = 150_000;

    private static final int STRETCHES = 20;

    private static final int DELAYS = 8;
    private static final double LONGEST_DELAY_RUN = 400;

    private LongRun() {}

    /// The system from a start at the end of its transient.
    ///
    /// @throws IntegrationException if a flow cannot be followed
    static SystemDescription settled(
            SystemDescription system, AnalysisSettings settings, List<String> remarks) {
        return switch (system.kind()) {
            case FLOW -> settledFlow(system, settings, remarks);
            case MAP -> settledMap(system, settings);
            case DELAY, STOCHASTIC, JUMP, PDE -> system;
        };
    }

    private static SystemDescription settledFlow(
            SystemDescription system, AnalysisSettings settings, List<String> remarks) {
        double period = system.period().orElse(1);
        double stretch = settings.transients() * period / STRETCHES;
        var integrator = integrator(settings);
        var flow = system.flow();
        var x = system.initial().clone();
        long steps = 0;
        for (int i = 0; i < STRETCHES && stretch > 0; i++) {
            var solution = integrator.integrate(flow, x, i * stretch, (i + 1) * stretch);
            x = solution.state();
            steps += solution.statistics().accepted();
            if (steps > MOST_STEPS) {
                remarks.add(
                        "the transient ended after %.0f periods, for its many steps"
                                .formatted((i + 1) * stretch / period));
                break;
            }
        }
        return system.withInitial(x);
    }

    private static SystemDescription settledMap(
            SystemDescription system, AnalysisSettings settings) {
        var map = Compiler.compile(system.system());
        var x = system.initial().clone();
        var next = new double[x.length];
        long skipped = (long) (settings.transients() * AnalysisSettings.STEPS_PER_PERIOD);
        for (long i = 0; i < skipped; i++) {
            map.derivative((double) i, x, next);
            System.arraycopy(next, 0, x, 0, x.length);
        }
        for (double value : x) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "the orbit of %s leaves every bound within %d steps"
                                .formatted(system.name(), skipped));
            }
        }
        return system.withInitial(x);
    }

    private static Integrator integrator(AnalysisSettings settings) {
        return Integrators.named("auto")
                .tolerance(RELATIVE, ABSOLUTE)
                .cancelled(settings.cancelled());
    }

    /// States from the start on: [#POINTS_PER_PERIOD] a period of a flow, all iterates of a map.
    ///
    /// @throws IntegrationException if a flow cannot be followed
    static Trajectory of(SystemDescription system, AnalysisSettings settings) {
        int n = (int) (settings.periods() * POINTS_PER_PERIOD);
        return of(system, n, POINTS_PER_PERIOD, settings);
    }

    /// `n` states from the start on, `perPeriod` a period of a flow, all iterates of a map.
    ///
    /// @throws IntegrationException if a flow cannot be followed
    static Trajectory of(
            SystemDescription system, int n, int perPeriod, AnalysisSettings settings) {
        if (system.kind() == Kind.MAP) {
            return iterated(system, n);
        }
        double spacing = system.period().orElse(1) / perPeriod;
        var times = IntStream.range(0, n).mapToDouble(i -> i * spacing).toArray();
        return integrator(settings).solve(system.flow(), system.initial(), times);
    }

    /// States of a delay system after a tenth of the run.
    static Trajectory ofDelay(SystemDescription system, AnalysisSettings settings) {
        return Simulation.of(system).run(delay(system, settings));
    }

    /// The same run seen through [#DELAYS] values of each state.
    static Trajectory embedded(SystemDescription system, AnalysisSettings settings) {
        return Simulation.of(system).run(delay(system, settings).withEmbedding(DELAYS));
    }

    private static SimulationSettings delay(SystemDescription system, AnalysisSettings settings) {
        double periods = Math.min(LONGEST_DELAY_RUN, settings.periods());
        return SimulationSettings.DEFAULT
                .withPoints((int) (periods * POINTS_PER_PERIOD))
                .withPointsPerPeriod(POINTS_PER_PERIOD)
                .withTransient(0.1 * periods * system.period().orElse(1))
                .withTolerance(1e-7, 1e-9)
                .withCancelled(settings.cancelled());
    }

    private static Trajectory iterated(SystemDescription system, int n) {
        var equations = system.system();
        var map = Compiler.compile(equations);
        int d = map.dimension();
        var times = new double[n];
        var states = new double[n * d];
        var x = system.initial().clone();
        var next = new double[d];
        for (int i = 0; i < n; i++) {
            times[i] = i;
            System.arraycopy(x, 0, states, i * d, d);
            map.derivative((double) i, x, next);
            System.arraycopy(next, 0, x, 0, d);
        }
        return new Trajectory(times, states, equations.states());
    }

    static List<Double> means(Trajectory orbit) {
        var means = new ArrayList<Double>();
        for (int j = 0; j < orbit.dimension(); j++) {
            means.add(mean(orbit.column(j)));
        }
        return means;
    }

    static List<Double> deviations(Trajectory orbit) {
        var deviations = new ArrayList<Double>();
        for (int j = 0; j < orbit.dimension(); j++) {
            var column = orbit.column(j);
            double mean = mean(column);
            double squares = 0;
            for (double x : column) {
                squares += (x - mean) * (x - mean);
            }
            deviations.add(Math.sqrt(squares / column.length));
        }
        return deviations;
    }

    private static double mean(double[] column) {
        double sum = 0;
        for (double x : column) {
            sum += x;
        }
        return sum / column.length;
    }
}
