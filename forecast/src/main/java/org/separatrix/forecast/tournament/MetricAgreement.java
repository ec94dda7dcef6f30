package org.separatrix.forecast.tournament;

import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.analysis.metrics.RankCorrelation;
import org.separatrix.analysis.statistics.PrincipalComponents;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// How far the metrics say the same: each is replaced by its ranks over all forecasts, worse
/// forecasts higher, so that neither unit nor outlier counts.
///
/// @param names metrics that all forecasts have
/// @param correlations Spearman correlation of each pair
/// @param shares part of the variance of the standardised ranks along each principal axis
record MetricAgreement(List<String> names, double[][] correlations, double[] shares) {

    static MetricAgreement of(Collection<Scored> forecasts) {
        var finite = forecasts.stream().filter(f -> !f.metrics().isEmpty()).toList();
        var metrics =
                Arrays.stream(ForecastMetric.values())
                        .filter(m -> finite.stream().allMatch(f -> f.metrics().containsKey(m.id())))
                        .filter(m ->
                                finite.stream().map(f -> f.metrics().get(m.id())).distinct().count()
                                        > 1)
                        .toList();
        int d = metrics.size();
        if (finite.size() < 2 || d == 0) {
            return new MetricAgreement(List.of(), new double[0][0], new double[] {Double.NaN});
        }
        var ranks = new double[d][];
        for (int k = 0; k < d; k++) {
            var metric = metrics.get(k);
            double sign = metric.higherIsBetter() ? -1 : 1;
            ranks[k] =
                    standardised(
                            RankCorrelation.ranks(
                                    finite.stream()
                                            .mapToDouble(f ->
                                                    sign
                                                            * f.metrics()
                                                                    .getOrDefault(
                                                                            metric.id(),
                                                                            Double.NaN))
                                            .toArray()));
        }
        var correlations = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                correlations[i][j] = RankCorrelation.pearson(ranks[i], ranks[j]);
            }
        }
        var rows = new double[finite.size()][d];
        for (int f = 0; f < rows.length; f++) {
            for (int k = 0; k < d; k++) {
                rows[f][k] = ranks[k][f];
            }
        }
        return new MetricAgreement(
                metrics.stream().map(ForecastMetric::id).toList(),
                correlations,
                PrincipalComponents.of(rows).shares());
    }

    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) / Math.sqrt(variance)).toArray();
    }
}
