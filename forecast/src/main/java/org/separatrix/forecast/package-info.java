/// Forecasters of trajectories under one contract: fit on pieces of data, continue a history.
///
/// Each forecaster is a record of its settings; its fitted twin is a record of what it learned, so
/// that both can be printed, stored and read back. Everything is multivariate. The classical
/// methods (seasonal naive, Holt–Winters, theta) treat the channels one by one.
@NullMarked
package org.separatrix.forecast;

import org.jspecify.annotations.NullMarked;
