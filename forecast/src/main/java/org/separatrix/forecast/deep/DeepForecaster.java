package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Glimpse;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Dropout;
import org.separatrix.learn.network.Losses;
import org.separatrix.learn.training.Step;

import java.util.Arrays;
import java.util.List;

/// A forecaster that trains a [WindowModel]. Its records differ in the network alone.
public sealed interface DeepForecaster extends Forecaster
        permits BlockRecurrent,
                Convolution,
                DLinear,
                NBeats,
                NHits,
                NLinear,
                Tide,
                TransformerForecaster {

    /// Rows of history that a forecast sees.
    int lookback();

    /// Rows that are said at once; further ones come from feeding these back.
    int horizon();

    /// The same method with another lookback.
    DeepForecaster seeing(int rows);

    /// The network for so many channels.
    WindowModel model(int channels);

    /// Steps of Adam.
    int updates();

    /// Windows in each step.
    int batch();

    /// Learning rate.
    double rate();

    @Override
    default int shortest() {
        return lookback() + horizon();
    }

    /// Lookbacks of 5 to 100 rows.
    @Override
    default boolean slow() {
        return true;
    }

    @Override
    default List<Forecaster> candidates() {
        return Arrays.stream(new int[] {5, 10, 25, 50, 100})
                .mapToObj(this::seeing)
                .map(Forecaster.class::cast)
                .toList();
    }

    @Override
    default FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return fit(training, seeds, Progress.SILENT);
    }

    @Override
    default FittedForecaster fit(List<Segment> training, Seeds seeds, Progress progress) {
        var model = model(training.getFirst().dimension());
        try {
            var windows = Windows.of(training, lookback() + horizon());
            var scaling = windows.scaling();
            var plan = new Plan(updates(), batch(), rate());
            var weights =
                    windows.train(
                            model,
                            plan,
                            seeds,
                            progress,
                            (step, rows) -> loss(model, step, rows),
                            soFar -> Glimpse.of(new WindowFitted(model, soFar, scaling), training));
            return new WindowFitted(model, weights, scaling);
        } catch (LearnException e) {
            throw new LabException(name() + ": " + e.getMessage(), e);
        }
    }

    private static Tensor loss(WindowModel model, Step step, Tensor rows) {
        var seen = rows.narrow(1, 0, model.window());
        var truth = rows.narrow(1, model.window(), model.horizon());
        var dropout = Dropout.of(model.dropout(), step.random());
        return Losses.meanSquare(model.forward(step.weights(), seen, dropout), truth);
    }
}
