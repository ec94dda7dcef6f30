package org.separatrix.fields.causal;

import org.separatrix.analysis.metrics.RankCorrelation;
import org.separatrix.lab.Claim;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the cells gave, by problem and training.
record Scores(List<CellResult> results) {

    List<CellResult> of(String system, String model) {
        return results.stream()
                .filter(r -> r.cell().system().equals(system) && r.cell().model().equals(model))
                .toList();
    }

    /// A score; infinite if the cell failed.
    static double value(CellResult result, String metric) {
        return result.metrics().getOrDefault(metric, Double.POSITIVE_INFINITY);
    }

    static String show(CellResult result, String metric) {
        var value = result.metrics().get(metric);
        return value == null ? "–" : Claim.number(value);
    }

    double median(String system, String model, String metric) {
        return median(of(system, model).stream().mapToDouble(r -> value(r, metric)).toArray());
    }

    double medianSeconds(String system, String model) {
        return median(of(system, model).stream().mapToDouble(CellResult::seconds).toArray());
    }

    /// The smallest or largest score; a failed cell counts as 0.
    double extreme(String system, String model, String metric, boolean largest) {
        var values =
                of(system, model).stream().mapToDouble(r -> r.metrics().getOrDefault(metric, 0.0));
        return (largest ? values.max() : values.min()).orElse(Double.NaN);
    }

    /// The first cell that finished, with what is drawn of it.
    Optional<CausalPinnTask.Details> details(String system, String model) {
        return of(system, model).stream()
                .filter(CellResult::succeeded)
                .min(Comparator.comparingLong(r -> r.cell().seed()))
                .map(Scores::read);
    }

    String solverSeconds(CellResult result) {
        return result.succeeded() ? Claim.number(read(result).solver()) : "–";
    }

    private static CausalPinnTask.Details read(CellResult result) {
        return ReportJson.MAPPER.readValue(result.details(), CausalPinnTask.Details.class);
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        return 0.5 * (values[(values.length - 1) / 2] + values[values.length / 2]);
    }

    /// Rank correlation; ties share their mean rank.
    static double spearman(List<Double> x, List<Double> y) {
        // With nothing measured yet there is no correlation, and the claim does not hold.
        if (x.size() < 2) {
            return Double.NaN;
        }
        return RankCorrelation.spearman(
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
