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
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A trained [WindowModel].
///
/// @param weights in the order of the model's parameters, see [Encoded]
public record WindowFitted(WindowModel model, String weights, Scaling scaling)
        implements FittedForecaster {

    @Override
    public int context() {
        return model.window();
    }

    @Override
    public Prediction forecast(Segment history, int steps) {
        return forecastAll(List.of(history), steps).getFirst();
    }

    /// All histories go through the network as one batch.
    @Override
    public List<Prediction> forecastAll(List<Segment> histories, int steps) {
        int d = model.channels();
        int batch = histories.size();
        var kind = Kind.standard(Precision.SINGLE);
        var said = new double[batch][steps][];
        var seen = Future.ends(histories, model.window(), scaling);
        try (var _ = new Scope();
                var _ = new NoGradGuard();
                var held = Weights.of(model, kind, Encoded.values(weights))) {
            for (int k = 0; k < steps; k += model.horizon()) {
                double[] next;
                try (var _ = new Scope()) {
                    var x = Tensors.of(seen, kind, batch, model.window(), d);
                    next = Tensors.toArray(model.forward(held, x, Dropout.NONE));
                }
                feed(seen, next, batch);
                for (int b = 0; b < batch; b++) {
                    for (int i = 0; i < model.horizon() && k + i < steps; i++) {
                        int at = (b * model.horizon() + i) * d;
                        said[b][k + i] = Arrays.copyOfRange(next, at, at + d);
                    }
                }
            }
        }
        var predictions = new ArrayList<Prediction>();
        for (int b = 0; b < batch; b++) {
            predictions.add(Future.of(histories.get(b), said[b], scaling));
        }
        return predictions;
    }

    /// Shifts each window by the horizon and puts the new rows at its end.
    private void feed(double[] seen, double[] next, int batch) {
        int size = model.window() * model.channels();
        int fresh = model.horizon() * model.channels();
        for (int b = 0; b < batch; b++) {
            if (fresh < size) {
                System.arraycopy(seen, b * size + fresh, seen, b * size, size - fresh);
                System.arraycopy(next, b * fresh, seen, (b + 1) * size - fresh, fresh);
            } else {
                System.arraycopy(next, (b + 1) * fresh - size, seen, b * size, size);
            }
        }
    }
}
