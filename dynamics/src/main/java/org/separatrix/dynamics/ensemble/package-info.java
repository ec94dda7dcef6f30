/// Many orbits of one flow at once: lanes of the vector unit times cores.
@NullMarked
package org.separatrix.dynamics.ensemble;

import org.jspecify.annotations.NullMarked;
