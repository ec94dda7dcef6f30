/// Jump processes: reactions that happen one by one at random times.
///
/// [org.separatrix.dynamics.jump.JumpProcess] describes the reactions;
/// [org.separatrix.dynamics.jump.JumpSimulator] follows them exactly, event by event, or in leaps
/// over many events where populations are large.
@NullMarked
package org.separatrix.dynamics.jump;

import org.jspecify.annotations.NullMarked;
