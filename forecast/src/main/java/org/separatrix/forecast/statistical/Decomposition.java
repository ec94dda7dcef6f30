package org.separatrix.forecast.statistical;

import org.separatrix.analysis.regression.Ridge;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.forecast.Seasonality;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// A trend that bends at given points plus a periodic part of harmonics, fitted together to the
/// history.
///
/// Bends and harmonics are held back by a quadratic penalty; the last slope goes on.
///
/// Source: S. J. Taylor, B. Letham, "Forecasting at scale", The American Statistician 72 (2018),
/// with a normal instead of a Laplace prior on the bends, so that the fit is linear.
///
/// @param season length of a season in steps; 0 finds it in the data, 1 leaves it out
/// @param harmonics of the season
/// @param bends points in the first four fifths of the history where the slope may change
/// @param stiffness penalty of a bend, relative to the spread of the data
public record Decomposition(
        @Describe(
                        value =
                                "length of a season in steps; 0 finds it in the data, 1 leaves it"
                                        + " out",
                        min = 0)
                int season,
        @Describe(value = "harmonics of the season", min = 1, max = 200) int harmonics,
        @Describe(value = "points where the slope may change", min = 0, max = 500) int bends,
        @Describe(value = "penalty of a bend", min = 0) double stiffness)
        implements Forecaster {

    @Override
    public String name() {
        return "decomposition";
    }

    @Override
    public int shortest() {
        return Math.max(10, 2 * season);
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(
                new Decomposition(season, harmonics, 0, stiffness),
                new Decomposition(season, harmonics, 25, 20),
                new Decomposition(season, harmonics, 25, 1));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        int own = season > 0 ? season : Seasonality.period(training.getFirst());
        return new Fitted(own, own > 1 ? Math.min(harmonics, own / 2) : 0, bends, stiffness);
    }

    /// @param season length of a season in steps, 1 for none
    public record Fitted(int season, int harmonics, int bends, double stiffness)
            implements FittedForecaster {

        @Override
        public int context() {
            return Math.max(10, 2 * season);
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int n = history.size();
            int d = history.dimension();
            int size = 2 + bends + 2 * harmonics;
            var regression = new Ridge(size, d);
            var row = new double[size];
            for (int i = 0; i < n; i++) {
                features(i, n, row);
                regression.add(row, history.values()[i]);
            }
            // A penalty is a row that asks for zero.
            var nothing = new double[d];
            for (int b = 0; b < bends; b++) {
                java.util.Arrays.fill(row, 0);
                row[2 + b] = Math.sqrt(stiffness);
                regression.add(row, nothing);
            }
            double[] weights = regression.solve(1e-9 * n);
            var values = new double[steps][d];
            for (int k = 0; k < steps; k++) {
                features(n + k, n, row);
                for (int f = 0; f < size; f++) {
                    for (int j = 0; j < d; j++) {
                        values[k][j] += row[f] * weights[f * d + j];
                    }
                }
            }
            return Prediction.of(Rollout.future(history, values));
        }

        private void features(int i, int n, double[] row) {
            double t = (double) i / n;
            row[0] = 1;
            row[1] = t;
            for (int b = 0; b < bends; b++) {
                row[2 + b] = Math.max(0, t - 0.8 * (b + 1) / bends);
            }
            for (int h = 0; h < harmonics; h++) {
                double phase = 2 * Math.PI * (h + 1) * (i % season) / season;
                row[2 + bends + 2 * h] = Math.cos(phase);
                row[3 + bends + 2 * h] = Math.sin(phase);
            }
        }
    }
}
