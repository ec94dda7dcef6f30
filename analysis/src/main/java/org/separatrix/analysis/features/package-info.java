/// Numbers that characterise a scalar series: its distribution, correlations, spectrum, shape,
/// complexity, wavelets and the drift that its steps suggest.
///
/// They turn series of any length into points of one space, where they can be compared, mapped and
/// classified. All are invariant under a shift in time of the whole record; none needs a time unit.
@NullMarked
package org.separatrix.analysis.features;

import org.jspecify.annotations.NullMarked;
