/// Groups of similar points.
@NullMarked
package org.separatrix.analysis.clustering;

import org.jspecify.annotations.NullMarked;
