/// Integration against a weight and interpolation on an interval.
@NullMarked
package org.separatrix.analysis.quadrature;

import org.jspecify.annotations.NullMarked;
