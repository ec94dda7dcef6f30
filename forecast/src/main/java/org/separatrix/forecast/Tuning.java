package org.separatrix.forecast;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Chooses among a forecaster's candidates by rolling-origin validation inside the training data.
///
/// The last part of the longest piece is held back; each candidate is fitted on what precedes it
/// and forecasts several windows of it from successive origins. The least mean normalised error
/// wins, averaged over the steps and capped so that a blow-up counts as badly as forgetting
/// everything.
public final class Tuning {

    /// Error of a forecast that is no better than a random state of the attractor.
    private static final double CAP = Math.sqrt(2);

    private static final double WORST_SMAPE = 200;

    private Tuning() {}

    /// The best candidate and its validation error.
    public record Choice(Forecaster forecaster, double error) {}

    /// The candidate with the least error.
    ///
    /// @param horizon steps forecast from each origin
    /// @param origins number of origins
    /// @throws CancellationException if the thread is interrupted
    public static Choice choose(
            Forecaster family, List<Segment> training, int horizon, int origins, Seeds seeds) {
        return choose(family.candidates(), training, horizon, origins, seeds);
    }

    /// The candidate with the least error, of these.
    ///
    /// @param candidates at least one
    /// @throws CancellationException if the thread is interrupted
    public static Choice choose(
            List<Forecaster> candidates,
            List<Segment> training,
            int horizon,
            int origins,
            Seeds seeds) {
        int longest = 0;
        for (int i = 1; i < training.size(); i++) {
            longest = training.get(i).size() > training.get(longest).size() ? i : longest;
        }
        var piece = training.get(longest);
        int held = Math.min(horizon * origins, piece.size() / 4);
        int reach = Math.max(1, Math.min(horizon, held));
        var pieces = new ArrayList<>(training);
        pieces.set(longest, piece.slice(0, piece.size() - held));
        double[] deviation = ForecastMetrics.deviation(piece.values());
        Choice best = null;
        for (var candidate : candidates) {
            if (pieces.get(longest).size() < candidate.shortest()) {
                continue;
            }
            Interruption.check("settings were chosen");
            var usable = pieces.stream().filter(p -> p.size() >= candidate.shortest()).toList();
            double error = error(candidate.fit(usable, seeds), piece, held, reach, deviation);
            if (best == null || error < best.error) {
                best = new Choice(candidate, error);
            }
        }
        return best == null ? new Choice(candidates.getFirst(), Double.NaN) : best;
    }

    /// The candidate with the least sMAPE of one forecast: fitted on `before`, it forecasts
    /// `after`.
    ///
    /// Both are put in standard deviations about the mean of `before`, as sMAPE depends on where
    /// zero lies. A forecast that is not finite counts as 200, the largest sMAPE.
    ///
    /// @param candidates at least one; those that need more rows than `before` has are passed over
    /// @param after what follows `before`
    /// @throws CancellationException if the thread is interrupted
    public static Choice oneSplit(
            List<Forecaster> candidates, Segment before, Segment after, Seeds seeds) {
        var scaling = Scaling.of(List.of(before));
        var truth = scaling.apply(after.values());
        Choice best = null;
        for (var candidate : candidates) {
            if (before.size() < candidate.shortest()) {
                continue;
            }
            Interruption.check("settings were chosen");
            var fitted = candidate.fit(List.of(before), seeds);
            var forecast = fitted.forecast(before, after.size()).mean().values();
            double smape = ForecastMetrics.smape(truth, scaling.apply(forecast));
            double error = Double.isNaN(smape) ? WORST_SMAPE : smape;
            if (best == null || error < best.error) {
                best = new Choice(candidate, error);
            }
        }
        return best == null ? new Choice(candidates.getFirst(), Double.NaN) : best;
    }

    /// At most `count` of the candidates, spread evenly over their list; all if `count` is 0.
    public static List<Forecaster> spread(List<Forecaster> candidates, int count) {
        int n = candidates.size();
        if (count == 0 || n <= count) {
            return candidates;
        }
        var some = new ArrayList<Forecaster>();
        for (int i = 0; i < count; i++) {
            some.add(candidates.get((int) ((i + 0.5) * n / count)));
        }
        return some;
    }

    private static double error(
            FittedForecaster fitted, Segment piece, int held, int reach, double[] deviation) {
        double sum = 0;
        int count = 0;
        for (int origin = piece.size() - held; origin + reach <= piece.size(); origin += reach) {
            var forecast = fitted.forecast(piece.slice(0, origin), reach).mean().values();
            var truth = piece.slice(origin, origin + reach).values();
            for (double e : ForecastMetrics.errorGrowth(truth, forecast, deviation)) {
                sum += e < CAP ? e : CAP;
                count++;
            }
        }
        return sum / count;
    }
}
