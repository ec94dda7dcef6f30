/// Scores of forecasts against the truth.
@NullMarked
package org.separatrix.analysis.metrics;

import org.jspecify.annotations.NullMarked;
