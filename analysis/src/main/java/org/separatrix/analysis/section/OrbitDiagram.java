package org.separatrix.analysis.section;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.integrate.Event;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleFunction;

/// Where a long orbit goes, for each value of a parameter (a bifurcation diagram).
///
/// Every value of the parameter starts from the same state, so that the diagram does not depend on
/// the order of the work.
///
/// @param parameters values of the parameter
/// @param points values of the observed state on the orbit, one array for each parameter; empty
///   where the orbit becomes infinite
public record OrbitDiagram(double[] parameters, List<double[]> points) {

    public OrbitDiagram {
        points = List.copyOf(points);
        if (points.size() != parameters.length) {
            throw new IllegalArgumentException(
                    "expected %d arrays of points, one a parameter, got %d"
                            .formatted(parameters.length, points.size()));
        }
    }

    /// The diagram of a map.
    ///
    /// @param parameter index of the parameter that varies
    /// @param state index of the state that is observed
    /// @param transients iterates that are discarded first
    /// @param kept iterates that are kept
    public static OrbitDiagram ofMap(
            Kernel map,
            int parameter,
            double[] values,
            double[] x0,
            int state,
            int transients,
            int kept,
            int threads) {
        return of(
                values,
                threads,
                value -> {
                    var own = map.copy();
                    own.parameter(parameter, value);
                    return iterates(own, x0, state, transients, kept);
                });
    }

    /// The diagram of a flow, seen where it crosses a section.
    ///
    /// @param state index of the state that is observed
    /// @param transients crossings that are discarded first
    /// @param kept crossings that are kept
    /// @param stretch a time in which several crossings happen
    public static OrbitDiagram ofFlow(
            CompiledFlow flow,
            String parameter,
            double[] values,
            double[] x0,
            Event section,
            int state,
            int transients,
            int kept,
            double stretch,
            int threads) {
        return of(
                values,
                threads,
                value ->
                        PoincareSection.of(
                                        flow.withParameter(parameter, value),
                                        x0,
                                        section,
                                        transients,
                                        kept,
                                        stretch)
                                .column(state));
    }

    private static OrbitDiagram of(double[] values, int threads, DoubleFunction<double[]> orbit) {
        var futures = new ArrayList<Future<double[]>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (double value : values) {
                futures.add(pool.submit(() -> orbit.apply(value)));
            }
        }
        var points = new ArrayList<double[]>();
        for (var future : futures) {
            points.add(result(future));
        }
        return new OrbitDiagram(values.clone(), points);
    }

    private static double[] result(Future<double[]> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static double[] iterates(Kernel map, double[] x0, int state, int transients, int kept) {
        var x = x0.clone();
        var next = new double[x.length];
        var points = new double[kept];
        for (int i = -transients; i < kept; i++) {
            map.derivative(i + (double) transients, x, next);
            System.arraycopy(next, 0, x, 0, x.length);
            if (!Double.isFinite(x[state])) {
                return new double[0];
            }
            if (i >= 0) {
                points[i] = x[state];
            }
        }
        return points;
    }
}
