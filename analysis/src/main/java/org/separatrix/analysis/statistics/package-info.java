/// Means of correlated numbers and their standard errors; straight lines through points.
@NullMarked
package org.separatrix.analysis.statistics;

import org.jspecify.annotations.NullMarked;
