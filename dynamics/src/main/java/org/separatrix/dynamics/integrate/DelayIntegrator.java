package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The method of steps for delay differential equations: Tsitouras's pair 5(4), whose dense output
/// is the past of later steps.
///
/// No step is longer than the smallest positive lag, so that the past is always known, and the
/// method stays explicit. A kink of the history at the start comes back one lag later, one
/// derivative smoother; steps end exactly on these breaking points until the solution is smoother
/// than the method's order needs. The dense output is uniformly of order 4, so the global error
/// falls with the fifth power of the step (A. Bellen and M. Zennaro, "Numerical Methods for Delay
/// Differential Equations", 2003, chapter 6).
///
/// Settings are immutable: an integrator is shared freely between threads, the flow is used by the
/// calling thread alone.
public final class DelayIntegrator {

    private static final DelayIntegrator DEFAULT = new DelayIntegrator(Settings.DEFAULT, false);

    private final Settings settings;
    private final boolean fixed;

    private DelayIntegrator(Settings settings, boolean fixed) {
        this.settings = settings;
        this.fixed = fixed;
    }

    /// An integrator with step control: component i may err by `absolute + relative*|x_i|` a step.
    public static DelayIntegrator tolerance(double relative, double absolute) {
        return new DelayIntegrator(
                DEFAULT.settings.withTolerance(relative, new double[] {absolute}), false);
    }

    /// An integrator with steps of one length, shortened only to end on breaking points.
    public static DelayIntegrator step(double length) {
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException("step must be positive, got " + length);
        }
        return new DelayIntegrator(
                DEFAULT.settings.withSteps(length, 0, Double.POSITIVE_INFINITY, Long.MAX_VALUE),
                true);
    }

    /// The same integrator, failing after this many accepted and rejected steps.
    public DelayIntegrator maxSteps(long steps) {
        return new DelayIntegrator(
                settings.withSteps(settings.step(), settings.minStep(), settings.maxStep(), steps),
                fixed);
    }

    /// The same integrator, failing when some |x_i| exceeds this.
    public DelayIntegrator bound(double largest) {
        return new DelayIntegrator(settings.withBound(largest), fixed);
    }

    /// The same integrator, failing soon after `cancelled` answers true.
    public DelayIntegrator cancelled(BooleanSupplier cancelled) {
        return new DelayIntegrator(settings.withCancelled(cancelled), fixed);
    }

    /// The states at given times.
    ///
    /// @param history states up to the first time
    /// @param times strictly increasing, at least one
    /// @throws IntegrationException if the end cannot be reached
    public Trajectory solve(DelayFlow flow, History history, double[] times) {
        return solve(flow, history, times, new double[] {0}, flow.names());
    }

    /// The delay embedding: every state now and `delays - 1` times before, equally spaced up to the
    /// longest lag of the flow.
    ///
    /// @param delays number of values of each state, at least 2
    /// @return columns named `x`, `x(t - 1.6)` and so on, all values of a state together
    public Trajectory embedding(DelayFlow flow, History history, double[] times, int delays) {
        if (delays < 2) {
            throw new IllegalArgumentException("delays must be at least 2, got " + delays);
        }
        var offsets = new double[delays];
        for (int k = 0; k < delays; k++) {
            offsets[k] = flow.largestLag() * k / (delays - 1);
        }
        var names = new ArrayList<String>();
        for (String name : flow.names()) {
            for (double offset : offsets) {
                names.add(offset == 0 ? name : "%s(t - %.6g)".formatted(name, offset));
            }
        }
        return solve(flow, history, times, offsets, names);
    }

    private Trajectory solve(
            DelayFlow flow, History history, double[] times, double[] offsets, List<String> names) {
        if (times.length == 0) {
            throw new IllegalArgumentException("times must hold at least one time, got none");
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new IllegalArgumentException(
                        "times must increase strictly, got %s after %s at index %d"
                                .formatted(times[i], times[i - 1], i));
            }
        }
        return new DelayRun(flow, history, settings, fixed, offsets).solve(times, names);
    }
}
