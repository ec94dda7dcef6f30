package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// Doubly residual stack of generic blocks.
///
/// A block is `layers` rectified affine maps and two heads to `coefficients` numbers, each mapped
/// on to a backcast, which is taken off the input of the next block, and to a forecast, which is
/// added up.
///
/// Source: B. Oreshkin et al., "N-BEATS: neural basis expansion analysis for interpretable time
/// series forecasting", ICLR 2020.
record NBeatsNet(
        int window, int horizon, int channels, int blocks, int layers, int width, int coefficients)
        implements WindowModel {

    private static final int HEADS = 4;

    private Parts parts() {
        int in = window * channels;
        int out = horizon * channels;
        var maps = new ArrayList<Linear>();
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < layers; i++) {
                maps.add(Parts.map(i == 0 ? in : width, width));
            }
            maps.add(Parts.map(width, coefficients));
            maps.add(Parts.map(width, coefficients));
            maps.add(Parts.map(coefficients, in));
            maps.add(Parts.map(coefficients, out));
        }
        return new Parts(maps);
    }

    @Override
    public List<Parameter> parameters() {
        return parts().parameters();
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout dropout) {
        var parts = parts();
        long batch = x.size(0);
        var rest = x.reshape(batch, (long) window * channels);
        var sum = x.new_zeros(batch, (long) horizon * channels);
        for (int b = 0; b < blocks; b++) {
            int at = b * (layers + HEADS);
            var h = rest;
            for (int i = 0; i < layers; i++) {
                h = parts.apply(at + i, weights, h).relu();
            }
            at += layers;
            var forecast = parts.apply(at + 3, weights, parts.apply(at + 1, weights, h));
            sum = sum.add(forecast);
            if (b < blocks - 1) {
                rest = rest.sub(parts.apply(at + 2, weights, parts.apply(at, weights, h)));
            }
        }
        return sum.view(batch, horizon, channels);
    }
}
