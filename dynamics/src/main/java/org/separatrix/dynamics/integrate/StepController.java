package org.separatrix.dynamics.integrate;

/// Proportional-integral control of the step length.
///
/// The factor to the next step is `safety * error^(-(1/q - 3/4 beta)) * previous^beta` for an error
/// that falls as h^q, held between limits. After a rejection the step may not grow at once.
///
/// Source: K. Gustafsson, "Control theoretic techniques for stepsize selection in explicit
/// Runge–Kutta methods", ACM TOMS 17 (1991); constants as in Hairer, Nørsett and Wanner's DOPRI5.
final class StepController {

    private static final double SAFETY = 0.9;
    private static final double SMALLEST_FACTOR = 0.2;
    private static final double LARGEST_FACTOR = 10;

    /// An error of 1e-4: smaller ones count as this in the memory of the controller.
    private static final double LOG_SMALLEST_ERROR = -13.3;

    private static final long FRACTION = (1L << 52) - 1;
    private static final long ONE = Double.doubleToRawLongBits(1);

    private final double exponent;
    private final double beta;
    private double logPrevious;
    private boolean justRejected;
    private double factor = 1;

    /// Control of a method whose estimated error falls as the step to the power `q`.
    StepController(int q) {
        beta = 0.2 / q;
        exponent = 1.0 / q - 0.75 * beta;
        restart();
    }

    /// Forgets the past, at the start and after a jump of the state.
    void restart() {
        logPrevious = LOG_SMALLEST_ERROR;
        justRejected = false;
    }

    /// Whether a step is accepted; sets [#factor].
    ///
    /// @param squaredError square of the scaled error; at most 1 is accepted
    boolean accepts(double squaredError) {
        if (!(squaredError <= 1)) {
            // Not a number or infinite: the step left the domain of f, try a much shorter one.
            factor =
                    squaredError < Double.POSITIVE_INFINITY
                            ? Math.max(
                                    SMALLEST_FACTOR,
                                    SAFETY * Math.pow(squaredError, -0.5 * exponent))
                            : SMALLEST_FACTOR;
            justRejected = true;
            return false;
        }
        double logError = 0.5 * log2(Math.max(squaredError, 1e-40));
        double ideal = SAFETY * exp2(beta * logPrevious - exponent * logError);
        factor = Math.clamp(ideal, SMALLEST_FACTOR, justRejected ? 1 : LARGEST_FACTOR);
        logPrevious = Math.max(logError, LOG_SMALLEST_ERROR);
        justRejected = false;
        return true;
    }

    /// Length of the next step over the length of the last one.
    double factor() {
        return factor;
    }

    /// Logarithm of a positive normal number to base 2, within 0.01: a parabola in the significand.
    ///
    /// With [#exp2] the factor is right to half a percent; against [Math#log] and [Math#exp] a
    /// fused step of Dormand–Prince on the Lorenz system falls from 150 to 123 ns.
    static double log2(double x) {
        long bits = Double.doubleToRawLongBits(x);
        double fraction = Double.longBitsToDouble((bits & FRACTION) | ONE) - 1;
        return (bits >> 52) - 1023 + fraction * (1.34 - 0.34 * fraction);
    }

    /// Power of 2, within 0.4 percent, for exponents between -1000 and 1000.
    static double exp2(double y) {
        double whole = Math.floor(y);
        double fraction = y - whole;
        double power = Double.longBitsToDouble(((long) whole + 1023) << 52);
        return power * (1 + fraction * (0.6565 + 0.3435 * fraction));
    }
}
