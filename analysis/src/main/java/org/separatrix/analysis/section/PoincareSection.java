package org.separatrix.analysis.section;

import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.integrate.Event;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.ArrayList;

/// The points at which a trajectory passes through a surface `g(t, x) = 0`.
///
/// Crossings are located on the dense output of the integrator, to round-off in time.
public final class PoincareSection {

    private static final double RELATIVE = 1e-9;
    private static final double ABSOLUTE = 1e-12;

    private PoincareSection() {}

    /// The first `count` crossings after a transient.
    ///
    /// @param section what to cross and in which direction; its action does not matter
    /// @param transients crossings that are discarded first
    /// @param stretch a time in which several crossings happen, such as ten periods
    /// @return times and states of the crossings
    /// @throws IllegalArgumentException if a hundred stretches pass without a crossing
    public static Trajectory of(
            Flow flow, double[] x0, Event section, int transients, int count, double stretch) {
        if (count < 1 || transients < 0) {
            throw new IllegalArgumentException(
                    "count must be at least 1 and transients at least 0, got %d and %d"
                            .formatted(count, transients));
        }
        var times = new ArrayList<Double>();
        var states = new ArrayList<double[]>();
        var integrator =
                Integrators.named("auto")
                        .tolerance(RELATIVE, ABSOLUTE)
                        .event(
                                section.observe((t, x) -> {
                                    times.add(t);
                                    states.add(x.clone());
                                }));
        int wanted = transients + count;
        double t = 0;
        var x = x0.clone();
        int idle = 0;
        while (times.size() < wanted) {
            int before = times.size();
            var solution = integrator.integrate(flow, x, t, t + stretch);
            x = solution.state();
            t = solution.time();
            idle = times.size() == before ? idle + 1 : 0;
            if (idle == 100) {
                throw new IllegalArgumentException(
                        "no crossing of %s from t = %.6g to %.6g: move the section"
                                .formatted(section.name(), t - 100 * stretch, t));
            }
        }
        int d = flow.dimension();
        var kept = new double[count];
        var rows = new double[count * d];
        for (int i = 0; i < count; i++) {
            kept[i] = times.get(transients + i);
            System.arraycopy(states.get(transients + i), 0, rows, i * d, d);
        }
        return new Trajectory(kept, rows, flow.names());
    }
}
