package org.separatrix.dynamics.integrate;

import java.util.ArrayList;
import java.util.List;

/// Finds the zeros of the event functions inside each step, in order of time, and acts on them.
///
/// Each event function is sampled along the step, so that two zeros in one step are seen; where its
/// size has a minimum between samples, the minimum is searched for a hidden pair of zeros. The sign
/// before a zero is carried from step to step, never read off at the zero itself, where it is
/// round-off.
final class EventFinder {

    private static final int INTERVALS = 8;

    /// Number of the last sample: the ends of the intervals and one point just inside either end.
    private static final int LAST = INTERVALS + 2;

    /// Where, as a fraction of the step, the samples just inside the ends lie. They give the sign
    /// after a start on a zero, and the slope at the ends, so that a minimum there is noticed.
    private static final double NEAR = 1e-6;

    private final List<Event> events;
    private final double[] x;
    private final double[] state;
    private final List<Occurrence> occurrences = new ArrayList<>();

    /// Sign of each event function before the point reached; 0 is not yet known.
    private final double[] signs;

    private final double[] signsAtEnd;
    private final double[] roots;
    private final double[] newSigns;
    private final double[] sampleTimes = new double[LAST + 1];
    private final double[] samples = new double[LAST + 1];
    private double time;

    EventFinder(List<Event> events, int dimension) {
        this.events = events;
        x = new double[dimension];
        state = new double[dimension];
        signs = new double[events.size()];
        signsAtEnd = new double[events.size()];
        roots = new double[events.size()];
        newSigns = new double[events.size()];
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /// Time of the event that stopped the integration or changed the state.
    double time() {
        return time;
    }

    /// State after that event, length d.
    double[] state() {
        return state;
    }

    /// The events written down so far.
    List<Occurrence> occurrences() {
        return occurrences;
    }

    /// Begins at a state.
    void start(double t, double[] x) {
        for (int e = 0; e < signs.length; e++) {
            signs[e] = Math.signum(events.get(e).function().value(t, x));
        }
    }

    /// Acts on the events of the step `segment` up to the first that stops or changes the state.
    Happening find(Segment segment) {
        double windowStart = segment.from();
        while (true) {
            double earliest = earliestRoot(segment, windowStart);
            if (Double.isNaN(earliest)) {
                System.arraycopy(signsAtEnd, 0, signs, 0, signs.length);
                return Happening.NONE;
            }
            var happening = fire(segment, earliest);
            if (happening != Happening.NONE) {
                return happening;
            }
            windowStart = earliest;
        }
    }

    private double earliestRoot(Segment segment, double windowStart) {
        double direction = Math.signum(segment.to() - segment.from());
        double earliest = Double.NaN;
        for (int e = 0; e < roots.length; e++) {
            roots[e] = windowStart == segment.to() ? Double.NaN : root(e, segment, windowStart);
            if (!(direction * roots[e] >= direction * earliest) && !Double.isNaN(roots[e])) {
                earliest = roots[e];
            }
        }
        return earliest;
    }

    /// First zero of event `e` after `windowStart` that counts, or NaN.
    private double root(int e, Segment segment, double windowStart) {
        var event = events.get(e);
        sample(event, segment, windowStart);
        double sign = signs[e];
        for (int j = 1; j <= LAST; j++) {
            double newSign = Math.signum(samples[j]);
            if (sign == 0) {
                sign = newSign;
                continue;
            }
            double hidden = newSign == sign ? hiddenZero(event, segment, j, sign) : Double.NaN;
            if (!Double.isNaN(hidden)) {
                return counts(event, -sign)
                        ? crossing(e, segment, sampleTimes[j - 2], hidden, sign)
                        : crossing(e, segment, hidden, sampleTimes[j], -sign);
            }
            if (newSign == -sign || (newSign == 0 && j == LAST)) {
                if (counts(event, -sign)) {
                    return crossing(e, segment, sampleTimes[j - 1], sampleTimes[j], sign);
                }
                sign = -sign;
            }
        }
        signsAtEnd[e] = sign;
        return Double.NaN;
    }

    private static boolean counts(Event event, double newSign) {
        return switch (event.direction()) {
            case RISING -> newSign > 0;
            case FALLING -> newSign < 0;
            case EITHER -> true;
        };
    }

    /// Samples at the ends, just inside them, and at equal distances between.
    private void sample(Event event, Segment segment, double windowStart) {
        double to = segment.to();
        double length = to - windowStart;
        for (int j = 1; j < LAST; j++) {
            double fraction =
                    j == 1 ? NEAR : j == LAST - 1 ? 1 - NEAR : (j - 1) / (double) INTERVALS;
            sampleTimes[j] = windowStart + fraction * length;
        }
        sampleTimes[0] = windowStart;
        sampleTimes[LAST] = to;
        for (int j = 0; j <= LAST; j++) {
            samples[j] = value(event, segment, sampleTimes[j]);
        }
    }

    private double value(Event event, Segment segment, double t) {
        segment.at(t, x);
        return event.function().value(t, x);
    }

    /// A time between samples j - 2 and j where the function has the other sign although it has
    /// `sign` at all three, or NaN.
    ///
    /// Looks only where the parabola through the three comes near zero between them.
    private double hiddenZero(Event event, Segment segment, int j, double sign) {
        if (j < 2) {
            return Double.NaN;
        }
        double left = sign * samples[j - 2];
        double middle = sign * samples[j - 1];
        double right = sign * samples[j];
        if (!(left > middle && right > middle && middle > 0)) {
            return Double.NaN;
        }
        double a = sampleTimes[j - 2];
        double b = sampleTimes[j];
        double before = (middle - left) / (sampleTimes[j - 1] - a);
        double after = (right - middle) / (b - sampleTimes[j - 1]);
        double curvature = (after - before) / (b - a);
        double slope = before + curvature * (sampleTimes[j - 1] - a);
        if (middle - slope * slope / (4 * curvature) > 0.2 * middle) {
            return Double.NaN;
        }
        double narrow = 1e-9 * Math.abs(b - a);
        double ratio = 0.5 * (Math.sqrt(5) - 1);
        double inner = b - ratio * (b - a);
        double outer = a + ratio * (b - a);
        double atInner = sign * value(event, segment, inner);
        double atOuter = sign * value(event, segment, outer);
        while (atInner > 0 && atOuter > 0 && Math.abs(b - a) > narrow) {
            if (atInner < atOuter) {
                b = outer;
                outer = inner;
                atOuter = atInner;
                inner = b - ratio * (b - a);
                atInner = sign * value(event, segment, inner);
            } else {
                a = inner;
                inner = outer;
                atInner = atOuter;
                outer = a + ratio * (b - a);
                atOuter = sign * value(event, segment, outer);
            }
        }
        return atInner < 0 ? inner : atOuter < 0 ? outer : Double.NaN;
    }

    /// The time in (a, b] just past the zero, to round-off.
    private double crossing(int e, Segment segment, double a, double b, double sign) {
        var event = events.get(e);
        newSigns[e] = -sign;
        double atA = value(event, segment, a);
        double atB = value(event, segment, b);
        if (Math.signum(atA) == -sign) {
            return a;
        }
        return atA == 0 && Math.signum(atB) == sign
                ? a
                : RootFinder.crossing(t -> value(event, segment, t), a, atA, b, atB, sign);
    }

    /// Carries out all events at time `at`.
    private Happening fire(Segment segment, double at) {
        time = at;
        segment.at(at, state);
        boolean stops = false;
        boolean jumps = false;
        var fired = new boolean[roots.length];
        for (int e = 0; e < roots.length; e++) {
            if (!(Math.abs(roots[e] - at) <= 2 * Math.ulp(at))) {
                continue;
            }
            fired[e] = true;
            var event = events.get(e);
            double newSign = newSigns[e];
            var before = state.clone();
            switch (event.action()) {
                case Event.Action.Observe(Event.Observer observer) -> {
                    observer.observe(at, before);
                    signs[e] = newSign;
                    continue;
                }
                case Event.Action.Mark _ -> {}
                case Event.Action.Stop _ -> stops = true;
                case Event.Action.Apply(Event.Jump jump) -> {
                    jump.apply(at, state);
                    jumps = true;
                }
            }
            signs[e] = newSign;
            occurrences.add(new Occurrence(event.name(), at, before, state.clone(), newSign > 0));
        }
        if (jumps) {
            start(at, state);
            for (int e = 0; e < fired.length; e++) {
                if (fired[e]) {
                    signs[e] = 0;
                }
            }
        }
        return stops ? Happening.STOP : jumps ? Happening.JUMP : Happening.NONE;
    }
}
