package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.TemporalConvolution;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// A temporal convolutional network that sees the whole window; its last outputs are the rows that
/// follow.
record ConvolutionNet(
        int window, int horizon, int channels, int filters, int kernel, int base, double dropout)
        implements WindowModel {

    private TemporalConvolution network() {
        return TemporalConvolution.reaching(
                window, channels, filters, channels * horizon, kernel, base);
    }

    @Override
    public List<Parameter> parameters() {
        return network().parameters();
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout thin) {
        return network()
                .forward(weights, x, thin)
                .select(1, window - 1)
                .view(x.size(0), horizon, channels);
    }
}
