/// Special functions in double precision.
@NullMarked
package org.separatrix.analysis.special;

import org.jspecify.annotations.NullMarked;
