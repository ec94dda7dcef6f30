package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;

/// Transformer: attention over the lookback, and a decoder that answers.
///
/// Source: A. Vaswani et al., "Attention is all you need", NeurIPS 2017.
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param width numbers that stand for a row, a multiple of the heads
/// @param heads heads of each attention
/// @param layers layers of encoder and of decoder
/// @param inner units of the perceptrons
/// @param dropout share of hidden units set to zero while it trains
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record TransformerForecaster(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe(
                        value = "numbers that stand for a row, a multiple of the heads",
                        min = 1,
                        max = 5000)
                int width,
        @Describe(value = "heads of each attention", min = 1, max = 64) int heads,
        @Describe(value = "layers of encoder and of decoder", min = 1, max = 50) int layers,
        @Describe(value = "units of the perceptrons", min = 1, max = 20_000) int inner,
        @Describe(value = "share of hidden units set to zero while it trains", min = 0, max = 0.99)
                double dropout,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final TransformerForecaster DEFAULT =
            new TransformerForecaster(25, 1, 32, 4, 1, 128, 0.0, 750, 32, 1e-3);

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public Forecaster paper() {
        return new TransformerForecaster(lookback, 1, 64, 4, 3, 512, 0.1, 3000, 32, 1e-3);
    }

    @Override
    public TransformerForecaster seeing(int rows) {
        return new TransformerForecaster(
                rows, horizon, width, heads, layers, inner, dropout, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new TransformerNet(
                lookback, horizon, channels, width, heads, layers, inner, dropout);
    }
}
