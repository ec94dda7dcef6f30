package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// One integration: asks the stepper for steps, guards them, finds events, tells the listeners.
final class Run {

    /// A state this many times its first size, where steps vanish, means a singularity.
    private static final double BLOW_UP = 1e8;

    /// A step of this fraction of the time is a few units in its last place.
    private static final double RESOLUTION = 1e-15;

    private final Flow flow;
    private final Stepper stepper;
    private final Method method;
    private final Settings settings;
    private final Counters counters;
    private final StepListener[] listeners;
    private final EventFinder events;
    private final Segment segment;

    private double t;
    private double h;
    private double sizeAtStart;

    Run(
            Flow flow,
            Stepper stepper,
            Method method,
            Settings settings,
            Counters counters,
            List<StepListener> listeners) {
        this.flow = flow;
        this.stepper = stepper;
        this.method = method;
        this.settings = settings;
        this.counters = counters;
        this.listeners = listeners.toArray(StepListener[]::new);
        events = new EventFinder(settings.events(), flow.dimension());
        segment = new Segment(stepper, flow.dimension());
    }

    /// Integrates from `x0` at `t0` to `t1`.
    Solution from(double t0, double[] x0, double t1) {
        t = t0;
        sizeAtStart = largest(x0);
        guard(t0, x0);
        if (t0 == t1) {
            return new Solution(t0, x0.clone(), false, List.of(), counters.statistics());
        }
        double direction = Math.signum(t1 - t0);
        stepper.start(t0, x0);
        events.start(t0, x0);
        h = settings.step() > 0 ? direction * settings.step() : stepper.firstStep(direction);
        checkStart(h);
        double origin = t0;
        long steps = 0;
        while (t != t1) {
            boolean last = shorten(t1);
            double from = t;
            double planned = h;
            step(last);
            double to =
                    h != planned
                            ? from + h
                            : last ? t1 : method.fixed() ? origin + (steps + 1) * h : from + h;
            switch (conclude(from, to)) {
                case NONE -> {
                    stepper.advance(to);
                    t = to;
                    steps++;
                    h = stepper.nextStep();
                }
                case STOP -> {
                    return new Solution(
                            events.time(),
                            events.state(),
                            true,
                            events.occurrences(),
                            counters.statistics());
                }
                case JUMP -> {
                    t = events.time();
                    guard(t, events.state());
                    stepper.start(t, events.state());
                    origin = t;
                    steps = 0;
                    h = stepper.nextStep();
                }
            }
        }
        return new Solution(
                t, stepper.begin().clone(), false, events.occurrences(), counters.statistics());
    }

    /// Checks the accepted step, finds its events and shows it to the listeners.
    private Happening conclude(double from, double to) {
        guard(to, stepper.end());
        segment.reset(from, to);
        var happening = events.isEmpty() ? Happening.NONE : events.find(segment);
        if (happening != Happening.NONE) {
            segment.truncate(events.time());
        }
        for (var listener : listeners) {
            listener.accepted(segment);
        }
        return happening;
    }

    /// A first step that is not a number comes from a right-hand side that is none.
    private void checkStart(double firstStep) {
        if (Double.isFinite(firstStep)) {
            return;
        }
        var x = stepper.begin();
        var dx = new double[x.length];
        flow.derivative(t, x, dx);
        for (int i = 0; i < dx.length; i++) {
            if (!Double.isFinite(dx[i])) {
                String name = flow.names().get(i);
                throw new DivergedException(
                        ("%s' is %s at the start, t = %s. Maybe the initial state lies outside the"
                                        + " domain.")
                                .formatted(name, dx[i], t),
                        name,
                        dx[i],
                        report());
            }
        }
    }

    /// Limits the step to what is allowed and to the end; whether it reaches the end.
    private boolean shorten(double t1) {
        if (Math.abs(h) > settings.maxStep()) {
            h = Math.copySign(settings.maxStep(), h);
        }
        double remaining = t1 - t;
        // A last step that would be shorter than a ten-thousandth is merged into this one.
        if (Math.abs(h) * (method.fixed() ? 1 + 1e-9 : 1.0001) >= Math.abs(remaining)) {
            h = remaining;
            return true;
        }
        return false;
    }

    /// Tries steps until one is accepted.
    private void step(boolean reachesEnd) {
        boolean last = reachesEnd;
        while (true) {
            if (settings.cancelled().getAsBoolean()) {
                throw new CancelledException(
                        "cancelled at t = %s after %d steps".formatted(t, counters.accepted),
                        report());
            }
            if (counters.accepted + counters.rejected >= settings.maxSteps()) {
                throw new StepLimitException(
                        ("more than %d steps needed: t = %s reached with steps of %.3g."
                                        + " Maybe allow more steps, loosen the tolerance or, if the"
                                        + " system is stiff, take rodas5p or radau.")
                                .formatted(settings.maxSteps(), t, h),
                        report());
            }
            if (!last && !(Math.abs(h) >= shortest())) {
                throw tooSmall();
            }
            if (stepper.attempt(h)) {
                counters.accepted++;
                return;
            }
            counters.rejected++;
            h = stepper.nextStep();
            last = false;
        }
    }

    /// The shortest step that still moves the time, or the one the caller set.
    private double shortest() {
        return Math.max(Math.max(settings.minStep(), RESOLUTION * Math.abs(t)), Double.MIN_NORMAL);
    }

    private void guard(double time, double[] x) {
        double bound = settings.bound();
        for (int i = 0; i < x.length; i++) {
            double size = Math.abs(x[i]);
            if (!(size <= bound) || size == Double.POSITIVE_INFINITY) {
                throw diverged(time, i, x[i]);
            }
        }
    }

    private DivergedException diverged(double time, int i, double value) {
        String name = flow.names().get(i);
        String what =
                Double.isNaN(value)
                        ? "became not a number"
                        : Double.isInfinite(value)
                                ? "became infinite"
                                : "exceeded the bound %s with %.6g"
                                        .formatted(settings.bound(), value);
        String advice =
                method.fixed()
                        ? "Maybe shorten the step, or take an adaptive method."
                        : "Maybe the solution ends there; check the equations and parameters.";
        return new DivergedException(
                "%s %s at t = %s (step %d). %s"
                        .formatted(name, what, time, counters.accepted, advice),
                name,
                value,
                report());
    }

    private IntegrationException tooSmall() {
        var x = stepper.begin();
        int i = indexOfLargest(x);
        if (Math.abs(x[i]) > BLOW_UP * (1 + sizeAtStart)) {
            String name = flow.names().get(i);
            return new DivergedException(
                    ("%s reached %.3g at t = %s (step %d) and grows faster than steps can shrink:"
                                    + " the solution seems to become infinite there.")
                            .formatted(name, x[i], t, counters.accepted),
                    name,
                    x[i],
                    report());
        }
        if (stepper.unsolved()) {
            return new NewtonFailureException(
                    ("the implicit equations could not be solved at t = %s (step %d), even with a"
                                    + " step of %.3g. Maybe the Jacobian is wrong or the"
                                    + " right-hand side is not smooth there; try rodas5p.")
                            .formatted(t, counters.accepted, h),
                    report());
        }
        return new StepSizeTooSmallException(
                ("the step shrank to %.3g at t = %s (step %d). Maybe the system is stiff: take"
                                + " rodas5p or radau; or the right-hand side jumps there: mark the"
                                + " place by an event; or loosen the tolerance.")
                        .formatted(h, t, counters.accepted),
                report());
    }

    private StepReport report() {
        return new StepReport(t, counters.accepted, h, stepper.begin().clone());
    }

    private static double largest(double[] x) {
        return Math.abs(x[indexOfLargest(x)]);
    }

    private static int indexOfLargest(double[] x) {
        int largest = 0;
        for (int i = 1; i < x.length; i++) {
            if (Math.abs(x[i]) > Math.abs(x[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
