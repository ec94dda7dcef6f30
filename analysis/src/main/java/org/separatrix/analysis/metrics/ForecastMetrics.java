package org.separatrix.analysis.metrics;

/// Point-forecast scores as the field defines them.
///
/// Truth and forecast are `[T][D]` arrays of equal shape: T times, D channels. A forecast with a
/// value that is not finite scores NaN everywhere but in the valid prediction time, which then ends
/// there.
///
/// Definitions: R. J. Hyndman and A. B. Koehler, "Another look at measures of forecast accuracy",
/// International Journal of Forecasting 22 (2006); the valid prediction time after J. Pathak et
/// al., "Model-free prediction of large spatiotemporally chaotic systems from data", PRL 120
/// (2018).
public final class ForecastMetrics {

    /// Keeps quotients finite where truth and forecast both vanish.
    private static final double TINY = 1e-10;

    private ForecastMetrics() {}

    /// Symmetric mean absolute percentage error, `200 mean(|y - p| / (|y| + |p|))`, in [0, 200].
    public static double smape(double[][] truth, double[][] forecast) {
        return mean(
                truth,
                forecast,
                (y, p, _) -> 200 * Math.abs(y - p) / (Math.abs(y) + Math.abs(p) + TINY));
    }

    /// Root of the mean squared error, in the unit of the states.
    public static double rmse(double[][] truth, double[][] forecast) {
        return Math.sqrt(mean(truth, forecast, (y, p, _) -> (y - p) * (y - p)));
    }

    /// Mean absolute error, in the unit of the states.
    public static double mae(double[][] truth, double[][] forecast) {
        return mean(truth, forecast, (y, p, _) -> Math.abs(y - p));
    }

    /// Root mean squared error with each channel in units of `deviation`, its standard deviation.
    public static double nrmse(double[][] truth, double[][] forecast, double[] deviation) {
        return Math.sqrt(
                mean(
                        truth,
                        forecast,
                        (y, p, j) -> (y - p) * (y - p) / (deviation[j] * deviation[j])));
    }

    /// Mean absolute scaled error: mean absolute error over that of the seasonal naive forecast on
    /// the training part, averaged over channels.
    ///
    /// @param training the past the forecaster saw, `[n][D]`, more than `season` rows
    /// @param season steps of one season; 1 scales by the plain naive forecast
    public static double mase(
            double[][] truth, double[][] forecast, double[][] training, int season) {
        check(truth, forecast);
        if (season < 1 || training.length <= season) {
            throw new IllegalArgumentException(
                    "season must lie in 1..%d, got %d".formatted(training.length - 1, season));
        }
        int channels = truth[0].length;
        double sum = 0;
        for (int j = 0; j < channels; j++) {
            double scale = 0;
            for (int i = season; i < training.length; i++) {
                scale += Math.abs(training[i][j] - training[i - season][j]);
            }
            scale /= training.length - season;
            double error = 0;
            for (int i = 0; i < truth.length; i++) {
                error += Math.abs(truth[i][j] - forecast[i][j]);
            }
            sum += error / truth.length / (scale + TINY);
        }
        return Double.isFinite(sum) ? sum / channels : Double.NaN;
    }

    /// Number of leading steps during which the error stays at or below `threshold`: the root mean
    /// square over channels of the error in units of `deviation`. T if it never exceeds the
    /// threshold.
    ///
    /// Multiplied by the step and the largest Lyapunov exponent it is the valid prediction time in
    /// Lyapunov times.
    public static int validSteps(
            double[][] truth, double[][] forecast, double[] deviation, double threshold) {
        check(truth, forecast);
        for (int i = 0; i < truth.length; i++) {
            if (!(error(truth[i], forecast[i], deviation) <= threshold)) {
                return i;
            }
        }
        return truth.length;
    }

    /// Normalised error at each step: root mean square over channels in units of `deviation`,
    /// length T.
    public static double[] errorGrowth(double[][] truth, double[][] forecast, double[] deviation) {
        check(truth, forecast);
        var growth = new double[truth.length];
        for (int i = 0; i < growth.length; i++) {
            growth[i] = error(truth[i], forecast[i], deviation);
        }
        return growth;
    }

    /// Standard deviation of each channel, length D; 1 where a channel is constant.
    public static double[] deviation(double[][] values) {
        int channels = values[0].length;
        var deviation = new double[channels];
        for (int j = 0; j < channels; j++) {
            double mean = 0;
            for (double[] row : values) {
                mean += row[j];
            }
            mean /= values.length;
            double square = 0;
            for (double[] row : values) {
                square += (row[j] - mean) * (row[j] - mean);
            }
            deviation[j] = square > 0 ? Math.sqrt(square / values.length) : 1;
        }
        return deviation;
    }

    private static double error(double[] truth, double[] forecast, double[] deviation) {
        double sum = 0;
        for (int j = 0; j < truth.length; j++) {
            double e = (truth[j] - forecast[j]) / deviation[j];
            sum += e * e;
        }
        return Math.sqrt(sum / truth.length);
    }

    private static double mean(double[][] truth, double[][] forecast, Score score) {
        check(truth, forecast);
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            for (int j = 0; j < truth[i].length; j++) {
                sum += score.of(truth[i][j], forecast[i][j], j);
            }
        }
        double mean = sum / ((double) truth.length * truth[0].length);
        return Double.isFinite(mean) ? mean : Double.NaN;
    }

    private static void check(double[][] truth, double[][] forecast) {
        if (truth.length == 0 || truth.length != forecast.length) {
            throw new IllegalArgumentException(
                    "expected truth and forecast of equal, positive length, got %d and %d"
                            .formatted(truth.length, forecast.length));
        }
        if (truth[0].length != forecast[0].length) {
            throw new IllegalArgumentException(
                    "expected forecasts of %d channels, got %d"
                            .formatted(truth[0].length, forecast[0].length));
        }
    }

    /// Score of one value.
    private interface Score {
        double of(double truth, double forecast, int channel);
    }
}
