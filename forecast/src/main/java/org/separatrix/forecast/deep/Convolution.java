package org.separatrix.forecast.deep;

import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;

/// Temporal convolutional network: dilated causal convolutions that reach over the whole lookback.
///
/// Source: S. Bai, J. Z. Kolter, V. Koltun, "An empirical evaluation of generic convolutional and
/// recurrent networks for sequence modeling" (2018).
///
/// @param lookback rows of history that a forecast sees
/// @param horizon rows said at once; further ones come from feeding these back
/// @param filters channels between the layers
/// @param kernel taps of a convolution
/// @param base growth of the dilation from block to block
/// @param dropout share of hidden units set to zero while it trains
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record Convolution(
        @Describe(value = "rows of history that a forecast sees", min = 1, max = 5000) int lookback,
        @Describe(value = "rows said at once", min = 1, max = 5000) int horizon,
        @Describe(value = "channels between the layers", min = 1, max = 1000) int filters,
        @Describe(value = "taps of a convolution", min = 2, max = 100) int kernel,
        @Describe(value = "growth of the dilation from block to block", min = 1, max = 10) int base,
        @Describe(value = "share of hidden units set to zero while it trains", min = 0, max = 0.99)
                double dropout,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements DeepForecaster {

    /// Small enough for minutes on two cores.
    public static final Convolution DEFAULT = new Convolution(25, 1, 16, 3, 2, 0.0, 750, 32, 1e-3);

    @Override
    public String name() {
        return "tcn";
    }

    @Override
    public Forecaster paper() {
        return new Convolution(lookback, 1, 3, 3, 2, 0.2, 3000, 32, 1e-3);
    }

    @Override
    public Convolution seeing(int rows) {
        return new Convolution(rows, horizon, filters, kernel, base, dropout, updates, batch, rate);
    }

    @Override
    public WindowModel model(int channels) {
        return new ConvolutionNet(lookback, horizon, channels, filters, kernel, base, dropout);
    }
}
