package org.separatrix.forecast.tournament;

import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.forecast.Scaling;
import org.separatrix.forecast.bench.Trial;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One forecast, scored as the paper does: in standard deviations about the mean of the history, so
/// that errors relative to the size of a value do not depend on where a system has its zero.
///
/// @param trial the forecast
/// @param metrics all of [ForecastMetric] over the short forecast; without those that are undefined
/// @param smape sMAPE of the first h rows, for every h from 1
/// @param validTimes Lyapunov times until the momentary error passes half a standard deviation; NaN
///   if the exponent is unknown
/// @param validSmapeTimes Lyapunov times until the sMAPE so far passes 30; NaN likewise
record Scored(
        Trial trial,
        Map<String, Double> metrics,
        double[] smape,
        double validTimes,
        double validSmapeTimes) {

    /// sMAPE of a forecast that failed or blew up: the largest there is.
    static final double WORST = 200;

    private static final double VALID_ERROR = 0.5;
    private static final double VALID_SMAPE = 30;

    /// @param shortRows rows of the short forecast
    static Scored of(Trial trial, int shortRows) {
        var scaling = Scaling.of(List.of(trial.history()));
        var truth = scaling.apply(trial.truth().values());
        var smape = new double[truth.length];
        Arrays.fill(smape, WORST);
        if (trial.forecast().length != truth.length) {
            return new Scored(trial, Map.of(), smape, 0, 0);
        }
        var past = scaling.apply(trial.history().values());
        var forecast = scaling.apply(trial.forecast());
        int rows = Math.min(shortRows, truth.length);
        var metrics =
                new TreeMap<>(
                        ForecastMetric.all(
                                Arrays.copyOf(truth, rows),
                                Arrays.copyOf(forecast, rows),
                                past,
                                Math.min(trial.season(), past.length - 1)));
        metrics.values().removeIf(v -> !Double.isFinite(v));
        double sum = 0;
        for (int h = 1; h <= truth.length && Double.isFinite(sum); h++) {
            sum += ForecastMetrics.smape(row(truth, h - 1), row(forecast, h - 1));
            smape[h - 1] = Double.isFinite(sum) ? sum / h : WORST;
        }
        double lyapunov =
                trial.exponent() > 0 ? trial.truth().step() * trial.exponent() : Double.NaN;
        int valid =
                ForecastMetrics.validSteps(
                        truth, forecast, ForecastMetrics.deviation(past), VALID_ERROR);
        int below = 0;
        while (below < smape.length && smape[below] <= VALID_SMAPE) {
            below++;
        }
        return new Scored(trial, metrics, smape, valid * lyapunov, below * lyapunov);
    }

    private static double[][] row(double[][] values, int i) {
        return new double[][] {values[i]};
    }

    /// sMAPE of the short forecast.
    double shortSmape() {
        return metrics.getOrDefault(ForecastMetric.SMAPE.id(), WORST);
    }
}
