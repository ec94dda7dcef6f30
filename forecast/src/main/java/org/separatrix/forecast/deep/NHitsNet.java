package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// Doubly residual stack whose blocks look at ever finer scales: each pools its input, and its
/// backcast and forecast are interpolated from few numbers a channel.
///
/// Source: C. Challu et al., "N-HiTS: neural hierarchical interpolation for time series
/// forecasting", AAAI 2023.
record NHitsNet(
        int window, int horizon, int channels, int blocks, int layers, int width, double dropout)
        implements WindowModel {

    /// Pooling of block `b`: from half of the extent down to 1, geometrically.
    private int pool(int extent, int b) {
        double most = Math.max(extent / 2, 1);
        return (int) (most / Math.pow(most, blocks == 1 ? 0 : (double) b / (blocks - 1)) + 1e-9);
    }

    private int pooled(int b) {
        return window / pool(window, b);
    }

    private int knots(int b) {
        return Math.max(horizon / pool(horizon, b), 1);
    }

    private Parts parts() {
        var maps = new ArrayList<Linear>();
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < layers; i++) {
                maps.add(Parts.map(i == 0 ? pooled(b) * channels : width, width));
            }
            maps.add(Parts.map(width, pooled(b) * channels));
            maps.add(Parts.map(width, knots(b) * channels));
        }
        return new Parts(maps);
    }

    @Override
    public List<Parameter> parameters() {
        return parts().parameters();
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout thin) {
        var parts = parts();
        long batch = x.size(0);
        var rest = x.transpose(1, 2);
        var sum = x.new_zeros(batch, channels, horizon);
        for (int b = 0; b < blocks; b++) {
            int at = b * (layers + 2);
            var h =
                    torch.max_pool1d(rest, pool(window, b))
                            .reshape(batch, (long) pooled(b) * channels);
            for (int i = 0; i < layers; i++) {
                h = thin.apply(parts.apply(at + i, weights, h).relu());
            }
            var forecast = stretch(parts.apply(at + layers + 1, weights, h), knots(b), horizon);
            sum = sum.add(forecast);
            if (b < blocks - 1) {
                rest = rest.sub(stretch(parts.apply(at + layers, weights, h), pooled(b), window));
            }
        }
        return sum.transpose(1, 2);
    }

    /// Linear interpolation of a few numbers a channel.
    private Tensor stretch(Tensor knots, int from, int to) {
        var shaped = knots.view(knots.size(0), channels, from);
        return from == to
                ? shaped
                : torch.upsample_linear1d(shaped, new long[] {to}, false, new DoubleOptional());
    }
}
