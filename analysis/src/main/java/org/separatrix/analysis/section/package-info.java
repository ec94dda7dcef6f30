/// Poincaré sections, return maps, orbit diagrams and fixed points.
@NullMarked
package org.separatrix.analysis.section;

import org.jspecify.annotations.NullMarked;
