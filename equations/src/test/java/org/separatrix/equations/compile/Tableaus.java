package org.separatrix.equations.compile;

/// Classical tableaus for tests. Source: Hairer, Nørsett and Wanner, Solving Ordinary Differential
/// Equations I, tables II.1.2 and II.5.2.
final class Tableaus {

    static final ButcherTableau RK4 =
            new ButcherTableau(
                    "classical Runge-Kutta",
                    4,
                    new double[] {0, 0.5, 0.5, 1},
                    new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
                    new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6},
                    new double[0],
                    false);

    static final ButcherTableau DORMAND_PRINCE =
            new ButcherTableau(
                    "Dormand-Prince 5(4)",
                    5,
                    new double[] {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1},
                    new double[][] {
                        {},
                        {1.0 / 5},
                        {3.0 / 40, 9.0 / 40},
                        {44.0 / 45, -56.0 / 15, 32.0 / 9},
                        {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                        {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
                        {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
                    },
                    new double[] {
                        35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0
                    },
                    new double[] {
                        71.0 / 57600,
                        0,
                        -71.0 / 16695,
                        71.0 / 1920,
                        -17253.0 / 339200,
                        22.0 / 525,
                        -1.0 / 40
                    },
                    true);

    private Tableaus() {}
}
