package org.separatrix.forecast.statistical;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.forecast.Seasonality;
import org.separatrix.forecast.Smoothing;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;

/// The theta method with a free coefficient and a free trend: a trend `T` is fitted, the line
/// `theta y + (1 - theta) T` is smoothed exponentially, and both are joined so that they make up
/// the series, `1/theta` of the smoothed line and `1 - 1/theta` of the trend.
///
/// Source: E. Spiliotis, V. Assimakopoulos, S. Makridakis, "Generalizing the theta method for
/// automatic forecasting", European Journal of Operational Research 284 (2020), the additive
/// models.
///
/// @param theta how strongly curvature is amplified, at least 1
/// @param season length of a season in steps; 0 finds it in the data, 1 leaves it out
/// @param trend what is fitted before smoothing
public record FourTheta(
        @Describe(value = "how strongly curvature is amplified", min = 1, max = 10) double theta,
        @Describe(
                        value =
                                "length of a season in steps; 0 finds it in the data, 1 leaves it"
                                        + " out",
                        min = 0)
                int season,
        @Describe("what is fitted before smoothing") Trend trend)
        implements Forecaster {

    /// What is fitted before smoothing.
    public enum Trend {
        /// The mean.
        NONE,
        /// A line.
        LINEAR
    }

    @Override
    public String name() {
        return "four-theta";
    }

    @Override
    public int shortest() {
        return Math.max(8, 2 * season);
    }

    @Override
    public List<Forecaster> candidates() {
        var all = new ArrayList<Forecaster>();
        for (double t : new double[] {1, 2, 3}) {
            for (var kind : Trend.values()) {
                for (int s : new int[] {0, 1}) {
                    all.add(new FourTheta(t, s, kind));
                }
            }
        }
        return all;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        int own = season > 0 ? season : Seasonality.period(training.getFirst());
        return new Fitted(theta, own, trend);
    }

    /// @param season length of a season in steps, 1 for none
    public record Fitted(double theta, int season, Trend trend) implements FittedForecaster {

        @Override
        public int context() {
            return Math.max(8, 2 * season);
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var values = new double[steps][d];
            for (int j = 0; j < d; j++) {
                double[] said = extend(history.column(j), steps);
                for (int k = 0; k < steps; k++) {
                    values[k][j] = said[k];
                }
            }
            return Prediction.of(Rollout.future(history, values));
        }

        private double[] extend(double[] x, int steps) {
            int n = x.length;
            int m = n >= 2 * season ? season : 1;
            double[] seasons = Smoothing.seasons(x, m);
            double mean = 0;
            for (int i = 0; i < n; i++) {
                x[i] -= seasons[i % m];
                mean += x[i] / n;
            }
            double slope = trend == Trend.LINEAR ? Smoothing.slope(x) : 0;
            double middle = 0.5 * (n - 1);
            var line = new double[n];
            for (int i = 0; i < n; i++) {
                line[i] = theta * x[i] + (1 - theta) * (mean + slope * (i - middle));
            }
            double level = Smoothing.level(line, Smoothing.weight(line));
            var said = new double[steps];
            for (int k = 0; k < steps; k++) {
                double along = mean + slope * (n + k - middle);
                said[k] = level / theta + (1 - 1 / theta) * along + seasons[(n + k) % m];
            }
            return said;
        }
    }
}
