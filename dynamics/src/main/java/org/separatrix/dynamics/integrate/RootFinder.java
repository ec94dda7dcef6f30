package org.separatrix.dynamics.integrate;

import java.util.function.DoubleUnaryOperator;

/// Chandrupatla's method: inverse quadratic interpolation where it is safe, bisection elsewhere.
///
/// Source: T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of
/// a nonlinear function without using derivatives", Advances in Engineering Software 28 (1997).
final class RootFinder {

    private static final int MOST_ITERATIONS = 200;

    private RootFinder() {}

    /// The point, within round-off of a zero, on that side of it where g no longer has `sign`.
    ///
    /// @param a point where g has `sign` or is zero
    /// @param b point where g has the other sign or is zero
    static double crossing(
            DoubleUnaryOperator g, double a, double ga, double b, double gb, double sign) {
        if (gb == 0) {
            return b;
        }
        double x1 = b;
        double f1 = gb;
        double x2 = a;
        double f2 = ga == 0 ? sign * Double.MIN_VALUE : ga;
        double fraction = 0.5;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            double x = x1 + fraction * (x2 - x1);
            double f = g.applyAsDouble(x);
            if (f == 0) {
                return x;
            }
            double x3;
            double f3;
            if (Math.signum(f) == Math.signum(f1)) {
                x3 = x1;
                f3 = f1;
            } else {
                x3 = x2;
                f3 = f2;
                x2 = x1;
                f2 = f1;
            }
            x1 = x;
            f1 = f;
            double narrow = Math.ulp(x1) / Math.abs(x2 - x1);
            if (narrow > 0.5) {
                break;
            }
            double xi = (x1 - x2) / (x3 - x2);
            double phi = (f1 - f2) / (f3 - f2);
            boolean safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
            double guess =
                    safe
                            ? f1 / (f2 - f1) * (f3 / (f2 - f3))
                                    + (x3 - x1) / (x2 - x1) * (f1 / (f3 - f1)) * (f2 / (f3 - f2))
                            : 0.5;
            fraction = Math.clamp(guess, narrow, 1 - narrow);
        }
        return Math.signum(f1) == sign ? x2 : x1;
    }
}
