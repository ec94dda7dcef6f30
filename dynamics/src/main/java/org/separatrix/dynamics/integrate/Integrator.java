package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.Trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A method with its settings: immutable, shared freely between threads and integrations.
///
/// ```java
/// var solution = Integrators.named("dop853").tolerance(1e-9, 1e-12).integrate(flow, x0, 0, 100);
/// var trajectory = Integrators.named("dopri5").solve(flow, x0, times);
/// ```
///
/// By default the relative tolerance is 1e-6, the absolute one 1e-9 and nothing is bounded. Every
/// call has a workspace of its own; the flow is used by the calling thread alone.
public final class Integrator {

    private final Method method;
    private final Settings settings;

    Integrator(Method method, Settings settings) {
        this.method = method;
        this.settings = settings;
    }

    /// Name of the method.
    public String name() {
        return method.name();
    }

    /// Order of the method; 0 if it adapts to the tolerance.
    public int order() {
        return method.order();
    }

    /// Whether the step is fixed and must be set with [#step].
    public boolean fixedStep() {
        return method.fixed();
    }

    /// The same method with other tolerances: component i may err by `absolute + relative*|x_i|` a
    /// step.
    ///
    /// @param relative in [0, 1)
    /// @param absolute not negative, in the units of the states
    public Integrator tolerance(double relative, double absolute) {
        return with(settings.withTolerance(relative, new double[] {absolute}));
    }

    /// The same method with an absolute tolerance for each state.
    public Integrator tolerance(double relative, double[] absolute) {
        return with(settings.withTolerance(relative, absolute.clone()));
    }

    /// The same method with steps of this length; an adaptive method only starts with it.
    public Integrator step(double length) {
        return with(
                settings.withSteps(
                        length, settings.minStep(), settings.maxStep(), settings.maxSteps()));
    }

    /// The same method, failing when it needs steps shorter than this.
    public Integrator minStep(double length) {
        return with(
                settings.withSteps(
                        settings.step(), length, settings.maxStep(), settings.maxSteps()));
    }

    /// The same method with no step longer than this.
    public Integrator maxStep(double length) {
        return with(
                settings.withSteps(
                        settings.step(), settings.minStep(), length, settings.maxSteps()));
    }

    /// The same method, failing after this many accepted and rejected steps.
    public Integrator maxSteps(long steps) {
        return with(
                settings.withSteps(settings.step(), settings.minStep(), settings.maxStep(), steps));
    }

    /// The same method, failing when some |x_i| exceeds this.
    public Integrator bound(double largest) {
        return with(settings.withBound(largest));
    }

    /// The same method, failing soon after `cancelled` answers true; it is asked before every step.
    public Integrator cancelled(BooleanSupplier cancelled) {
        return with(settings.withCancelled(cancelled));
    }

    /// The same method, watching for one more event.
    public Integrator event(Event event) {
        var events = new ArrayList<>(settings.events());
        events.add(event);
        return with(settings.withEvents(events));
    }

    private Integrator with(Settings changed) {
        return new Integrator(method, changed);
    }

    /// Integrates from `x0` at `t0` to `t1`, which may lie before `t0`.
    ///
    /// @param x0 length d, left as it is
    /// @param listeners see every accepted step
    /// @throws IntegrationException if the end cannot be reached
    public Solution integrate(
            Flow flow, double[] x0, double t0, double t1, StepListener... listeners) {
        if (x0.length != flow.dimension()) {
            throw new IllegalArgumentException(
                    "expected an initial state of length %d, got %d"
                            .formatted(flow.dimension(), x0.length));
        }
        if (!Double.isFinite(t0) || !Double.isFinite(t1)) {
            throw new IllegalArgumentException(
                    "times must be finite, got from %s to %s".formatted(t0, t1));
        }
        if (method.fixed() && settings.step() == 0) {
            throw new IllegalArgumentException(
                    "%s has a fixed step: set it, for example .step(0.01)".formatted(name()));
        }
        var counters = new Counters();
        var stepper =
                method.factory().stepper(flow, settings.tolerance(x0.length), settings, counters);
        return new Run(flow, stepper, method, settings, counters, List.of(listeners))
                .from(t0, x0, t1);
    }

    /// The states at given times, through the dense output of the method.
    ///
    /// If an event stops the integration, the trajectory ends with the last time before it. At the
    /// very time of a jump the state before it is given.
    ///
    /// @param x0 state at the first time, length d
    /// @param times strictly increasing or strictly decreasing, at least one
    public Trajectory solve(Flow flow, double[] x0, double[] times) {
        var sampler = new Sampler(times, x0);
        if (times.length > 1) {
            integrate(flow, x0, times[0], times[times.length - 1], sampler);
        }
        return sampler.trajectory(flow.names());
    }

    /// The states at evenly spaced times, both ends included, through the dense output of the
    /// method.
    ///
    /// @param points number of times, at least 2
    public Trajectory solve(Flow flow, double[] x0, double t0, double t1, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("points must be at least 2, got " + points);
        }
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = t0 + (t1 - t0) * i / (points - 1);
        }
        times[points - 1] = t1;
        return solve(flow, x0, times);
    }

    @Override
    public String toString() {
        return method.fixed()
                ? "%s, step %s".formatted(name(), settings.step())
                : "%s, relative tolerance %s".formatted(name(), settings.relative());
    }
}
