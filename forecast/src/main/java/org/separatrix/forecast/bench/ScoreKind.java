package org.separatrix.forecast.bench;

import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.equations.Names;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A score that forecasters can be ranked by.
///
/// @param id its name in the cells, such as `smape`
/// @param higherIsBetter whether a better forecast has a larger score
public record ScoreKind(String id, boolean higherIsBetter) {

    private static final List<ScoreKind> ALL = all();

    private static List<ScoreKind> all() {
        var all = new ArrayList<ScoreKind>();
        all.add(new ScoreKind(Scores.VALID_LYAPUNOV_TIMES, true));
        all.add(new ScoreKind(Scores.VALID_PERIODS, true));
        all.add(new ScoreKind(Scores.VALID_TIME, true));
        Arrays.stream(ForecastMetric.values())
                .map(m -> new ScoreKind(m.id(), m.higherIsBetter()))
                .forEach(all::add);
        all.add(new ScoreKind(Scores.STATE_SPACE, false));
        all.add(new ScoreKind(Scores.SPECTRUM, false));
        return List.copyOf(all);
    }

    /// The scores by name: valid times, all of [ForecastMetric], `dstsp` and `dh`.
    public static List<String> names() {
        return ALL.stream().map(ScoreKind::id).toList();
    }

    /// The score called `id`.
    ///
    /// @throws LabException if there is none, with the nearest names or all
    public static ScoreKind named(String id) {
        return ALL.stream()
                .filter(s -> s.id.equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new LabException(
                                "unknown metric '%s'%s"
                                        .formatted(
                                                id,
                                                Names.hint(
                                                        id,
                                                        names(),
                                                        "; known are "
                                                                + String.join(", ", names())))));
    }

    /// The score of a forecast that failed or blew up: worse than any other.
    double worst() {
        return higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
