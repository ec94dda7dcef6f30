package org.separatrix.dynamics.jump;

/// A jump process that cannot go on: a rate is negative or not a number, a population would become
/// negative, or the caller stopped it.
public final class JumpException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final double time;

    JumpException(String message, double time) {
        super(message);
        this.time = time;
    }

    /// Time reached.
    public double time() {
        return time;
    }
}
