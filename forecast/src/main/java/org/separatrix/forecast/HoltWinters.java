package org.separatrix.forecast;

import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Optional;

/// Additive Holt–Winters exponential smoothing with a damped trend, one channel at a time.
///
/// The smoothing weights minimise the one-step squared error on the training data, by a grid that
/// is refined around its best point. They are learned once; level, trend and season are run over
/// the history that a forecast is given.
///
/// Source: R. J. Hyndman and G. Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.,
/// 2021), 8.3.
///
/// @param season length of a season in steps; 0 finds it in the data, 1 leaves it out
public record HoltWinters(
        @Describe(
                        value =
                                "length of a season in steps; 0 finds it in the data, 1 leaves it"
                                        + " out",
                        min = 0)
                int season)
        implements Forecaster {

    @Override
    public String name() {
        return "holt-winters";
    }

    @Override
    public int shortest() {
        return Math.max(12, 2 * season + 2);
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(new HoltWinters(0), new HoltWinters(1));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var longest = training.getFirst();
        for (var piece : training) {
            longest = piece.size() > longest.size() ? piece : longest;
        }
        int length = season > 0 ? season : Seasonality.period(longest);
        if (2 * length + 2 > longest.size()) {
            length = 1;
        }
        var weights = new double[longest.dimension()][];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = search(longest.column(j), length);
        }
        return new Fitted(length, weights);
    }

    private static double[] search(double[] x, int season) {
        double[] best = {0.5, 0.1, 0.1, 0.98};
        double least = Double.POSITIVE_INFINITY;
        double[] centre = best.clone();
        double width = 0.5;
        for (int round = 0; round < 5; round++) {
            for (int a = -1; a <= 1; a++) {
                for (int b = -1; b <= 1; b++) {
                    for (int g = season > 1 ? -1 : 0; g <= (season > 1 ? 1 : 0); g++) {
                        for (int f = -1; f <= 1; f++) {
                            double[] trial = {
                                Math.clamp(centre[0] + a * width, 0.01, 0.999),
                                Math.clamp(centre[1] + b * width, 0, 0.999),
                                Math.clamp(centre[2] + g * width, 0, 0.999),
                                Math.clamp(centre[3] + 0.1 * f * width, 0.8, 1)
                            };
                            double error = Smoothing.over(x, season, trial).squaredError();
                            if (error < least) {
                                least = error;
                                best = trial;
                            }
                        }
                    }
                }
            }
            centre = best.clone();
            width /= 2;
        }
        return best;
    }

    /// State of the smoothing at the end of a series.
    private record Smoothing(
            double level,
            double trend,
            double[] seasons,
            int phase,
            double squaredError,
            int count) {

        static Smoothing over(double[] x, int season, double[] w) {
            var seasons = new double[season];
            double level = 0;
            for (int i = 0; i < season; i++) {
                level += x[i] / season;
            }
            double trend = 0;
            if (season > 1 && x.length >= 2 * season) {
                for (int i = 0; i < season; i++) {
                    seasons[i] = x[i] - level;
                    trend += (x[season + i] - x[i]) / season / season;
                }
            } else {
                trend = x[1] - x[0];
            }
            double error = 0;
            int count = 0;
            for (int i = season; i < x.length; i++) {
                int s = i % season;
                double damped = w[3] * trend;
                double e = x[i] - (level + damped + seasons[s]);
                error += e * e;
                count++;
                double before = level;
                level = w[0] * (x[i] - seasons[s]) + (1 - w[0]) * (level + damped);
                trend = w[1] * (level - before) + (1 - w[1]) * damped;
                if (season > 1) {
                    seasons[s] = w[2] * (x[i] - level) + (1 - w[2]) * seasons[s];
                }
            }
            return new Smoothing(
                    level,
                    trend,
                    seasons,
                    x.length % season,
                    Double.isFinite(error) ? error : Double.MAX_VALUE,
                    count);
        }
    }

    /// @param season length of a season in steps, 1 for none
    /// @param weights of each channel: level, trend, season, damping
    public record Fitted(int season, double[][] weights) implements FittedForecaster {

        @Override
        public int context() {
            return season == 1 ? 3 : 2 * season;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var values = new double[steps][d];
            var deviation = new double[steps][d];
            for (int j = 0; j < d; j++) {
                double[] w = weights[j];
                var state = Smoothing.over(history.column(j), season, w);
                double sum = 0;
                double damping = 1;
                double sigma = state.squaredError / Math.max(1, state.count);
                double variance = 0;
                double carried = 0;
                for (int k = 0; k < steps; k++) {
                    damping *= w[3];
                    sum += damping;
                    values[k][j] =
                            state.level
                                    + sum * state.trend
                                    + state.seasons[(state.phase + k) % season];
                    // Additive errors: each past error moves the level, the damped trend and the
                    // season.
                    double c =
                            k == 0
                                    ? 1
                                    : w[0]
                                            + w[0] * w[1] * carried
                                            + (k % season == 0 ? w[2] * (1 - w[0]) : 0);
                    variance += sigma * c * c;
                    carried = sum;
                    deviation[k][j] = Math.sqrt(variance);
                }
            }
            return new Prediction(
                    Rollout.future(history, values), Optional.of(deviation), List.of());
        }
    }
}
