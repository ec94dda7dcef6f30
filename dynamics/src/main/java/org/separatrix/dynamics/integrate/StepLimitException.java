package org.separatrix.dynamics.integrate;

/// More steps were needed than were allowed.
public final class StepLimitException extends IntegrationException {

    StepLimitException(String message, StepReport where) {
        super(message, where);
    }
}
