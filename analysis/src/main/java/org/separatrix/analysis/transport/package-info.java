/// Distances between two clouds of points, and optimal transport from one to the other.
///
/// Clouds are `[n][d]`, all points of equal weight. Exact transport is for clouds of up to a few
/// thousand points, sliced and one-dimensional distances for any number.
@NullMarked
package org.separatrix.analysis.transport;

import org.jspecify.annotations.NullMarked;
