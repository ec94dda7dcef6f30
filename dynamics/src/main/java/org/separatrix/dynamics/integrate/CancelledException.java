package org.separatrix.dynamics.integrate;

/// The caller asked to stop, or the time allowed was over.
public final class CancelledException extends IntegrationException {

    CancelledException(String message, StepReport where) {
        super(message, where);
    }
}
