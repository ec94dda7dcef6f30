/// What characterises the long run of a system, computed for one system or for the catalogue, and
/// written into the system's file.
@NullMarked
package org.separatrix.analysis.invariants;

import org.jspecify.annotations.NullMarked;
