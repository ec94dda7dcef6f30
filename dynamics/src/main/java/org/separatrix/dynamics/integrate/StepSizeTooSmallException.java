package org.separatrix.dynamics.integrate;

/// The tolerance asks for steps that the time can no longer resolve.
public final class StepSizeTooSmallException extends IntegrationException {

    StepSizeTooSmallException(String message, StepReport where) {
        super(message, where);
    }
}
