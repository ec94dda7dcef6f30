package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;
import org.separatrix.learn.network.Recurrent;

/// A recurrent network that reads the lookback and answers from its last state.
///
/// Source: J. L. Elman, "Finding structure in time", Cognitive Science 14 (1990); see [Recurrent].
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param cell kind of unit
/// @param hidden units of a layer
/// @param layers layers
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record BlockRecurrent(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe("kind of unit") Recurrent.Cell cell,
        @Describe(value = "units of a layer", min = 1, max = 5000) int hidden,
        @Describe(value = "layers", min = 1, max = 20) int layers,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final BlockRecurrent DEFAULT =
            new BlockRecurrent(25, 1, Recurrent.Cell.TANH, 25, 1, 750, 32, 1e-3);

    @Override
    public String name() {
        return "block-rnn";
    }

    @Override
    public Forecaster paper() {
        return new BlockRecurrent(lookback, 1, Recurrent.Cell.TANH, 25, 1, 3000, 32, 1e-3);
    }

    @Override
    public BlockRecurrent seeing(int rows) {
        return new BlockRecurrent(rows, horizon, cell, hidden, layers, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new BlockRecurrentNet(lookback, horizon, channels, cell, hidden, layers);
    }
}
