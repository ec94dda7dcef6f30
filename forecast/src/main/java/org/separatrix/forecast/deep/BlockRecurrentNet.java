package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// A recurrent network reads the window; its last state is mapped to the rows that follow.
record BlockRecurrentNet(
        int window, int horizon, int channels, Recurrent.Cell cell, int hidden, int layers)
        implements WindowModel {

    private Recurrent recurrent() {
        return new Recurrent(cell, channels, hidden, layers);
    }

    private Linear readout() {
        return Parts.map(hidden, horizon * channels);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(List.of("recurrent", "readout"), List.of(recurrent(), readout()));
    }

    @Override
    public Tensor forward(Weights weights, Tensor x, Dropout dropout) {
        var own = recurrent();
        var last = own.forward(weights.part(0, own), x).select(1, window - 1);
        return readout()
                .forward(weights.part(own.arrays(), readout()), last)
                .view(x.size(0), horizon, channels);
    }
}
