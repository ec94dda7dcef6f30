package org.separatrix.dynamics.integrate;

import org.separatrix.equations.compile.ButcherTableau;

/// Dormand and Prince's pair of orders 5 and 4 with its continuous extension of order 4: 7 stages,
/// the last of which is the first of the next step. Numbers only; the engine is
/// [RungeKuttaStepper].
///
/// Sources: J. R. Dormand and P. J. Prince, "A family of embedded Runge–Kutta formulae", J. Comp.
/// Appl. Math. 6 (1980); E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential
/// Equations I", 2nd edition, Springer 1993, II.6, equation (6.12).
final class DormandPrince {

    private static final double[] C = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

    private static final double[] B = {
        35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0
    };

    private static final double[][] A = {
        {},
        {1 / 5.0},
        {3 / 40.0, 9 / 40.0},
        {44 / 45.0, -56 / 15.0, 32 / 9.0},
        {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
        {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
        {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
    };

    private static final double[] E = {
        71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
    };

    /// Weights of the term theta^2*(1 - theta)^2 by which the extension exceeds the Hermite cubic.
    private static final double[] D = {
        -12715105075.0 / 11282082432.0,
        0,
        87487479700.0 / 32700410799.0,
        -10690763975.0 / 1880347072.0,
        701980252875.0 / 199316789632.0,
        -1453857185.0 / 822651844.0,
        69997945.0 / 29380423.0
    };

    static final ExplicitMethod METHOD =
            new ExplicitMethod(
                    new ButcherTableau("dopri5", 5, C, A, B, E, true),
                    new double[0],
                    5,
                    extension());

    private DormandPrince() {}

    private static ContinuousExtension extension() {
        var powers = new double[B.length][4];
        for (int i = 0; i < B.length; i++) {
            double atStart = i == 0 ? 1 : 0;
            double atEnd = i == B.length - 1 ? 1 : 0;
            powers[i][0] = atStart;
            powers[i][1] = 3 * B[i] - 2 * atStart - atEnd + D[i];
            powers[i][2] = -2 * B[i] + atStart + atEnd - 2 * D[i];
            powers[i][3] = D[i];
        }
        return ContinuousExtension.of(4, powers);
    }
}
