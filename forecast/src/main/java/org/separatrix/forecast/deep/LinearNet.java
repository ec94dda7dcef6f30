package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// Linear maps from the whole window to all rows said at once.
///
/// With `smoothing` 0 the last row is taken off before and put back after (NLinear); otherwise a
/// moving average of that many rows and what it leaves have a map each (DLinear).
///
/// Source: A. Zeng et al., "Are transformers effective for time series forecasting?", AAAI 2023.
record LinearNet(int window, int horizon, int channels, int smoothing) implements WindowModel {

    private Parts parts() {
        var map = Parts.map(window * channels, horizon * channels);
        return new Parts(smoothing == 0 ? List.of(map) : List.of(map, map));
    }

    @Override
    public List<Parameter> parameters() {
        return parts().parameters();
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout dropout) {
        long batch = x.size(0);
        long size = (long) window * channels;
        if (smoothing == 0) {
            var last = x.narrow(1, window - 1, 1);
            return parts().apply(0, weights, x.sub(last).view(batch, size))
                    .view(batch, horizon, channels)
                    .add(last);
        }
        var trend = average(x);
        return parts().apply(0, weights, trend.reshape(batch, size))
                .add(parts().apply(1, weights, x.sub(trend).reshape(batch, size)))
                .view(batch, horizon, channels);
    }

    /// Centred moving average; beyond the ends stand the end rows.
    private Tensor average(Tensor x) {
        int before = (smoothing - 1) / 2;
        var padded =
                Tensors.join(
                        1,
                        List.of(
                                x.narrow(1, 0, 1).expand(x.size(0), before, channels),
                                x,
                                x.narrow(1, window - 1, 1)
                                        .expand(x.size(0), smoothing - 1 - before, channels)));
        return torch.avg_pool1d(
                        padded.transpose(1, 2),
                        new long[] {smoothing},
                        new long[] {1},
                        new long[] {0},
                        false,
                        true)
                .transpose(1, 2);
    }
}
