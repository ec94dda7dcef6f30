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
}
