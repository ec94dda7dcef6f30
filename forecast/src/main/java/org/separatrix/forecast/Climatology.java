package org.separatrix.forecast;

import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Optional;

/// The long-term mean, with the spread of the data: what remains when everything else is forgotten.
public record Climatology() implements Forecaster {

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public int shortest() {
        return 2;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return new Fitted(Scaling.of(training));
    }

    /// @param scaling mean and deviation of the training data
    public record Fitted(Scaling scaling) implements FittedForecaster {

        @Override
        public int context() {
            return 1;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            var values = new double[steps][];
            var deviation = new double[steps][];
            for (int k = 0; k < steps; k++) {
                values[k] = scaling.mean().clone();
                deviation[k] = scaling.deviation().clone();
            }
            return new Prediction(
                    Rollout.future(history, values), Optional.of(deviation), List.of());
        }
    }
}
