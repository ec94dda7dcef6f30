package org.separatrix.dynamics.integrate;

/// Receives every accepted step, in order.
@FunctionalInterface
public interface StepListener {

    /// Called after each accepted step. At an event that changes the state or stops the integration
    /// the step ends there.
    ///
    /// @param step the solution inside the step, valid until this call returns
    void accepted(Interpolant step);
}
