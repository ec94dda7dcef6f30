/// Data sets of trajectories, of unequal length and with gaps, and predictions.
@NullMarked
package org.separatrix.lab.data;

import org.jspecify.annotations.NullMarked;
