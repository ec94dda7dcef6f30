package org.separatrix.dynamics.integrate;

/// What the events of one step mean for the integration.
enum Happening {
    /// It goes on.
    NONE,
    /// It ends at the event.
    STOP,
    /// It goes on from the event with another state.
    JUMP
}
