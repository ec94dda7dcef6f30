package org.separatrix.dynamics.integrate;

import org.separatrix.equations.compile.ButcherTableau;

/// The textbook methods of fixed step: Euler, Heun and the classical method of Runge and Kutta.
///
/// Source: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations I", 2nd
/// edition, Springer 1993, II.1.
final class FixedStepMethods {

    static final ExplicitMethod EULER =
            method("euler", 1, new double[] {0}, new double[][] {{}}, new double[] {1});

    /// The explicit trapezoidal rule.
    static final ExplicitMethod HEUN =
            method(
                    "heun",
                    2,
                    new double[] {0, 1},
                    new double[][] {{}, {1}},
                    new double[] {0.5, 0.5});

    static final ExplicitMethod RK4 =
            method(
                    "rk4",
                    4,
                    new double[] {0, 0.5, 0.5, 1},
                    new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
                    new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0});

    private FixedStepMethods() {}

    private static ExplicitMethod method(
            String name, int order, double[] c, double[][] a, double[] b) {
        return new ExplicitMethod(
                new ButcherTableau(name, order, c, a, b, new double[0], false),
                new double[0],
                0,
                ContinuousExtension.hermite(b));
    }
}
