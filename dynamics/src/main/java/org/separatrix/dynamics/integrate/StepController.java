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
    private static final double SMALLEST_ERROR = 1e-4;

    private final double exponent;
    private final double beta;
    private double logPrevious = Math.log(SMALLEST_ERROR);
    private boolean justRejected;
    private double factor = 1;

    /// Control of a method whose estimated error falls as the step to the power `q`.
    StepController(int q) {
        beta = 0.2 / q;
        exponent = 1.0 / q - 0.75 * beta;
    }

    /// Forgets the past, at the start and after a jump of the state.
    void restart() {
        logPrevious = Math.log(SMALLEST_ERROR);
        justRejected = false;
    }

    /// Whether a step with scaled error `error` is accepted; sets [#factor].
    boolean accepts(double error) {
        if (!(error <= 1)) {
            // Not a number or infinite: the step left the domain of f, try a much shorter one.
            factor =
                    error < Double.POSITIVE_INFINITY
                            ? Math.max(SMALLEST_FACTOR, SAFETY * Math.pow(error, -exponent))
                            : SMALLEST_FACTOR;
            justRejected = true;
            return false;
        }
        double logError = Math.log(Math.max(error, 1e-20));
        double ideal = SAFETY * Math.exp(beta * logPrevious - exponent * logError);
        factor = Math.clamp(ideal, SMALLEST_FACTOR, justRejected ? 1 : LARGEST_FACTOR);
        logPrevious = Math.max(logError, Math.log(SMALLEST_ERROR));
        justRejected = false;
        return true;
    }

    /// Length of the next step over the length of the last one.
    double factor() {
        return factor;
    }
}
