package org.separatrix.dynamics.integrate;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Everything a caller may set, checked.
///
/// @param relative relative tolerance, dimensionless
/// @param absolute absolute tolerance, one for all states or one a state, in their units
/// @param step fixed step, or first step of an adaptive method, positive; 0 lets the method choose
/// @param minStep steps shorter than this are a failure
/// @param maxStep no step is longer than this
/// @param maxSteps most accepted and rejected steps
/// @param bound largest |x_i| that does not count as diverged
/// @param cancelled asked before every step whether to stop
/// @param events what to watch for
record Settings(
        double relative,
        double[] absolute,
        double step,
        double minStep,
        double maxStep,
        long maxSteps,
        double bound,
        BooleanSupplier cancelled,
        List<Event> events) {

    /// A state that stays zero under a purely relative tolerance must not divide zero by zero; the
    /// square of this is still a normal number.
    private static final double SMALLEST_ABSOLUTE = 1e-100;

    static final Settings DEFAULT =
            new Settings(
                    1e-6,
                    new double[] {1e-9},
                    0,
                    0,
                    Double.POSITIVE_INFINITY,
                    Long.MAX_VALUE,
                    Double.POSITIVE_INFINITY,
                    () -> false,
                    List.of());

    Settings {
        events = List.copyOf(events);
        if (!(relative >= 0) || relative >= 1) {
            throw new IllegalArgumentException(
                    "relative tolerance must lie in [0, 1), got " + relative);
        }
        for (double a : absolute) {
            if (!(a >= 0) || a + relative == 0) {
                throw new IllegalArgumentException(
                        ("absolute tolerance must be positive, or zero beside a positive relative"
                                        + " one, got %s with relative %s")
                                .formatted(a, relative));
            }
        }
        positiveOrZero("step", step);
        positiveOrZero("minStep", minStep);
        positive("maxStep", maxStep);
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps must be positive, got " + maxSteps);
        }
        positive("bound", bound);
    }

    /// The tolerance for `d` states.
    Tolerance tolerance(int d) {
        if (absolute.length != 1 && absolute.length != d) {
            throw new IllegalArgumentException(
                    "expected 1 or %d absolute tolerances, got %d".formatted(d, absolute.length));
        }
        var all = absolute.length == d ? absolute.clone() : new double[d];
        if (absolute.length != d) {
            Arrays.fill(all, absolute[0]);
        }
        for (int i = 0; i < d; i++) {
            all[i] = Math.max(all[i], SMALLEST_ABSOLUTE);
        }
        return new Tolerance(relative, all);
    }

    Settings withTolerance(double relative, double[] absolute) {
        return new Settings(
                relative, absolute, step, minStep, maxStep, maxSteps, bound, cancelled, events);
    }

    Settings withSteps(double step, double minStep, double maxStep, long maxSteps) {
        return new Settings(
                relative, absolute, step, minStep, maxStep, maxSteps, bound, cancelled, events);
    }

    Settings withBound(double bound) {
        return new Settings(
                relative, absolute, step, minStep, maxStep, maxSteps, bound, cancelled, events);
    }

    Settings withCancelled(BooleanSupplier cancelled) {
        return new Settings(
                relative, absolute, step, minStep, maxStep, maxSteps, bound, cancelled, events);
    }

    Settings withEvents(List<Event> events) {
        return new Settings(
                relative, absolute, step, minStep, maxStep, maxSteps, bound, cancelled, events);
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }

    private static void positiveOrZero(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(name + " must not be negative, got " + value);
        }
    }
}
