package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.equations.compile.Compiler;

import java.util.Arrays;

/// Angles among the states: coordinates that a full turn does not change anything for.
final class Phases {

    private static final double TURN = 2 * Math.PI;
    private static final int SAMPLES = 40;
    private static final double ROUNDING = 1e-8;

    private Phases() {}

    /// The state with every angle in `[-pi, pi]`.
    ///
    /// @param orbit states at which a turn must leave the right-hand side as it is
    static double[] reduced(SystemDescription system, Trajectory orbit, double[] state) {
        var x = state.clone();
        if (system.kind() != Kind.FLOW) {
            return x;
        }
        for (int j = 0; j < x.length; j++) {
            if (Math.abs(x[j]) > Math.PI && isAngle(system, orbit, j)) {
                x[j] -= TURN * Math.rint(x[j] / TURN);
            }
        }
        return x;
    }

    private static boolean isAngle(SystemDescription system, Trajectory orbit, int j) {
        var kernel = Compiler.compile(system.system());
        int d = kernel.dimension();
        var here = new double[d];
        var turned = new double[d];
        for (int k = 0; k < SAMPLES; k++) {
            var x = orbit.state(k * (orbit.size() - 1) / (SAMPLES - 1));
            kernel.derivative(0, x, here);
            x[j] -= TURN * Math.rint(x[j] / TURN) + TURN;
            kernel.derivative(0, x, turned);
            for (int i = 0; i < d; i++) {
                if (!(Math.abs(here[i] - turned[i]) <= ROUNDING * (1 + Math.abs(here[i])))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether the one state of a delay system is an angle: turned now and in the past, it changes
    /// nothing.
    static boolean isAngle(SystemDescription delay) {
        var flow = DelayFlow.of(delay.system());
        if (flow.dimension() != 1) {
            return false;
        }
        var here = new double[1];
        var turned = new double[1];
        var past = new double[flow.delays()];
        for (int k = 0; k < SAMPLES; k++) {
            double x = 0.1 * k;
            Arrays.setAll(past, i -> 0.3 + 0.2 * i + 0.1 * x);
            flow.derivative(0, new double[] {x}, past, here);
            Arrays.setAll(past, i -> past[i] + TURN);
            flow.derivative(0, new double[] {x + TURN}, past, turned);
            if (!(Math.abs(here[0] - turned[0]) <= ROUNDING * (1 + Math.abs(here[0])))) {
                return false;
            }
        }
        return true;
    }

    /// Turns `count` values of an angle together, so that the first lies in `[-pi, pi]`.
    static void unwind(double[] values, int from, int count) {
        double turns = TURN * Math.rint(values[from] / TURN);
        for (int i = from; i < from + count; i++) {
            values[i] -= turns;
        }
    }
}
