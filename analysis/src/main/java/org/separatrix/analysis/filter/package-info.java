/// Filters for evenly spaced series.
@NullMarked
package org.separatrix.analysis.filter;

import org.jspecify.annotations.NullMarked;
