package org.separatrix.dynamics.simulate;

import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;

/// The times at which a simulation is read off.
///
/// @param first time of the first output: the transient
/// @param every time between outputs
/// @param points number of outputs
record OutputTimes(double first, double every, int points) {

    private static final int POINTS = 1000;

    static OutputTimes of(SystemDescription description, SimulationSettings settings) {
        double every = settings.every();
        int points = settings.points();
        if (every == 0 && settings.duration() > 0 && points > 0) {
            every = settings.duration() / (points - 1);
        }
        if (every == 0) {
            every = natural(description, settings);
        }
        if (description.kind() == Kind.MAP) {
            every = Math.max(1, Math.rint(every));
        }
        if (points == 0) {
            double count = Math.floor(settings.duration() / every * (1 + 1e-12)) + 1;
            if (count > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "duration %s with outputs every %s needs %.3g points"
                                .formatted(settings.duration(), every, count));
            }
            points = settings.duration() > 0 ? Math.max(2, (int) count) : POINTS;
        }
        return new OutputTimes(settings.transientTime(), every, points);
    }

    private static double natural(SystemDescription description, SimulationSettings settings) {
        return switch (description.kind()) {
            case MAP -> 1;
            case JUMP -> {
                int points = settings.points() > 0 ? settings.points() : POINTS;
                double end =
                        settings.duration() > 0
                                ? settings.duration()
                                : Systems.number(description, "end");
                yield end / (points - 1);
            }
            case STOCHASTIC, PDE -> description.step().orElse(0.01);
            case FLOW, DELAY ->
                    description.period().isPresent()
                            ? description.period().getAsDouble() / settings.pointsPerPeriod()
                            : description.step().orElse(0.01);
        };
    }

    /// Time of output number `i`.
    double at(int i) {
        return first + i * every;
    }

    /// All times.
    double[] times() {
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = at(i);
        }
        return times;
    }

    /// Number of equal steps of at most `longest` between two outputs.
    int steps(double longest) {
        return (int) Math.max(1, Math.ceil(every / longest * (1 - 1e-9)));
    }

    /// Number of outputs that the transient would have.
    int skipped() {
        return (int) Math.ceil(first / every * (1 - 1e-9));
    }
}
