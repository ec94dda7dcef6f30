package org.separatrix.dynamics.integrate;

/// A state became infinite, not a number, or larger than the bound that was set.
public final class DivergedException extends IntegrationException {

    private final String component;
    private final double value;

    DivergedException(String message, String component, double value, StepReport where) {
        super(message, where);
        this.component = component;
        this.value = value;
    }

    /// Name of the state that diverged.
    public String component() {
        return component;
    }

    /// Its value: infinite, NaN or beyond the bound.
    public double value() {
        return value;
    }
}
