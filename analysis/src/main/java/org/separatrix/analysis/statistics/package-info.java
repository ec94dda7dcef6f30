/// Means of correlated numbers and their standard errors; straight lines through points; rankings
/// of methods over data sets and which of their differences are more than chance.
@NullMarked
package org.separatrix.analysis.statistics;

import org.jspecify.annotations.NullMarked;
