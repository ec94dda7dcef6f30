/// When a trajectory comes back: recurrence matrices, their quantification, and the 0–1 test for
/// chaos.
@NullMarked
package org.separatrix.analysis.recurrence;

import org.jspecify.annotations.NullMarked;
