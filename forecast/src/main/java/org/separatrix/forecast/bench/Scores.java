package org.separatrix.forecast.bench;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.lab.data.Segment;

import java.util.LinkedHashMap;
import java.util.Map;

/// The scores of one forecast.
final class Scores {

    /// Error, in standard deviations, at which a forecast counts as lost.
    static final double THRESHOLD = 0.5;

    private Scores() {}

    /// @param season steps of a dominant period, the scale of MASE
    /// @param exponent largest Lyapunov exponent a time unit; not positive if unknown
    static Map<String, Double> of(
            Segment history, Segment truth, double[][] forecast, int season, double exponent) {
        double[][] past = history.values();
        double[][] future = truth.values();
        double[] deviation = ForecastMetrics.deviation(past);
        int valid = ForecastMetrics.validSteps(future, forecast, deviation, THRESHOLD);
        var scores = new LinkedHashMap<String, Double>();
        scores.put("smape", ForecastMetrics.smape(future, forecast));
        scores.put(
                "mase",
                ForecastMetrics.mase(future, forecast, past, Math.min(season, past.length - 1)));
        scores.put("rmse", ForecastMetrics.rmse(future, forecast));
        scores.put("nrmse", ForecastMetrics.nrmse(future, forecast, deviation));
        scores.put("validTime", valid * truth.step());
        scores.put("validPeriods", valid / (double) season);
        if (exponent > 0) {
            scores.put("validLyapunovTimes", valid * truth.step() * exponent);
        }
        // Not-a-number marks a forecast that blew up; it has no place in a map of numbers for JSON.
        scores.values().removeIf(v -> !Double.isFinite(v));
        return scores;
    }
}
