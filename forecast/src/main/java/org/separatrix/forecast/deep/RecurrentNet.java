package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// A recurrent network that says the next row after every row it reads.
record RecurrentNet(int channels, Recurrent.Cell cell, int hidden, int layers)
        implements Parametrised {

    /// @param next shape (batch, steps, channels): what follows each row
    record Answer(Tensor next, Recurrent.State state) {}

    private Recurrent recurrent() {
        return new Recurrent(cell, channels, hidden, layers);
    }

    private Linear readout() {
        return Parts.map(hidden, channels);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(List.of("recurrent", "readout"), List.of(recurrent(), readout()));
    }

    Recurrent.State start(Weights weights, long batch) {
        return recurrent().start(weights, batch);
    }

    /// @param x shape (batch, steps, channels)
    Answer read(Weights weights, Tensor x, Recurrent.State state) {
        var own = recurrent();
        var result = own.run(weights.part(0, own), x, state);
        var next = readout().forward(weights.part(own.arrays(), readout()), result.outputs());
        return new Answer(next, result.state());
    }
}
