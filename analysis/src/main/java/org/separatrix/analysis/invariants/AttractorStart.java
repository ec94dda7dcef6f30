package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.dynamics.simulate.Systems;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/// Whether the start of a system lies on its attractor.
///
/// After a transient from the start a long reference stretch of the orbit is kept. Points of a
/// later stretch, which are on the attractor for certain, lie at some distances from the reference;
/// the start is on the attractor if it lies no farther than the farthest of them. Distances are
/// those of [Neighbours], of the observables where the states are unbounded, and of nine values of
/// the past for delay systems.
///
/// @param verdict what was found
/// @param distance from the start to the reference orbit, in standard deviations
/// @param median of the distances of later points
/// @param usual distance that 99 percent of the later points do not exceed
/// @param replacement for a start off the attractor: of the later points that lie closer than the
///   median, the one nearest to that start
public record AttractorStart(
        Verdict verdict,
        double distance,
        double median,
        double usual,
        Optional<Replacement> replacement) {

    /// What the start is.
    public enum Verdict {
        /// On the attractor.
        ON,
        /// Off it.
        OFF,
        /// There is no attractor: volume is kept.
        CONSERVATIVE,
        /// The attractor is a fixed point, where a start would show nothing.
        FIXED_POINT,
        /// The long run still drifts: there is no attractor, or not within the transient.
        UNSETTLED,
        /// The motion is not that of a flow, a map or a delay system.
        OTHER
    }

    /// A state on the attractor, of ten digits.
    ///
    /// @param state length d
    /// @param span length of the past of a delay system, 0 for others
    /// @param past [#PAST] states of a delay system in order of time, the last one `state`; empty
    ///   for others
    public record Replacement(double[] state, double span, double[] past) {}

    /// How long to look.
    ///
    /// @param transients periods before the reference
    /// @param periods of the reference
    /// @param later periods of the later stretch
    /// @param perPeriod states in a period
    /// @param queries points of the later stretch that are looked at
    public record Effort(double transients, int periods, int later, int perPeriod, int queries) {

        /// What the catalogue's starts were found with.
        public static final Effort THOROUGH = new Effort(2000, 200, 100, 100, 2000);

        /// Enough to see that a start of the catalogue is right, in a fortieth of the time.
        public static final Effort BRIEF = new Effort(5, 40, 20, 40, 200);
    }

    /// States that are stored of the past of a delay system.
    public static final int PAST = 65;

    private static final int SEEN_OF_PAST = 9;
    private static final int PAUSE = 10;
    private static final MathContext TEN_DIGITS = new MathContext(10);
    private static final double USUAL = 0.99;
    private static final double STILL = 1e-6;

    /// Distance that ten digits may make from a cycle that is met exactly.
    private static final double ROUNDING = 1e-8;

    /// Means of two halves that differ by more deviations tell a drift; a straight line has 1.73.
    private static final double DRIFT = 1.5;

    /// Sum of the exponents times period, in size, that is none, or none if it is within its error.
    private static final double NO_LOSS = 1e-4;

    private static final double LITTLE_LOSS = 1e-2;

    /// Looks at the start of a system.
    ///
    /// @throws RuntimeException if the system cannot be followed
    public static AttractorStart of(SystemDescription system, Effort effort) {
        boolean known =
                switch (system.kind()) {
                    case FLOW, MAP, DELAY -> true;
                    case STOCHASTIC, JUMP, PDE -> false;
                };
        if (!known) {
            return without(Verdict.OTHER);
        }
        if (conservative(system)) {
            return without(Verdict.CONSERVATIVE);
        }
        if (calms(system)) {
            return without(Verdict.FIXED_POINT);
        }
        var orbit = Orbit.of(system, effort);
        int unit = effort.perPeriod();
        int end = effort.periods() * unit;
        var reference = orbit.seen().slice(0, end);
        if (still(reference)) {
            return without(Verdict.FIXED_POINT);
        }
        if (system.kind() != Kind.DELAY && drifts(reference)) {
            return without(Verdict.UNSETTLED);
        }
        var neighbours = new Neighbours(reference, system.kind() != Kind.MAP);
        int from = end + PAUSE * unit;
        int every = Math.max(1, effort.later() * unit / effort.queries());
        var distances = new ArrayList<Double>();
        for (int i = from; i < orbit.seen().size(); i += every) {
            distances.add(neighbours.distance(orbit.seen().state(i)));
        }
        var sorted = distances.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        double usual = sorted.get((int) (USUAL * (sorted.size() - 1)));
        double distance = neighbours.distance(orbit.start());
        boolean past = system.kind() != Kind.DELAY || system.extra().containsKey("history");
        if (past && distance <= Math.max(usual, ROUNDING)) {
            return new AttractorStart(Verdict.ON, distance, median, usual, Optional.empty());
        }
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < distances.size(); k++) {
            double far = neighbours.between(orbit.start(), orbit.seen().state(from + k * every));
            if (distances.get(k) <= median && far < least) {
                least = far;
                nearest = from + k * every;
            }
        }
        return new AttractorStart(
                Verdict.OFF,
                distance,
                median,
                usual,
                Optional.of(orbit.replacement(system, nearest)));
    }

    private static AttractorStart without(Verdict verdict) {
        return new AttractorStart(verdict, Double.NaN, Double.NaN, Double.NaN, Optional.empty());
    }

    /// Whether volume is kept: as the tags say, or as the sum of all exponents does.
    private static boolean conservative(SystemDescription system) {
        if (system.tags().contains("hamiltonian") || system.tags().contains("conservative")) {
            return true;
        }
        var exponents = system.invariants().lyapunov();
        if (system.kind() == Kind.DELAY || exponents.isEmpty()) {
            return false;
        }
        double sum = 0;
        double variance = 0;
        for (var exponent : exponents) {
            sum += exponent.value();
            variance += exponent.error() * exponent.error();
        }
        double unit = system.kind() == Kind.MAP ? 1 : system.period().orElse(1);
        double perPeriod = Math.abs(sum) * unit;
        return perPeriod < NO_LOSS
                || (perPeriod < LITTLE_LOSS && Math.abs(sum) <= 3 * Math.sqrt(variance));
    }

    /// Whether every exponent of a flow is negative: it ends in a fixed point, if slowly.
    private static boolean calms(SystemDescription system) {
        var largest = system.invariants().largestLyapunov();
        return system.kind() == Kind.FLOW
                && largest.isPresent()
                && largest.get().value() + 3 * largest.get().error() < 0;
    }

    private static boolean still(Trajectory orbit) {
        double extent = Collections.max(LongRun.deviations(orbit));
        double size = STILL;
        for (double mean : LongRun.means(orbit)) {
            size = Math.max(size, Math.abs(mean));
        }
        return extent <= STILL * size;
    }

    /// Whether the means of the two halves differ by more than [#DRIFT] deviations.
    private static boolean drifts(Trajectory orbit) {
        int half = orbit.size() / 2;
        var first = LongRun.means(orbit.slice(0, half));
        var second = LongRun.means(orbit.slice(half, orbit.size()));
        var deviations = LongRun.deviations(orbit);
        for (int j = 0; j < orbit.dimension(); j++) {
            if (Math.abs(first.get(j) - second.get(j)) > DRIFT * deviations.get(j)) {
                return true;
            }
        }
        return false;
    }

    /// A long orbit after its transient.
    ///
    /// @param states shape `[n × d]`; of a delay system `[n × PAST]` for each state, now first
    /// @param seen what distances are measured in
    /// @param start the listed start, seen likewise
    private record Orbit(Trajectory states, Trajectory seen, double[] start) {

        static Orbit of(SystemDescription system, Effort effort) {
            int points = (effort.periods() + PAUSE + effort.later()) * effort.perPeriod();
            if (system.kind() == Kind.DELAY) {
                return ofDelay(system, effort, points);
            }
            var settings = AnalysisSettings.DEFAULT.withPeriods(40, effort.transients());
            var settled = LongRun.settled(system, settings, new ArrayList<>());
            var states = LongRun.of(settled, points, effort.perPeriod(), settings);
            var observables = Observables.of(system);
            var start = new Trajectory(new double[1], system.initial(), states.names());
            return new Orbit(states, observables.apply(states), observables.apply(start).state(0));
        }

        private static Orbit ofDelay(SystemDescription system, Effort effort, int points) {
            double period = system.period().orElse(1);
            var states =
                    Simulation.of(system)
                            .run(
                                    SimulationSettings.DEFAULT
                                            .withPoints(points)
                                            .withPointsPerPeriod(effort.perPeriod())
                                            .withTransient(effort.transients() * period)
                                            .withTolerance(1e-9, 1e-11)
                                            .withEmbedding(PAST));
            int d = system.initial().length;
            double lag = DelayFlow.of(system.system()).largestLag();
            var history = Systems.history(system);
            var start = new double[d * SEEN_OF_PAST];
            var x = new double[d];
            for (int k = 0; k < SEEN_OF_PAST; k++) {
                history.at(-lag * k / (SEEN_OF_PAST - 1), x);
                for (int i = 0; i < d; i++) {
                    start[i * SEEN_OF_PAST + k] = x[i];
                }
            }
            if (Phases.isAngle(system)) {
                Phases.unwind(start, 0, SEEN_OF_PAST);
                double[] unwound = states.states();
                for (int i = 0; i < states.size(); i++) {
                    Phases.unwind(unwound, i * PAST, PAST);
                }
                states = new Trajectory(states.times(), unwound, states.names());
            }
            return new Orbit(states, thinned(states, d), start);
        }

        private static Trajectory thinned(Trajectory states, int d) {
            int width = d * SEEN_OF_PAST;
            int every = (PAST - 1) / (SEEN_OF_PAST - 1);
            var seen = new double[states.size() * width];
            var names = new ArrayList<String>();
            for (int c = 0; c < width; c++) {
                int column = c / SEEN_OF_PAST * PAST + c % SEEN_OF_PAST * every;
                names.add(states.names().get(column));
                for (int i = 0; i < states.size(); i++) {
                    seen[i * width + c] = states.state(i, column);
                }
            }
            return new Trajectory(states.times(), seen, names);
        }

        Replacement replacement(SystemDescription system, int row) {
            var state = states.state(row);
            if (system.kind() != Kind.DELAY) {
                return new Replacement(
                        rounded(Phases.reduced(system, states, state)), 0, new double[0]);
            }
            int d = system.initial().length;
            var past = new double[PAST * d];
            for (int k = 0; k < PAST; k++) {
                for (int i = 0; i < d; i++) {
                    past[(PAST - 1 - k) * d + i] = state[i * PAST + k];
                }
            }
            past = rounded(past);
            return new Replacement(
                    Arrays.copyOfRange(past, past.length - d, past.length),
                    DelayFlow.of(system.system()).largestLag(),
                    past);
        }
    }

    private static double[] rounded(double[] x) {
        return Arrays.stream(x)
                .map(v -> new BigDecimal(v).round(TEN_DIGITS).doubleValue())
                .toArray();
    }
}
