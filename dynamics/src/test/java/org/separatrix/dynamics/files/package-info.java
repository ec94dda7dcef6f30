/// Tests of trajectories in files.
@NullMarked
package org.separatrix.dynamics.files;

import org.jspecify.annotations.NullMarked;
