package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;

/// N-HiTS: blocks that look at the window on ever finer scales and interpolate what they say.
///
/// Source: C. Challu et al., "N-HiTS: neural hierarchical interpolation for time series
/// forecasting", AAAI 2023.
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param blocks blocks, from coarse to fine
/// @param layers layers of a block
/// @param width units of a layer
/// @param dropout share of hidden units set to zero while it trains
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record NHits(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe(value = "blocks, from coarse to fine", min = 1, max = 50) int blocks,
        @Describe(value = "layers of a block", min = 1, max = 50) int layers,
        @Describe(value = "units of a layer", min = 1, max = 5000) int width,
        @Describe(value = "share of hidden units set to zero while it trains", min = 0, max = 0.99)
                double dropout,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final NHits DEFAULT = new NHits(25, 1, 3, 2, 128, 0.1, 750, 32, 1e-3);

    @Override
    public String name() {
        return "nhits";
    }

    @Override
    public Forecaster paper() {
        return new NHits(lookback, 1, 3, 2, 512, 0.1, 3000, 32, 1e-3);
    }

    @Override
    public NHits seeing(int rows) {
        return new NHits(rows, horizon, blocks, layers, width, dropout, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new NHitsNet(lookback, horizon, channels, blocks, layers, width, dropout);
    }
}
