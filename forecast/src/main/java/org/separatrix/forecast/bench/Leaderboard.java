package org.separatrix.forecast.bench;

import org.separatrix.analysis.statistics.BootstrapInterval;
import org.separatrix.analysis.statistics.CriticalDifference;
import org.separatrix.analysis.statistics.Ranking;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Standings of forecasters from the cells of a comparison, finished or not.
///
/// Only forecasts that every model has tried count, so that all are judged by the same ones: of an
/// unfinished run some repeats are left out. A forecast that failed or blew up is worse than any
/// that did not. The oracle is shown and not ranked.
public final class Leaderboard {

    private static final double LEVEL = 0.95;
    private static final double ALPHA = 0.05;
    private static final int DRAWS = 2000;
    private static final String ORACLE = "oracle";

    private final Seeds seeds;
    private final List<String> models;
    private final Map<String, Map<Trial, CellResult>> cells = new LinkedHashMap<>();
    private final Set<Trial> complete;
    private final int tried;

    /// One forecast that all models are asked for.
    private record Trial(String system, long repeat) implements Comparable<Trial> {
        @Override
        public int compareTo(Trial other) {
            return Comparator.comparing(Trial::system)
                    .thenComparingLong(Trial::repeat)
                    .compare(this, other);
        }
    }

    private Leaderboard(List<CellResult> results, Seeds seeds) {
        this.seeds = seeds;
        for (var result : results) {
            var cell = result.cell();
            cells.computeIfAbsent(cell.model(), _ -> new TreeMap<>())
                    .put(new Trial(cell.system(), cell.seed()), result);
        }
        this.models = List.copyOf(cells.keySet());
        var all = new TreeSet<Trial>();
        cells.values().forEach(c -> all.addAll(c.keySet()));
        this.tried = all.size();
        cells.values().forEach(c -> all.retainAll(c.keySet()));
        this.complete = all;
    }

    /// A leaderboard of these cells; of several settings, the one with most cells counts.
    ///
    /// @param seeds root of the bootstrap's draws
    /// @throws LabException if no forecast has been tried by all models
    public static Leaderboard of(Collection<CellResult> results, Seeds seeds) {
        var bySetting =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        r -> r.cell().setting(),
                                        TreeMap::new,
                                        Collectors.toList()));
        var most = bySetting.values().stream().max(Comparator.comparingInt(List::size));
        var board = new Leaderboard(most.orElse(List.of()), seeds);
        if (board.complete.isEmpty()) {
            throw new LabException(
                    board.models.isEmpty()
                            ? "the run has no finished cell yet; let it go on"
                            : "no forecast has been tried by all of %d models yet; let the run go on"
                                    .formatted(board.models.size()));
        }
        return board;
    }

    /// Forecasts that count.
    public int counted() {
        return complete.size();
    }

    /// Forecasts that at least one model has tried.
    public int tried() {
        return tried;
    }

    /// Scores that cells of the run have, in the order of [ScoreKind#names].
    public List<String> available() {
        var present = new LinkedHashSet<String>();
        cells.values().forEach(c -> c.values().forEach(r -> present.addAll(r.metrics().keySet())));
        return ScoreKind.names().stream().filter(present::contains).toList();
    }

    /// What is shown if nothing is asked for: the valid time, an error, a scaled error, and the
    /// climate, as far as the run has them.
    public List<String> usual() {
        var available = available();
        String valid =
                available.contains(Scores.VALID_LYAPUNOV_TIMES)
                        ? Scores.VALID_LYAPUNOV_TIMES
                        : Scores.VALID_PERIODS;
        return List.of(valid, "smape", "mase", Scores.STATE_SPACE).stream()
                .filter(available::contains)
                .toList();
    }

    /// Where the models stand by one score.
    ///
    /// @throws LabException if no cell has it
    public Standing by(ScoreKind score) {
        var trials =
                complete.stream()
                        .filter(t ->
                                models.stream()
                                        .anyMatch(m ->
                                                result(m, t).metrics().containsKey(score.id())))
                        .toList();
        if (trials.isEmpty()) {
            throw new LabException(
                    "no cell of the run has the score '%s'; it has %s"
                            .formatted(score.id(), String.join(", ", available())));
        }
        var blocks = blocks(trials);
        var ranked = models.stream().filter(m -> !m.equals(ORACLE)).toList();
        var values = new double[blocks.size()][ranked.size()];
        int b = 0;
        for (var block : blocks.values()) {
            for (int m = 0; m < ranked.size(); m++) {
                values[b][m] = median(ranked.get(m), block, score);
            }
            b++;
        }
        var names = List.copyOf(blocks.keySet());
        if (ranked.size() < 2) {
            var rows = models.stream().map(m -> row(m, blocks, score, Double.NaN, 0)).toList();
            return new Standing(
                    score.id(), score.higherIsBetter(), names, rows, null, null, List.of());
        }
        var ranking = Ranking.of(values, score.higherIsBetter());
        double[] ranks = ranking.meanRanks();
        double[] wins = ranking.wins();
        var rows = new ArrayList<Standing.Row>();
        for (int m = 0; m < ranked.size(); m++) {
            rows.add(row(ranked.get(m), blocks, score, ranks[m], wins[m]));
        }
        rows.sort(Comparator.comparingDouble(Standing.Row::meanRank));
        if (models.contains(ORACLE)) {
            rows.add(row(ORACLE, blocks, score, Double.NaN, 0));
        }
        if (names.size() < 2) {
            return new Standing(
                    score.id(), score.higherIsBetter(), names, rows, null, null, List.of());
        }
        var difference = CriticalDifference.of(ranked.size(), names.size(), ALPHA);
        var groups =
                difference.groups(ranks).stream()
                        .map(g -> g.stream().map(ranked::get).toList())
                        .toList();
        return new Standing(
                score.id(),
                score.higherIsBetter(),
                names,
                rows,
                ranking.friedman(),
                difference,
                groups);
    }

    /// Systems with their trials; if there is one system alone, its trials one by one.
    private static Map<String, List<Trial>> blocks(List<Trial> trials) {
        boolean alone = trials.stream().map(Trial::system).distinct().count() == 1;
        return trials.stream()
                .collect(
                        Collectors.groupingBy(
                                t -> alone ? t.system() + " " + t.repeat() : t.system(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private Standing.Row row(
            String model,
            Map<String, List<Trial>> blocks,
            ScoreKind score,
            double meanRank,
            double wins) {
        double[] values =
                blocks.values().stream().mapToDouble(b -> median(model, b, score)).toArray();
        var interval =
                BootstrapInterval.ofMedian(
                        values, LEVEL, DRAWS, seeds.of("bootstrap " + model + " " + score.id()));
        var trials = complete.stream().map(t -> result(model, t)).toList();
        return new Standing.Row(
                model,
                interval.median(),
                interval.low(),
                interval.high(),
                meanRank,
                wins,
                trials.stream().filter(r -> !r.metrics().containsKey("rmse")).count(),
                middle(trials.stream().mapToDouble(CellResult::seconds).toArray()));
    }

    private CellResult result(String model, Trial trial) {
        return Objects.requireNonNull(Objects.requireNonNull(cells.get(model)).get(trial));
    }

    private double median(String model, List<Trial> trials, ScoreKind score) {
        return middle(
                trials.stream()
                        .mapToDouble(t ->
                                result(model, t).metrics().getOrDefault(score.id(), score.worst()))
                        .toArray());
    }

    /// Median; sorts its argument.
    private static double middle(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    }
}
