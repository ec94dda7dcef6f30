package org.separatrix.dynamics.integrate;

/// One method at work on one initial value problem: tries steps, moves on, and looks inside the
/// step.
///
/// The order of calls is `start`, then for each step `attempt` until it is accepted, any number of
/// looks at `end` and `segment`, and `advance`. Times and lengths are signed: backwards is
/// negative.
interface Stepper {

    /// Begins at `x` (copied) at time `t`, at the start and after every jump of the state.
    void start(double t, double[] x);

    /// Length of the first step; `direction` is 1 or -1.
    double firstStep(double direction);

    /// Makes `h` the answer of the next [#nextStep], after a change of method.
    default void propose(double h) {
        throw new UnsupportedOperationException("this method is not changed to on the way");
    }

    /// Tries a step of length `h`; whether it was accepted.
    boolean attempt(double h);

    /// Length to try next: a shorter one after a rejection, the following step after `advance`.
    double nextStep();

    /// State at the start of the step, length d, not to be written to.
    double[] begin();

    /// State at the end of the attempted step, length d, not to be written to.
    double[] end();

    /// Writes the solution inside the accepted step to `segment`.
    void fill(Segment segment);

    /// Degree of the polynomials of [#fill].
    int degree();

    /// Whether the last attempt failed because implicit equations could not be solved.
    default boolean unsolved() {
        return false;
    }

    /// Moves to the end of the accepted step, which is at time `t`.
    void advance(double t);
}
