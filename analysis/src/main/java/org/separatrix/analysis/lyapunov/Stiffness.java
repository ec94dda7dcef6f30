package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.Flow;

import java.util.List;
import java.util.SplittableRandom;

/// Whether a flow is so stiff that implicit steps carry its tangent vectors with less work.
///
/// Both steppers go the same short way. The explicit one gives up after [#MANY] steps a period; a
/// flow that needs fewer than [#FEW] is not stiff, whatever the other would say.
final class Stiffness {

    /// Tolerance of the implicit method, whose error estimate is one of the state alone, over that
    /// of the explicit one.
    static final double TOLERANCE = 0.1;

    private static final int PERIODS = 4;
    private static final int FEW = 300;
    private static final int MANY = 3000;
    private static final int LARGEST_DIMENSION = 12;

    /// Work of an implicit step over that of an explicit one.
    private static final double COST = 3;

    private Stiffness() {}

    static boolean of(Flow flow, double[] x0, double period, LyapunovSettings settings) {
        int d = flow.dimension();
        if (d > LARGEST_DIMENSION) {
            return false;
        }
        double end = PERIODS * period;
        double longest = period / 4;
        var explicit =
                new ExplicitTangent(flow.copy(), 1, settings.tolerance(), longest, List.of());
        explicit.start(0, x0);
        Orthonormalisation.random(explicit.frame(), 1, d, new SplittableRandom(settings.seed()));
        var logs = new double[1];
        while (explicit.time() < end && explicit.steps() < MANY * PERIODS) {
            explicit.step();
            Orthonormalisation.apply(explicit.frame(), d, logs);
        }
        if (explicit.steps() < FEW * PERIODS) {
            return false;
        }
        double reached = explicit.time();
        var implicit =
                new ImplicitTangent(flow.copy(), 0, TOLERANCE * settings.tolerance(), longest);
        implicit.start(0, x0);
        while (implicit.time() < reached && COST * implicit.steps() < explicit.steps()) {
            implicit.step();
        }
        return implicit.time() >= reached;
    }
}
