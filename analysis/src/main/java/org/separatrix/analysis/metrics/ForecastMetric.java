package org.separatrix.analysis.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The scores by which comparisons of forecasters rank them.
///
/// Definitions follow W. Gilpin, "Model scale versus domain knowledge in statistical forecasting of
/// chaotic systems", Physical Review Research 5 (2023). Truth and forecast are `[T][D]`. A score
/// that is undefined (a constant channel, a forecast that is not finite) is NaN.
public enum ForecastMetric {
    /// Mean squared error.
    MSE(false),
    /// Mean absolute error.
    MAE(false),
    /// Root of the mean squared error.
    RMSE(false),
    /// The same with each channel in units of the truth's standard deviation.
    NRMSE(false),
    /// Mean absolute ranged relative error, `100 mean|y - p| / (max y - min y)`.
    MARRE(false),
    /// Coefficient of determination about the mean of all values.
    R2(true),
    /// Root mean squared difference of `log(1 + v)`, both series lifted to a minimum of 0 a
    /// channel.
    RMSLE(false),
    /// Symmetric mean absolute percentage error, in [0, 200].
    SMAPE(false),
    /// Mean absolute percentage error.
    MAPE(false),
    /// Weighted absolute percentage error, `100 sum|y - p| / sum|y|`.
    WAPE(false),
    /// Spearman's rank correlation, mean over channels.
    SPEARMAN(true),
    /// Pearson's correlation, mean over channels.
    PEARSON(true),
    /// Kendall's tau, mean over channels.
    KENDALL(true),
    /// Coefficient of variation, `100 std(y - p) / |mean y|`.
    CV(false),
    /// Mutual information in nats by three nearest neighbours, mean over channels.
    MI(true),
    /// Mean absolute scaled error, by the seasonal naive forecast of the past.
    MASE(false),
    /// Overall percentage error, `sum|y - p| / sum|y - mean y|`.
    OPE(false),
    /// Cost of dynamic time warping over `n + m + 2`.
    DTW(false);

    private static final double TINY = 1e-10;
    private static final int NEIGHBOURS = 3;

    private final boolean rises;

    ForecastMetric(boolean rises) {
        this.rises = rises;
    }

    /// Whether a better forecast has a larger score.
    public boolean higherIsBetter() {
        return rises;
    }

    /// Its name in tables and files, such as `smape`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The metric called `id`.
    ///
    /// @throws IllegalArgumentException if there is none, with the names of all
    public static ForecastMetric of(String id) {
        return Arrays.stream(values())
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown metric '%s'; known are %s"
                                        .formatted(
                                                id,
                                                Arrays.stream(values())
                                                        .map(ForecastMetric::id)
                                                        .collect(Collectors.joining(", ")))));
    }

    /// All scores by name.
    ///
    /// @param past what the forecaster saw, `[n][D]`, more than `season` rows
    /// @param season steps of a season, the scale of MASE
    public static Map<String, Double> all(
            double[][] truth, double[][] forecast, double[][] past, int season) {
        var scores = new LinkedHashMap<String, Double>();
        for (var metric : values()) {
            scores.put(metric.id(), metric.score(truth, forecast, past, season));
        }
        return scores;
    }

    /// One score.
    ///
    /// @param past what the forecaster saw, looked at by MASE alone
    /// @param season steps of a season
    public double score(double[][] truth, double[][] forecast, double[][] past, int season) {
        double score = finite(truth, forecast) ? value(truth, forecast, past, season) : Double.NaN;
        return Double.isFinite(score) ? score : Double.NaN;
    }

    private double value(double[][] y, double[][] p, double[][] past, int season) {
        return switch (this) {
            case MSE -> sum(y, p, (a, b) -> (a - b) * (a - b)) / count(y);
            case MAE -> ForecastMetrics.mae(y, p);
            case RMSE -> ForecastMetrics.rmse(y, p);
            case NRMSE -> perChannel(y, p, ForecastMetric::normalised, true);
            case MARRE -> 100 * ForecastMetrics.mae(y, p) / range(y);
            case R2 -> 1 - sum(y, p, (a, b) -> (a - b) * (a - b)) / spread(y, true);
            case RMSLE -> perChannel(y, p, ForecastMetric::logarithmic, true);
            case SMAPE -> ForecastMetrics.smape(y, p);
            case MAPE ->
                    100 * sum(y, p, (a, b) -> Math.abs(a - b) / (Math.abs(a) + TINY)) / count(y);
            case WAPE ->
                    100 * sum(y, p, (a, b) -> Math.abs(a - b)) / sum(y, p, (a, _) -> Math.abs(a));
            case SPEARMAN -> perChannel(y, p, RankCorrelation::spearman, false);
            case PEARSON -> perChannel(y, p, RankCorrelation::pearson, false);
            case KENDALL -> perChannel(y, p, RankCorrelation::kendall, false);
            case CV -> 100 * deviation(y, p) / Math.abs(mean(y));
            case MI ->
                    y.length < NEIGHBOURS + 2
                            ? Double.NaN
                            : perChannel(
                                    y,
                                    p,
                                    (a, b) -> MutualInformation.nearestNeighbours(a, b, NEIGHBOURS),
                                    false);
            case MASE -> ForecastMetrics.mase(y, p, past, season);
            case OPE -> sum(y, p, (a, b) -> Math.abs(a - b)) / spread(y, false);
            case DTW -> TimeWarping.cost(y, p, y.length) / (y.length + p.length + 2.0);
        };
    }

    /// Squared error in units of the truth's variance.
    private static double normalised(double[] y, double[] p) {
        double mean = Arrays.stream(y).average().orElse(Double.NaN);
        double variance = 0;
        double error = 0;
        for (int i = 0; i < y.length; i++) {
            variance += (y[i] - mean) * (y[i] - mean);
            error += (y[i] - p[i]) * (y[i] - p[i]);
        }
        return error / variance;
    }

    private static double logarithmic(double[] y, double[] p) {
        double low = Arrays.stream(y).min().orElse(0);
        double bottom = Arrays.stream(p).min().orElse(0);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double difference = Math.log1p(p[i] - bottom) - Math.log1p(y[i] - low);
            sum += difference * difference;
        }
        return sum / y.length;
    }

    private interface Two {
        double of(double a, double b);
    }

    private interface Channel {
        double of(double[] truth, double[] forecast);
    }

    private static double perChannel(double[][] y, double[][] p, Channel score, boolean root) {
        int channels = y[0].length;
        double sum = 0;
        for (int j = 0; j < channels; j++) {
            sum += score.of(column(y, j), column(p, j));
        }
        return root ? Math.sqrt(sum / channels) : sum / channels;
    }

    private static double[] column(double[][] rows, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
    }

    private static double sum(double[][] y, double[][] p, Two each) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                sum += each.of(y[i][j], p[i][j]);
            }
        }
        return sum;
    }

    private static double count(double[][] y) {
        return (double) y.length * y[0].length;
    }

    private static double mean(double[][] y) {
        return sum(y, y, (a, _) -> a) / count(y);
    }

    private static double spread(double[][] y, boolean squared) {
        double mean = mean(y);
        return sum(y, y, (a, _) -> squared ? (a - mean) * (a - mean) : Math.abs(a - mean));
    }

    private static double deviation(double[][] y, double[][] p) {
        double mean = sum(y, p, (a, b) -> a - b) / count(y);
        return Math.sqrt(sum(y, p, (a, b) -> (a - b - mean) * (a - b - mean)) / count(y));
    }

    private static double range(double[][] y) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : y) {
            for (double v : row) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        return high - low;
    }

    private static boolean finite(double[][] y, double[][] p) {
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                if (!Double.isFinite(y[i][j]) || !Double.isFinite(p[i][j])) {
                    return false;
                }
            }
        }
        return true;
    }
}
