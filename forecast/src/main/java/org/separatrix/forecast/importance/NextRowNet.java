package org.separatrix.forecast.importance;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// Two layers of long short-term memory that read a window and say the row after it.
record NextRowNet(int channels, int hidden) implements Parametrised {

    private static final int LAYERS = 2;

    private Recurrent recurrent() {
        return new Recurrent(Recurrent.Cell.LSTM, channels, hidden, LAYERS);
    }

    private Linear readout() {
        double bound = 1 / Math.sqrt(hidden);
        return new Linear(
                hidden, channels, true, Initialiser.uniform(bound), Initialiser.uniform(bound));
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(List.of("recurrent", "readout"), List.of(recurrent(), readout()));
    }

    /// @param windows shape (batch, window, channels)
    /// @return shape (batch, channels)
    Tensor next(Weights weights, Tensor windows) {
        var own = recurrent();
        var outputs = own.forward(weights.part(0, own), windows);
        var last = outputs.select(1, outputs.size(1) - 1);
        return readout().forward(weights.part(own.arrays(), readout()), last);
    }
}
