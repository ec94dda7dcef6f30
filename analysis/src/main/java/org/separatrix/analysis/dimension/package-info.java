/// How much space an attractor fills: the correlation dimension, from points alone.
@NullMarked
package org.separatrix.analysis.dimension;

import org.jspecify.annotations.NullMarked;
