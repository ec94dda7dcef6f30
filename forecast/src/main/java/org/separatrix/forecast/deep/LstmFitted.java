package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.NoGradGuard;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A trained [RecurrentNet].
///
/// @param lookback rows that a forecast reads first
/// @param weights in the order of the model's parameters, see [Encoded]
public record LstmFitted(RecurrentNet model, int lookback, String weights, Scaling scaling)
        implements FittedForecaster {

    @Override
    public int context() {
        return lookback;
    }

    @Override
    public Prediction forecast(Segment history, int steps) {
        return forecastAll(List.of(history), steps).getFirst();
    }

    @Override
    public List<Prediction> forecastAll(List<Segment> histories, int steps) {
        int d = model.channels();
        int batch = histories.size();
        var kind = Kind.standard(Precision.SINGLE);
        var said = new double[batch][steps][];
        try (var _ = new Scope();
                var _ = new NoGradGuard();
                var held = Weights.of(model, kind, Encoded.values(weights))) {
            var x = Tensors.of(Future.ends(histories, lookback, scaling), kind, batch, lookback, d);
            var answer = model.read(held, x, model.start(held, batch));
            for (int k = 0; k < steps; k++) {
                var last = answer.next().narrow(1, answer.next().size(1) - 1, 1);
                var row = Tensors.toArray(last);
                for (int b = 0; b < batch; b++) {
                    said[b][k] = Arrays.copyOfRange(row, b * d, (b + 1) * d);
                }
                answer = model.read(held, last, answer.state());
            }
        }
        var predictions = new ArrayList<Prediction>();
        for (int b = 0; b < batch; b++) {
            predictions.add(Future.of(histories.get(b), said[b], scaling));
        }
        return predictions;
    }
}
