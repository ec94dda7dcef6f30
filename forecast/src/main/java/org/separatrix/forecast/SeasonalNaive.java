package org.separatrix.forecast;

import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// The last season again and again.
///
/// @param season length of a season in steps; 0 finds it in the data
public record SeasonalNaive(
        @Describe(value = "length of a season in steps; 0 finds it in the data", min = 0)
                int season)
        implements Forecaster {

    @Override
    public String name() {
        return "seasonal-naive";
    }

    @Override
    public int shortest() {
        return Math.max(4, season);
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return new Fitted(season > 0 ? season : Seasonality.period(training.getFirst()));
    }

    /// @param season length of a season in steps
    public record Fitted(int season) implements FittedForecaster {

        @Override
        public int context() {
            return season;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            var values = new double[steps][];
            int length = Math.min(season, history.size());
            for (int k = 0; k < steps; k++) {
                values[k] = history.values()[history.size() - length + k % length].clone();
            }
            return Prediction.of(Rollout.future(history, values));
        }
    }
}
