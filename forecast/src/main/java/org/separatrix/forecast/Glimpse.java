package org.separatrix.forecast;

import org.separatrix.lab.Block;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// How a model continues the data it learns from, for those who watch it learn. It says nothing
/// about data it has not seen.
public final class Glimpse {

    private static final int ROWS = 200;

    private Glimpse() {}

    /// The end of the last piece, and how the model continues what comes before it; the first
    /// channel.
    ///
    /// @param model what is learned so far
    /// @param training pieces it learns from, the last one longer than [FittedForecaster#context]
    public static Block of(FittedForecaster model, List<Segment> training) {
        var last = training.getLast();
        int from = Math.max(model.context(), last.size() - ROWS);
        int steps = last.size() - from;
        var times = new double[steps];
        for (int i = 0; i < steps; i++) {
            times[i] = last.time(from + i);
        }
        var truth = last.slice(from, last.size());
        var said = model.forecast(last.slice(0, from), steps).mean();
        String name = last.names().getFirst();
        return new Block.LinePlot(
                name + ": the end of the training data, and its continuation",
                Block.Axes.linear("time", name),
                List.of(
                        new Block.Series("data", times, truth.column(0), true),
                        Block.Series.of("model", times, said.column(0))),
                List.of());
    }
}
