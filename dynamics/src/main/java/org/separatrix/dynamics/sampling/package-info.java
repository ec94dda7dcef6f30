/// Trajectories of catalogue flows as data: so many points a period, standardised, with noise, from
/// one or several starts on the attractor.
@NullMarked
package org.separatrix.dynamics.sampling;

import org.jspecify.annotations.NullMarked;
