package org.separatrix.forecast;

import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// The theta method: simple exponential smoothing with half the linear trend, on deseasonalised
/// data.
///
/// Source: V. Assimakopoulos and K. Nikolopoulos, "The theta model", International Journal of
/// Forecasting 16 (2000), in the form of R. J. Hyndman and B. Billah, ibid. 19 (2003).
///
/// @param season length of a season in steps; 0 finds it in the data, 1 leaves it out
public record Theta(
        @Describe(
                        value =
                                "length of a season in steps; 0 finds it in the data, 1 leaves it"
                                        + " out",
                        min = 0)
                int season)
        implements Forecaster {

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public int shortest() {
        return Math.max(8, 2 * season);
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(new Theta(0), new Theta(1));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return new Fitted(season > 0 ? season : Seasonality.period(training.getFirst()));
    }

    /// @param season length of a season in steps, 1 for none
    public record Fitted(int season) implements FittedForecaster {

        @Override
        public int context() {
            return Math.max(8, 2 * season);
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var values = new double[steps][d];
            for (int j = 0; j < d; j++) {
                double[] x = history.column(j);
                int m = x.length >= 2 * season ? season : 1;
                double[] seasons = Smoothing.seasons(x, m);
                for (int i = 0; i < x.length; i++) {
                    x[i] -= seasons[i % m];
                }
                double slope = Smoothing.slope(x);
                double alpha = Smoothing.weight(x);
                double level = Smoothing.level(x, alpha);
                double reach = (1 - Math.pow(1 - alpha, x.length)) / alpha;
                for (int k = 0; k < steps; k++) {
                    values[k][j] = level + 0.5 * slope * (k + reach) + seasons[(x.length + k) % m];
                }
            }
            return Prediction.of(Rollout.future(history, values));
        }
    }
}
