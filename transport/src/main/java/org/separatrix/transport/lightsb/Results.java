package org.separatrix.transport.lightsb;

import org.separatrix.lab.Claim;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.List;
import java.util.Optional;

/// The experiment's cells, asked by system, solver and score.
record Results(List<CellResult> cells) {

    /// Mean over repetitions with its standard error.
    ///
    /// @param error NaN for a single repetition
    record Mean(double value, double error) {

        String text() {
            return Double.isNaN(value)
                    ? "–"
                    : Double.isNaN(error)
                            ? Claim.number(value)
                            : Claim.number(value) + " ± " + Claim.number(error);
        }
    }

    List<CellResult> of(String system, String solver) {
        return cells.stream()
                .filter(r -> r.cell().system().equals(system) && r.cell().model().equals(solver))
                .toList();
    }

    /// The first repetitions alone.
    Results first(int repetitions) {
        return new Results(cells.stream().filter(r -> r.cell().seed() < repetitions).toList());
    }

    /// The mean of a score; NaN if a repetition failed or there is none.
    Mean mean(String system, String solver, String metric) {
        var found = of(system, solver);
        double n = found.size();
        double mean = 0;
        for (var r : found) {
            mean += r.metrics().getOrDefault(metric, Double.NaN) / n;
        }
        if (found.isEmpty()) {
            return new Mean(Double.NaN, Double.NaN);
        }
        double square = 0;
        for (var r : found) {
            double off = r.metrics().getOrDefault(metric, Double.NaN) - mean;
            square += off * off;
        }
        return new Mean(mean, n < 2 ? Double.NaN : Math.sqrt(square / (n - 1) / n));
    }

    double seconds(String system, String solver) {
        return of(system, solver).stream().mapToDouble(CellResult::seconds).average().orElse(0);
    }

    /// What the first repetition left for the pictures, unless it failed.
    Optional<LightSbTask.Details> details(String system) {
        return of(system, "light").stream()
                .filter(CellResult::succeeded)
                .findFirst()
                .map(r -> ReportJson.MAPPER.readValue(r.details(), LightSbTask.Details.class));
    }
}
