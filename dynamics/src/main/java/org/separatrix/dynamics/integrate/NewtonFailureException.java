package org.separatrix.dynamics.integrate;

/// The nonlinear equations of an implicit step could not be solved even with the smallest step.
public final class NewtonFailureException extends IntegrationException {

    NewtonFailureException(String message, StepReport where) {
        super(message, where);
    }
}
