package org.separatrix.forecast.bench;

import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.analysis.metrics.PowerSpectrumDistance;
import org.separatrix.analysis.metrics.StateSpaceDivergence;
import org.separatrix.lab.data.Segment;

import java.util.LinkedHashMap;
import java.util.Map;

/// The scores of one forecast: all of [ForecastMetric], how long it is valid, and, where the orbit
/// is long enough, whether it keeps the climate: D_stsp and D_H of the forecast against the truth.
///
/// The climate of a few hundred rows is coarse. Its bins are as many as put one row a bin in the
/// mean, its spectra are smoothed over a fiftieth of the band; both distances of two pieces of one
/// attractor are therefore well above 0, and compare forecasts of one length alone.
final class Scores {

    /// Counts changes of what the scores mean; cells of another version are not mixed with these.
    static final int VERSION = 2;

    /// Error, in standard deviations, at which a forecast counts as lost.
    static final double THRESHOLD = 0.5;

    static final String VALID_TIME = "validTime";
    static final String VALID_PERIODS = "validPeriods";
    static final String VALID_LYAPUNOV_TIMES = "validLyapunovTimes";
    static final String STATE_SPACE = "dstsp";
    static final String SPECTRUM = "dh";

    private static final int CLIMATE_ROWS = 400;
    private static final int CLIMATE_PERIODS = 5;
    private static final int CLIMATE_CHANNELS = 5;
    private static final int FEWEST_BINS = 3;
    private static final int MOST_BINS = 30;
    private static final double SMOOTHED_PART = 0.02;

    private Scores() {}

    /// Scores by name; those that are undefined are left out.
    ///
    /// @param season steps of a dominant period, the scale of MASE
    /// @param exponent largest Lyapunov exponent a time unit; not positive if unknown
    static Map<String, Double> of(
            Segment history, Segment truth, double[][] forecast, int season, double exponent) {
        double[][] past = history.values();
        double[][] future = truth.values();
        // What an error means to the user is known before the future is: in deviations of the past.
        double[] deviation = ForecastMetrics.deviation(past);
        int valid = ForecastMetrics.validSteps(future, forecast, deviation, THRESHOLD);
        var scores =
                new LinkedHashMap<>(
                        ForecastMetric.all(
                                future, forecast, past, Math.min(season, past.length - 1)));
        scores.put(VALID_TIME, valid * truth.step());
        scores.put(VALID_PERIODS, valid / (double) season);
        if (exponent > 0) {
            scores.put(VALID_LYAPUNOV_TIMES, valid * truth.step() * exponent);
        }
        if (hasClimate(future, season)
                && Double.isFinite(scores.getOrDefault(ForecastMetric.RMSE.id(), Double.NaN))) {
            scores.put(
                    STATE_SPACE,
                    StateSpaceDivergence.binned(
                            future, forecast, bins(future.length, future[0].length)));
            scores.put(
                    SPECTRUM,
                    PowerSpectrumDistance.of(future, forecast, SMOOTHED_PART * future.length / 2));
        }
        // Not-a-number marks a score that is undefined; it has no place in a map of numbers for
        // JSON.
        scores.values().removeIf(v -> !Double.isFinite(v));
        return scores;
    }

    /// Whether an orbit is long enough, and of few enough channels, for a histogram of its states.
    static boolean hasClimate(double[][] orbit, int season) {
        return orbit.length >= CLIMATE_ROWS
                && orbit.length >= CLIMATE_PERIODS * season
                && orbit[0].length <= CLIMATE_CHANNELS;
    }

    /// Bins a channel, such that there are about as many bins as rows.
    static int bins(int rows, int channels) {
        return Math.clamp((int) Math.pow(rows, 1.0 / channels), FEWEST_BINS, MOST_BINS);
    }
}
