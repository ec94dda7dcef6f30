package org.separatrix.forecast.neural;

import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;

/// The cells of one case.
record CaseResults(NeuralCase subject, List<CellResult> cells) {

    /// Cells of a variant, in the order of their seeds, failed ones included.
    List<CellResult> of(String variant) {
        return cells.stream().filter(c -> c.cell().model().equals(variant)).toList();
    }

    /// A metric of every cell of a variant; NaN where the cell failed.
    double[] all(String variant, String metric) {
        return of(variant).stream()
                .mapToDouble(c -> c.metrics().getOrDefault(metric, Double.NaN))
                .toArray();
    }

    /// Median over the cells; a failed cell counts as infinitely large.
    double median(String variant, String metric) {
        double[] values =
                DoubleStream.of(all(variant, metric))
                        .map(v -> Double.isNaN(v) ? Double.POSITIVE_INFINITY : v)
                        .sorted()
                        .toArray();
        return values.length == 0
                ? Double.NaN
                : 0.5 * (values[(values.length - 1) / 2] + values[values.length / 2]);
    }

    /// Median over the cells of a rival; NaN, which no claim survives, if any of them failed.
    double rival(String variant, String metric) {
        boolean whole = of(variant).stream().allMatch(CellResult::succeeded);
        return whole ? median(variant, metric) : Double.NaN;
    }

    /// How many cells of a variant meet a condition.
    long count(String variant, String metric, DoublePredicate condition) {
        return DoubleStream.of(all(variant, metric)).filter(condition).count();
    }

    /// Details of the first cell of a variant that succeeded.
    ///
    /// @throws LabException if none did, with the reason
    <T> T details(String variant, Class<T> type) {
        var first =
                of(variant).stream()
                        .filter(CellResult::succeeded)
                        .findFirst()
                        .orElseThrow(() ->
                                new LabException(
                                        "%s of %s failed: %s"
                                                .formatted(
                                                        variant,
                                                        subject.name(),
                                                        of(variant).getFirst().failure())));
        return ReportJson.MAPPER.readValue(first.details(), type);
    }
}
