/// Equations to bytecode: scalar kernels, Jacobians, SIMD lanes, Taylor recurrences.
@NullMarked
package org.separatrix.equations.compile;

import org.jspecify.annotations.NullMarked;
