package org.separatrix.dynamics.integrate;

/// One event that happened.
///
/// @param name name of the event
/// @param time when
/// @param before state just before the event acted, length d, owned by the occurrence
/// @param after state just after it acted; the same values unless the event changes the state
/// @param rising whether the event function rose through zero in the direction of integration
public record Occurrence(
        String name, double time, double[] before, double[] after, boolean rising) {}
