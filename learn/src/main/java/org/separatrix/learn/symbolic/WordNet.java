package org.separatrix.learn.symbolic;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Linear;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// Says how likely each word is to come next, from parent and sibling of the place to fill and all
/// that was written before.
///
/// @param words size of the vocabulary
record WordNet(int words, int hidden) implements Parametrised {

    /// @param scores shape (batch, steps, words), before the softmax
    record Answer(Tensor scores, Recurrent.State state) {}

    /// Extent of an input: one place for each parent and sibling, and one for none.
    int inputs() {
        return 2 * (words + 1);
    }

    private Recurrent recurrent() {
        return new Recurrent(Recurrent.Cell.LSTM, inputs(), hidden, 1);
    }

    private Linear readout() {
        return Linear.of(hidden, words, Initialiser.ZEROS);
    }

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>(recurrent().parameters());
        all.addAll(readout().parameters());
        return List.copyOf(all);
    }

    Recurrent.State start(Weights weights, long batch) {
        return recurrent().start(weights, batch);
    }

    /// @param x shape (batch, steps, inputs)
    Answer read(Weights weights, Tensor x, Recurrent.State state) {
        var own = recurrent();
        var result = own.run(weights.part(0, own), x, state);
        var scores = readout().forward(weights.part(own.arrays(), readout()), result.outputs());
        return new Answer(scores, result.state());
    }

    /// Marks parent and sibling in an input that begins at `at`.
    void mark(double[] x, int at, int parent, int sibling) {
        x[at + (parent == Draft.NONE ? words : parent)] = 1;
        x[at + words + 1 + (sibling == Draft.NONE ? words : sibling)] = 1;
    }
}
