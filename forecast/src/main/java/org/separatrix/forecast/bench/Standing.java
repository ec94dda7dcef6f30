package org.separatrix.forecast.bench;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.statistics.CriticalDifference;
import org.separatrix.analysis.statistics.Ranking;

import java.util.List;

/// Where the models stand by one score.
///
/// @param metric name of the score
/// @param blocks systems that models were ranked on; forecast origins if there is one system
/// @param rows models by rising mean rank; the oracle, which is not ranked, last
/// @param friedman test of the hypothesis that all models are equally good, if there are at least
///   two models and two blocks
/// @param difference Nemenyi's critical difference of mean ranks at 5 %, likewise
/// @param groups largest sets of models that the test cannot tell apart
public record Standing(
        String metric,
        boolean higherIsBetter,
        List<String> blocks,
        List<Row> rows,
        Ranking.@Nullable Friedman friedman,
        @Nullable CriticalDifference difference,
        List<List<String>> groups) {

    public Standing {
        blocks = List.copyOf(blocks);
        rows = List.copyOf(rows);
        groups = List.copyOf(groups);
    }

    /// One model.
    ///
    /// @param median over blocks of the median over repeats; infinite if half of the forecasts
    ///   failed
    /// @param low lower end of the median's bootstrap interval at 95 %
    /// @param high upper end
    /// @param meanRank NaN for the oracle
    /// @param wins blocks where it is best, a shared first place counting as its share
    /// @param failed cells without a finite forecast
    /// @param seconds median time of a cell: choosing settings, fit and forecast
    public record Row(
            String model,
            double median,
            double low,
            double high,
            double meanRank,
            double wins,
            long failed,
            double seconds) {}
}
