package org.separatrix.dynamics.integrate;

/// The states of a delay system before the start.
@FunctionalInterface
public interface History {

    /// State at time `t`, not after the start, written to `x` (length d).
    void at(double t, double[] x);

    /// A history that was always at `state` (copied).
    static History constant(double... state) {
        var kept = state.clone();
        return (_, x) -> System.arraycopy(kept, 0, x, 0, kept.length);
    }
}
