package org.separatrix.forecast.deep;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

/// A network from a window of the past to the rows that follow.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "architecture")
public sealed interface WindowModel extends Parametrised
        permits BlockRecurrentNet,
                ConvolutionNet,
                LinearNet,
                NBeatsNet,
                NHitsNet,
                TideNet,
                TransformerNet {

    /// Rows that it sees.
    int window();

    /// Rows that it says at once.
    int horizon();

    /// Channels of each row.
    int channels();

    /// The rows that follow.
    ///
    /// @param x shape (batch, window, channels), scaled
    /// @param dropout what thins its hidden units while it trains; its rate is the model's own
    /// @return shape (batch, horizon, channels)
    Tensor forward(Weights weights, Tensor x, Dropout dropout);

    /// Share of hidden units set to zero while it trains.
    default double dropout() {
        return 0;
    }
}
