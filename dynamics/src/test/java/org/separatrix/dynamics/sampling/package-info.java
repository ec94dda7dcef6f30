/// Tests of trajectories as data.
@NullMarked
package org.separatrix.dynamics.sampling;

import org.jspecify.annotations.NullMarked;
