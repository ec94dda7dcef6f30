package org.separatrix.forecast;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;

/// How a forecaster would have done on the last third of a series, and how sure it may therefore be
/// of the future.
///
/// It is fitted once, on what precedes the first origin, and forecasts from evenly spaced origins
/// without seeing what follows. Errors of later forecasts are taken to be like these: intervals
/// from them need no assumption about their distribution, but one that the series goes on as
/// before.
///
/// Source: V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World" (2005), for
/// intervals from held-out errors.
///
/// @param errors truth less forecast, `[origins][steps][channels]`; all finite
/// @param lost forecasts that left the finite numbers and are not among the errors
/// @param smape mean sMAPE of the forecasts, in [0, 200]
/// @param nrmse root mean squared error in standard deviations of what precedes the first origin
public record Backtest(double[][][] errors, int lost, double smape, double nrmse) {

    private static final int FEWEST = 2;

    /// Forecasts the last third of `series` from `origins` places.
    ///
    /// @param steps rows of each forecast
    /// @throws LabException if the series is too short, or no forecast is finite
    public static Backtest of(
            Forecaster forecaster, Segment series, int steps, int origins, Seeds seeds) {
        if (origins < FEWEST) {
            throw new LabException("a backtest needs at least 2 origins, got " + origins);
        }
        int first = series.size() - Math.max(series.size() / 3, steps + origins - 1);
        if (first < forecaster.shortest()) {
            throw new LabException(
                    "a backtest of %d steps from %d origins leaves %d rows to fit %s on, which needs %d; lower steps or origins, or give more data"
                            .formatted(
                                    steps,
                                    origins,
                                    Math.max(0, first),
                                    forecaster.name(),
                                    forecaster.shortest()));
        }
        var before = series.slice(0, first);
        var fitted = forecaster.fit(List.of(before), seeds);
        double[] deviation = ForecastMetrics.deviation(before.values());
        int last = series.size() - steps;
        var errors = new ArrayList<double[][]>();
        double smape = 0;
        double square = 0;
        for (int k = 0; k < origins; k++) {
            int origin = first + (int) ((long) k * (last - first) / (origins - 1));
            var truth = series.slice(origin, origin + steps).values();
            var forecast = fitted.forecast(series.slice(0, origin), steps).mean().values();
            double nrmse = ForecastMetrics.nrmse(truth, forecast, deviation);
            if (Double.isFinite(nrmse)) {
                errors.add(difference(truth, forecast));
                smape += ForecastMetrics.smape(truth, forecast);
                square += nrmse * nrmse;
            }
        }
        int kept = errors.size();
        if (kept == 0) {
            throw new LabException(
                    "%s: all %d forecasts of the backtest left the finite numbers; try another method"
                            .formatted(forecaster.name(), origins));
        }
        return new Backtest(
                errors.toArray(double[][][]::new),
                origins - kept,
                smape / kept,
                Math.sqrt(square / kept));
    }

    private static double[][] difference(double[][] truth, double[][] forecast) {
        var error = new double[truth.length][truth[0].length];
        for (int i = 0; i < error.length; i++) {
            for (int j = 0; j < error[i].length; j++) {
                error[i][j] = truth[i][j] - forecast[i][j];
            }
        }
        return error;
    }

    /// The same forecast with futures about it: each error of the backtest once added and once
    /// subtracted, so that the intervals lie evenly about the forecast and widen as errors grow.
    ///
    /// @param prediction of at most as many steps as the backtest has, with as many channels
    /// @throws IllegalArgumentException if it has more
    public Prediction around(Prediction prediction) {
        var mean = prediction.mean().values();
        if (mean.length > errors[0].length || mean[0].length != errors[0][0].length) {
            throw new IllegalArgumentException(
                    "the backtest is of %d steps of %d channels, the forecast of %d of %d"
                            .formatted(
                                    errors[0].length,
                                    errors[0][0].length,
                                    mean.length,
                                    mean[0].length));
        }
        var futures = new ArrayList<double[][]>();
        for (var error : errors) {
            for (int sign = -1; sign <= 1; sign += 2) {
                var future = new double[mean.length][mean[0].length];
                for (int i = 0; i < mean.length; i++) {
                    for (int j = 0; j < mean[i].length; j++) {
                        future[i][j] = mean[i][j] + sign * error[i][j];
                    }
                }
                futures.add(future);
            }
        }
        return new Prediction(prediction.mean(), prediction.deviation(), futures);
    }
}
