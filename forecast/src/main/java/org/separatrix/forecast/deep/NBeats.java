package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;

/// N-BEATS with generic blocks: fully connected blocks, each taking off what it can explain.
///
/// Source: B. Oreshkin et al., "N-BEATS: neural basis expansion analysis for interpretable time
/// series forecasting", ICLR 2020.
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param blocks blocks in the stack
/// @param layers layers of a block
/// @param width units of a layer
/// @param coefficients numbers that stand for a backcast or forecast
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record NBeats(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe(value = "blocks in the stack", min = 1, max = 200) int blocks,
        @Describe(value = "layers of a block", min = 1, max = 50) int layers,
        @Describe(value = "units of a layer", min = 1, max = 5000) int width,
        @Describe(value = "numbers that stand for a backcast or forecast", min = 1, max = 1000)
                int coefficients,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final NBeats DEFAULT = new NBeats(25, 1, 6, 4, 64, 5, 750, 32, 1e-3);

    @Override
    public String name() {
        return "nbeats";
    }

    @Override
    public Forecaster paper() {
        return new NBeats(lookback, 1, 30, 4, 256, 5, 3000, 32, 1e-3);
    }

    @Override
    public NBeats seeing(int rows) {
        return new NBeats(rows, horizon, blocks, layers, width, coefficients, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new NBeatsNet(lookback, horizon, channels, blocks, layers, width, coefficients);
    }
}
