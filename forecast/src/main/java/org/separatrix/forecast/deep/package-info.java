/// Forecasters that are networks over windows of the past, trained by libtorch.
///
/// A [WindowModel] maps the last rows to the next ones; [DeepForecaster] scales the data, cuts it
/// into windows, trains with Adam on the mean squared error, and forecasts by feeding rows back.
@NullMarked
package org.separatrix.forecast.deep;

import org.jspecify.annotations.NullMarked;
