package org.separatrix.forecast.statistical;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// The line through the first and the last row of the history, continued.
public record Drift() implements Forecaster {

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public int shortest() {
        return 2;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return new Fitted();
    }

    /// Nothing is learned beforehand.
    public record Fitted() implements FittedForecaster {

        @Override
        public int context() {
            return 2;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            double[] first = history.values()[0];
            double[] last = history.values()[history.size() - 1];
            var values = new double[steps][last.length];
            for (int k = 0; k < steps; k++) {
                double share = (k + 1.0) / (history.size() - 1);
                for (int j = 0; j < last.length; j++) {
                    values[k][j] = last[j] + share * (last[j] - first[j]);
                }
            }
            return Prediction.of(Rollout.future(history, values));
        }
    }
}
