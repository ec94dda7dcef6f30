package org.separatrix.dynamics.simulate;

/// A simulation that could not be finished; the message names the system, the cause tells more.
public final class SimulationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SimulationException(String system, RuntimeException cause) {
        super(system + ": " + cause.getMessage(), cause);
    }
}
