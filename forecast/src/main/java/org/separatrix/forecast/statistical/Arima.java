package org.separatrix.forecast.statistical;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// ARIMA(p, d, q), one model a channel, fitted on the longest piece.
///
/// Source: G. E. P. Box, G. M. Jenkins, "Time series analysis: forecasting and control" (1970).
///
/// @param p past values
/// @param d times the series is differenced
/// @param q past shocks
public record Arima(
        @Describe(value = "past values", min = 0, max = 200) int p,
        @Describe(value = "times the series is differenced", min = 0, max = 2) int d,
        @Describe(value = "past shocks", min = 0, max = 20) int q)
        implements Forecaster {

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public int shortest() {
        return 2 * (p + q) + d + 10;
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(
                new Arima(3, d, q), new Arima(5, d, q), new Arima(10, d, q), new Arima(25, d, q));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return ArimaFitted.each(training, series -> ArimaModel.fit(series, p, d, q));
    }
}
