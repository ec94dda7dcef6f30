package org.separatrix.dynamics.integrate;

/// An integration that could not be finished: where it stopped, and in which state.
public sealed class IntegrationException extends RuntimeException
        permits CancelledException,
                DivergedException,
                NewtonFailureException,
                StepLimitException,
                StepSizeTooSmallException {

    private final transient StepReport where;

    IntegrationException(String message, StepReport where) {
        super(message);
        this.where = where;
    }

    /// Time reached.
    public double time() {
        return where.time();
    }

    /// Number of accepted steps before the failure.
    public long step() {
        return where.step();
    }

    /// Length of the last step tried, negative when integrating backwards.
    public double stepSize() {
        return where.stepSize();
    }

    /// The last accepted state, a copy of length d.
    public double[] state() {
        return where.state().clone();
    }

    /// The failure of a step after which `component` is infinite, not a number or out of bounds.
    ///
    /// @param time time of the last good state
    /// @param step number of steps before the failure
    /// @param stepSize length of the step that failed
    /// @param last the last good state, length d, copied
    /// @param component name of the state that diverged
    /// @param value its value
    /// @param advice what to try, a sentence
    public static DivergedException diverged(
            double time,
            long step,
            double stepSize,
            double[] last,
            String component,
            double value,
            String advice) {
        String what =
                Double.isNaN(value)
                        ? "became not a number"
                        : Double.isInfinite(value)
                                ? "became infinite"
                                : "left its bounds with %.6g".formatted(value);
        return new DivergedException(
                "%s %s after t = %s (step %d). %s".formatted(component, what, time, step, advice),
                component,
                value,
                new StepReport(time, step, stepSize, last.clone()));
    }

    /// The failure of a run that its caller stopped.
    public static CancelledException cancelled(
            double time, long step, double stepSize, double[] last) {
        return new CancelledException(
                "cancelled at t = %s after %d steps".formatted(time, step),
                new StepReport(time, step, stepSize, last.clone()));
    }
}
