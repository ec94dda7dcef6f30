package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.compile.Compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/// A long trajectory on the attractor, sampled evenly.
final class LongRun {

    static final int POINTS_PER_PERIOD = 100;

    private static final double RELATIVE = 1e-8;
    private static final double ABSOLUTE = 1e-10;

    private LongRun() {}

    /// States after the transient: [#POINTS_PER_PERIOD] a period of a flow, all iterates of a map.
    ///
    /// @throws IntegrationException if a flow cannot be followed
    static Trajectory of(SystemDescription system, AnalysisSettings settings) {
        int n = (int) (settings.periods() * POINTS_PER_PERIOD);
        return system.kind() == Kind.MAP
                ? iterated(system, settings, n)
                : integrated(system, settings, n);
    }

    private static Trajectory integrated(SystemDescription system, AnalysisSettings settings, int n) {
        double period = system.period().orElse(1);
        double begin = settings.transients() * period;
        var integrator =
                Integrators.named("auto")
                        .tolerance(RELATIVE, ABSOLUTE)
                        .cancelled(settings.cancelled());
        var flow = system.flow();
        var start = integrator.integrate(flow, system.initial(), 0, begin).state();
        var times =
                IntStream.range(0, n)
                        .mapToDouble(i -> begin + i * period / POINTS_PER_PERIOD)
                        .toArray();
        return integrator.solve(flow, start, times);
    }

    private static Trajectory iterated(SystemDescription system, AnalysisSettings settings, int n) {
        var equations = system.system();
        var map = Compiler.compile(equations);
        int d = map.dimension();
        int skipped = (int) (settings.transients() * AnalysisSettings.STEPS_PER_PERIOD);
        var times = new double[n];
        var states = new double[n * d];
        var x = system.initial().clone();
        var next = new double[d];
        for (int i = -skipped; i < n; i++) {
            map.derivative(i + (double) skipped, x, next);
            System.arraycopy(next, 0, x, 0, d);
            if (i >= 0) {
                times[i] = i + (double) skipped;
                System.arraycopy(x, 0, states, i * d, d);
            }
        }
        return new Trajectory(times, states, equations.states());
    }

    /// The bounded observables of the states, where the system names them, otherwise the states.
    static Trajectory observed(SystemDescription system, Trajectory orbit) {
        if (system.observables().isEmpty()) {
            return orbit;
        }
        var equations = system.system();
        var values = new HashMap<String, Double>();
        for (int p = 0; p < equations.parameters().size(); p++) {
            values.put(equations.parameters().get(p), equations.values().get(p));
        }
        var observables = new ArrayList<Expression>();
        for (String text : system.observables()) {
            observables.add(Equations.parseExpression(text));
        }
        int n = orbit.size();
        int k = observables.size();
        var seen = new double[n * k];
        for (int i = 0; i < n; i++) {
            values.put("t", orbit.time(i));
            for (int j = 0; j < orbit.dimension(); j++) {
                values.put(orbit.names().get(j), orbit.state(i, j));
            }
            for (int j = 0; j < k; j++) {
                seen[i * k + j] = Interpreter.evaluate(observables.get(j), values::get);
            }
        }
        return new Trajectory(orbit.times(), seen, system.observables());
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
