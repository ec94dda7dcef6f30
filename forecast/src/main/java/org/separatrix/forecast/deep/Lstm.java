package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Glimpse;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Losses;
import org.separatrix.learn.network.Recurrent;
import org.separatrix.learn.training.Step;

import java.util.Arrays;
import java.util.List;

/// A recurrent network that says the next row after every row, and goes on from its own answers
/// with the state it has then.
///
/// Source: S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9 (1997).
///
/// @param lookback rows of a training window and of the history that a forecast reads first
/// @param cell kind of unit
/// @param hidden units of a layer
/// @param layers layers
/// @param updates steps of the optimiser
/// @param batch windows in each step
/// @param rate learning rate
public record Lstm(
        @Describe(value = "rows of history that a forecast reads first", min = 1, max = 5000)
                int lookback,
        @Describe("kind of unit") Recurrent.Cell cell,
        @Describe(value = "units of a layer", min = 1, max = 5000) int hidden,
        @Describe(value = "layers", min = 1, max = 20) int layers,
        @Describe(value = "steps of the optimiser", min = 1, max = 10_000_000) int updates,
        @Describe(value = "windows in each step", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate)
        implements Forecaster {

    /// Small enough for minutes on two cores.
    public static final Lstm DEFAULT = new Lstm(24, Recurrent.Cell.LSTM, 25, 2, 1500, 32, 1e-3);

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public int shortest() {
        return lookback + 1;
    }

    @Override
    public Forecaster paper() {
        return new Lstm(24, Recurrent.Cell.LSTM, 25, 2, 6000, 32, 1e-3);
    }

    @Override
    public List<Forecaster> candidates() {
        return Arrays.stream(new int[] {5, 10, 25, 50, 100})
                .<Forecaster>mapToObj(
                        rows -> new Lstm(rows, cell, hidden, layers, updates, batch, rate))
                .toList();
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return fit(training, seeds, Progress.SILENT);
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds, Progress progress) {
        var model = new RecurrentNet(training.getFirst().dimension(), cell, hidden, layers);
        try {
            var windows = Windows.of(training, lookback + 1);
            var scaling = windows.scaling();
            var weights =
                    windows.train(
                            model,
                            new Plan(updates, batch, rate),
                            seeds,
                            progress,
                            (step, rows) -> loss(model, step, rows),
                            soFar ->
                                    Glimpse.of(
                                            new LstmFitted(model, lookback, soFar, scaling),
                                            training));
            return new LstmFitted(model, lookback, weights, scaling);
        } catch (LearnException e) {
            throw new LabException(name() + ": " + e.getMessage(), e);
        }
    }

    private Tensor loss(RecurrentNet model, Step step, Tensor rows) {
        var state = model.start(step.weights(), rows.size(0));
        var said = model.read(step.weights(), rows.narrow(1, 0, lookback), state).next();
        return Losses.meanSquare(said, rows.narrow(1, 1, lookback));
    }
}
