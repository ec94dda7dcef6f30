package org.separatrix.forecast;

import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// What a forecaster has learned. Implementations are records of arrays and numbers.
public interface FittedForecaster {

    /// Rows of history that a forecast needs.
    int context();

    /// Continues a history on its own, without seeing any truth.
    ///
    /// A model that leaves the finite numbers answers NaN from there on.
    ///
    /// @param history at least [#context] rows with the step of the training data
    /// @param steps number of rows to forecast, at least 1
    Prediction forecast(Segment history, int steps);

    /// Continues several histories, each on its own; at once where the model can.
    ///
    /// @param histories each as [#forecast] asks
    /// @return one a history, in order
    default List<Prediction> forecastAll(List<Segment> histories, int steps) {
        return histories.stream().map(history -> forecast(history, steps)).toList();
    }
}
