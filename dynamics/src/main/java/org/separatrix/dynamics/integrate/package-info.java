/// Integrators of ordinary differential equations: adaptive, stiff, symplectic; dense output and
/// events.
@NullMarked
package org.separatrix.dynamics.integrate;

import org.jspecify.annotations.NullMarked;
