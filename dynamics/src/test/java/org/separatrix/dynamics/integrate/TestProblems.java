package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// Initial value problems that the tests share.
final class TestProblems {

    /// x'' = -x.
    static final Flow OSCILLATOR =
            new LambdaFlow(
                    List.of("x", "v"),
                    (_, x, dx) -> {
                        dx[0] = x[1];
                        dx[1] = -x[0];
                    },
                    (_, _, j) -> {
                        j[0] = 0;
                        j[1] = 1;
                        j[2] = -1;
                        j[3] = 0;
                    });

    /// x' = x cos t: x = exp(sin t) from 1; depends on time and is nonlinear in the stages.
    static final Flow SEASONAL =
            new LambdaFlow(
                    List.of("x", "y"),
                    (t, x, dx) -> {
                        dx[0] = x[0] * Math.cos(t);
                        dx[1] = -2 * t * x[1] * x[1];
                    },
                    (t, x, j) -> {
                        j[0] = Math.cos(t);
                        j[1] = 0;
                        j[2] = 0;
                        j[3] = -4 * t * x[1];
                    });

    /// Solution of [#SEASONAL] from (1, 1) at t = 0: exp(sin t) and 1/(1 + t^2).
    static double[] seasonal(double t) {
        return new double[] {Math.exp(Math.sin(t)), 1 / (1 + t * t)};
    }

    /// The Lorenz system at sigma = 10, rho = 28, beta = 8/3.
    static final Flow LORENZ =
            new LambdaFlow(
                    List.of("x", "y", "z"),
                    (_, x, dx) -> {
                        dx[0] = 10 * (x[1] - x[0]);
                        dx[1] = x[0] * (28 - x[2]) - x[1];
                        dx[2] = x[0] * x[1] - 8 / 3.0 * x[2];
                    },
                    (_, x, j) -> {
                        j[0] = -10;
                        j[1] = 10;
                        j[2] = 0;
                        j[3] = 28 - x[2];
                        j[4] = -1;
                        j[5] = -x[0];
                        j[6] = x[1];
                        j[7] = x[0];
                        j[8] = -8 / 3.0;
                    });

    /// The Arenstorf orbit of the restricted three-body problem (Hairer, Nørsett and Wanner 1993,
    /// II.0).
    static final Flow ARENSTORF =
            LambdaFlow.of(List.of("x", "y", "u", "v"), TestProblems::arenstorf);

    static final double[] ARENSTORF_START = {0.994, 0, 0, -2.0015851063790824};

    static final double ARENSTORF_PERIOD = 17.065216560157964;

    private static void arenstorf(double t, double[] x, double[] dx) {
        double moon = 0.012277471;
        double earth = 1 - moon;
        double p = Math.pow((x[0] + moon) * (x[0] + moon) + x[1] * x[1], 1.5);
        double q = Math.pow((x[0] - earth) * (x[0] - earth) + x[1] * x[1], 1.5);
        dx[0] = x[2];
        dx[1] = x[3];
        dx[2] = x[0] + 2 * x[3] - earth * (x[0] + moon) / p - moon * (x[0] - earth) / q;
        dx[3] = x[1] - 2 * x[2] - earth * x[1] / p - moon * x[1] / q;
    }

    /// The Brusselator at A = 1, B = 3.
    static final Flow BRUSSELATOR =
            LambdaFlow.of(
                    List.of("x", "y"),
                    (_, x, dx) -> {
                        dx[0] = 1 + x[0] * x[0] * x[1] - 4 * x[0];
                        dx[1] = 3 * x[0] - x[0] * x[0] * x[1];
                    });

    /// The Kepler problem, positions then momenta; eccentricity is set by the start.
    static final Flow KEPLER =
            LambdaFlow.of(
                    List.of("x", "y", "px", "py"),
                    (_, x, dx) -> {
                        double r2 = x[0] * x[0] + x[1] * x[1];
                        double r3 = r2 * Math.sqrt(r2);
                        dx[0] = x[2];
                        dx[1] = x[3];
                        dx[2] = -x[0] / r3;
                        dx[3] = -x[1] / r3;
                    });

    /// Van der Pol's oscillator in Liénard's scaling, stiff for small epsilon = 1/mu^2 (Hairer and
    /// Wanner 1996, IV.1): y' = z, z' = ((1 - y^2) z - y)/epsilon.
    static Flow vanDerPol(double epsilon) {
        return new LambdaFlow(
                List.of("y", "z"),
                (_, x, dx) -> {
                    dx[0] = x[1];
                    dx[1] = ((1 - x[0] * x[0]) * x[1] - x[0]) / epsilon;
                },
                (_, x, j) -> {
                    j[0] = 0;
                    j[1] = 1;
                    j[2] = (-2 * x[0] * x[1] - 1) / epsilon;
                    j[3] = (1 - x[0] * x[0]) / epsilon;
                });
    }

    /// Robertson's chemical kinetics (Hairer and Wanner 1996, IV.1).
    static final Flow ROBERTSON =
            new LambdaFlow(
                    List.of("a", "b", "c"),
                    (_, x, dx) -> {
                        dx[0] = -0.04 * x[0] + 1e4 * x[1] * x[2];
                        dx[1] = 0.04 * x[0] - 1e4 * x[1] * x[2] - 3e7 * x[1] * x[1];
                        dx[2] = 3e7 * x[1] * x[1];
                    },
                    (_, x, j) -> {
                        j[0] = -0.04;
                        j[1] = 1e4 * x[2];
                        j[2] = 1e4 * x[1];
                        j[3] = 0.04;
                        j[4] = -1e4 * x[2] - 6e7 * x[1];
                        j[5] = -1e4 * x[1];
                        j[6] = 0;
                        j[7] = 6e7 * x[1];
                        j[8] = 0;
                    });

    private TestProblems() {}

    /// Largest difference between two states.
    static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
