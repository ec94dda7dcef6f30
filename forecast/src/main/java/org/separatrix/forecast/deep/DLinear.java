package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;

/// DLinear: a moving average of the window and what it leaves, a linear map each.
///
/// Source: A. Zeng et al., "Are transformers effective for time series forecasting?", AAAI 2023.
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param smoothing rows of the moving average
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record DLinear(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe(value = "rows of the moving average", min = 1, max = 1000) int smoothing,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final DLinear DEFAULT = new DLinear(25, 1, 25, 750, 32, 1e-3);

    @Override
    public String name() {
        return "dlinear";
    }

    @Override
    public Forecaster paper() {
        return new DLinear(lookback, 1, 25, 3000, 32, 1e-3);
    }

    @Override
    public DLinear seeing(int rows) {
        return new DLinear(rows, horizon, smoothing, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new LinearNet(lookback, horizon, channels, smoothing);
    }
}
