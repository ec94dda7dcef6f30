package org.separatrix.forecast;

import org.separatrix.analysis.regression.Ridge;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Optional;

/// Vector autoregression by ridge: the next row is linear in the last rows.
///
/// The forecast's deviation is exact for a linear Gaussian process: residuals carried forward by
/// the impulse responses (Lütkepohl, "New Introduction to Multiple Time Series Analysis", 2005,
/// section 2.2).
///
/// @param lags rows of history used
/// @param ridge Tikhonov penalty a training row, on standardised data
public record LinearAutoregression(
        @Describe(value = "rows of history used", min = 1, max = 1000) int lags,
        @Describe(value = "Tikhonov penalty a training row, on standardised data", min = 0)
                double ridge)
        implements Forecaster {

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public int shortest() {
        return lags + 2;
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(
                new LinearAutoregression(3, ridge),
                new LinearAutoregression(5, ridge),
                new LinearAutoregression(10, ridge),
                new LinearAutoregression(25, ridge));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var scaling = Scaling.of(training);
        int d = training.getFirst().dimension();
        var regression = new Ridge(1 + lags * d, d);
        var features = new double[1 + lags * d];
        for (var piece : training) {
            double[][] rows = scaling.apply(piece.values());
            for (int i = lags; i < rows.length; i++) {
                gather(rows, i, features);
                regression.add(features, rows[i]);
            }
        }
        double[] weights = regression.solve(ridge * regression.rows());
        var covariance = new double[d][d];
        long n = 0;
        for (var piece : training) {
            double[][] rows = scaling.apply(piece.values());
            for (int i = lags; i < rows.length; i++) {
                gather(rows, i, features);
                double[] predicted = Linear.apply(weights, features, d);
                n++;
                for (int j = 0; j < d; j++) {
                    for (int k = 0; k < d; k++) {
                        covariance[j][k] +=
                                (rows[i][j] - predicted[j]) * (rows[i][k] - predicted[k]);
                    }
                }
            }
        }
        for (double[] row : covariance) {
            for (int k = 0; k < d; k++) {
                row[k] /= Math.max(1, n - features.length);
            }
        }
        return new Fitted(lags, scaling, weights, covariance);
    }

    private void gather(double[][] rows, int end, double[] features) {
        gather(rows, end, lags, features);
    }

    private static void gather(double[][] rows, int end, int lags, double[] features) {
        features[0] = 1;
        int at = 1;
        for (int lag = 1; lag <= lags; lag++) {
            for (double v : rows[end - lag]) {
                features[at++] = v;
            }
        }
    }

    /// @param weights feature i (constant, then lag 1 of all channels, lag 2, ...) to channel k at
    ///   `i*D + k`
    /// @param covariance of the one-step residuals, in scaled units
    public record Fitted(int lags, Scaling scaling, double[] weights, double[][] covariance)
            implements FittedForecaster {

        @Override
        public int context() {
            return lags;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var features = new double[1 + lags * d];
            var point =
                    Rollout.run(
                            history,
                            scaling,
                            lags,
                            steps,
                            (past, end) -> {
                                gather(past, end, lags, features);
                                return Linear.apply(weights, features, d);
                            });
            return new Prediction(point.mean(), Optional.of(deviation(d, steps)), List.of());
        }

        private double[][] deviation(int d, int steps) {
            var response = new double[d][][];
            for (int shock = 0; shock < d; shock++) {
                response[shock] = impulse(shock, d, steps);
            }
            var deviation = new double[steps][d];
            var variance = new double[d];
            for (int h = 0; h < steps; h++) {
                for (int i = 0; i < d; i++) {
                    for (int k = 0; k < d; k++) {
                        for (int m = 0; m < d; m++) {
                            variance[i] += response[k][h][i] * covariance[k][m] * response[m][h][i];
                        }
                    }
                    deviation[h][i] = scaling.deviation()[i] * Math.sqrt(Math.max(0, variance[i]));
                }
            }
            return deviation;
        }

        private double[][] impulse(int shock, int d, int steps) {
            var rows = new double[lags + steps][d];
            rows[lags][shock] = 1;
            for (int h = 1; h < steps; h++) {
                for (int lag = 1; lag <= lags; lag++) {
                    for (int j = 0; j < d; j++) {
                        double v = rows[lags + h - lag][j];
                        if (v != 0) {
                            int at = (1 + (lag - 1) * d + j) * d;
                            for (int k = 0; k < d; k++) {
                                rows[lags + h][k] += weights[at + k] * v;
                            }
                        }
                    }
                }
            }
            return java.util.Arrays.copyOfRange(rows, lags, lags + steps);
        }
    }
}
