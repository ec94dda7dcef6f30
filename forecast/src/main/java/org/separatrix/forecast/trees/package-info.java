/// Forecasters that regress the next row on past rows by trees, on XGBoost.
@NullMarked
package org.separatrix.forecast.trees;

import org.jspecify.annotations.NullMarked;
