package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;

/// TiDE: a dense encoder and decoder with a linear map past them.
///
/// Source: A. Das et al., "Long-term forecasting with TiDE: time-series dense encoder", TMLR 2023.
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param width units of a layer
/// @param depth blocks of encoder and of decoder
/// @param decoded numbers a row is decoded from
/// @param dropout share of hidden units set to zero while it trains
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record Tide(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe(value = "units of a layer", min = 1, max = 5000) int width,
        @Describe(value = "blocks of encoder and of decoder", min = 1, max = 50) int depth,
        @Describe(value = "numbers a row is decoded from", min = 1, max = 1000) int decoded,
        @Describe(value = "share of hidden units set to zero while it trains", min = 0, max = 0.99)
                double dropout,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final Tide DEFAULT = new Tide(25, 1, 64, 1, 16, 0.1, 750, 32, 1e-3);

    @Override
    public String name() {
        return "tide";
    }

    @Override
    public Forecaster paper() {
        return new Tide(lookback, 1, 128, 1, 16, 0.1, 3000, 32, 1e-3);
    }

    @Override
    public Tide seeing(int rows) {
        return new Tide(rows, horizon, width, depth, decoded, dropout, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new TideNet(lookback, horizon, channels, width, depth, decoded, dropout);
    }
}
