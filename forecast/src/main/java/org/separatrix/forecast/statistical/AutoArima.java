package org.separatrix.forecast.statistical;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ARIMA whose orders are chosen for each channel: differencing by the test of Kwiatkowski et al.
/// for a level, then steps among neighbouring orders while the corrected criterion of Akaike falls.
///
/// Source: R. J. Hyndman, Y. Khandakar, "Automatic time series forecasting: the forecast package
/// for R", Journal of Statistical Software 27 (2008).
///
/// @param most largest number of past values and of past shocks
public record AutoArima(
        @Describe(value = "largest number of past values and of past shocks", min = 1, max = 20)
                int most)
        implements Forecaster {

    /// Five percent point of the test statistic for a level.
    private static final double LEVEL = 0.463;

    @Override
    public String name() {
        return "auto-arima";
    }

    @Override
    public int shortest() {
        return 4 * most + 12;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return ArimaFitted.each(training, this::choose);
    }

    private record Orders(int p, int q) {}

    private ArimaModel choose(double[] series) {
        int d = 0;
        while (d < 2 && statistic(ArimaModel.differenced(series, d)) > LEVEL) {
            d++;
        }
        int order = d;
        Map<Orders, ArimaModel> seen = new HashMap<>();
        var at = new Orders(Math.min(2, most), Math.min(2, most));
        for (var first : List.of(new Orders(0, 0), new Orders(1, 0), new Orders(0, 1))) {
            if (value(seen, series, order, first) < value(seen, series, order, at)) {
                at = first;
            }
        }
        boolean better = true;
        while (better) {
            better = false;
            for (int dp = -1; dp <= 1; dp++) {
                for (int dq = -1; dq <= 1; dq++) {
                    var next = new Orders(at.p + dp, at.q + dq);
                    if (Math.min(next.p, next.q) >= 0
                            && Math.max(next.p, next.q) <= most
                            && value(seen, series, order, next)
                                    < value(seen, series, order, at) - 1e-9) {
                        at = next;
                        better = true;
                    }
                }
            }
        }
        return ArimaModel.fit(series, at.p, order, at.q);
    }

    private static double value(
            Map<Orders, ArimaModel> seen, double[] series, int d, Orders orders) {
        return seen.computeIfAbsent(orders, o -> ArimaModel.fit(series, o.p, d, o.q))
                .criterion(series.length - d);
    }

    /// Variance of the partial sums over the long-run variance; large for a wandering series.
    static double statistic(double[] series) {
        int n = series.length;
        double mean = 0;
        for (double v : series) {
            mean += v / n;
        }
        double partial = 0;
        double sums = 0;
        var e = new double[n];
        for (int t = 0; t < n; t++) {
            e[t] = series[t] - mean;
            partial += e[t];
            sums += partial * partial;
        }
        int lags = (int) (3 * Math.sqrt(n) / 13);
        double longRun = 0;
        for (int lag = 0; lag <= lags; lag++) {
            double covariance = 0;
            for (int t = lag; t < n; t++) {
                covariance += e[t] * e[t - lag];
            }
            longRun += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * covariance / n;
        }
        return longRun > 0 ? sums / ((double) n * n) / longRun : 0;
    }
}
