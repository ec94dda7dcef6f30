package org.separatrix.forecast.bench;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The standings of a comparison as tables and critical-difference diagrams.
public final class LeaderboardReport {

    private LeaderboardReport() {}

    /// A section for each score.
    ///
    /// @param run name of the run
    public static Report of(String run, Leaderboard board, List<Standing> standings) {
        var report =
                Report.titled("Leaderboard of " + run)
                        .summary(
                                "%d of %d forecasts count: those that every model has tried."
                                        .formatted(board.counted(), board.tried()));
        for (var standing : standings) {
            var blocks = new ArrayList<Block>();
            blocks.add(table(standing));
            blocks.add(new Block.Text(tests(standing)));
            diagram(standing).ifPresent(blocks::add);
            report.section(standing.metric(), blocks);
        }
        report.section(
                "How to read this",
                new Block.Text(
                        "Medians are over systems, of medians over repeats; in brackets the"
                            + " interval of 95 % of 2000 bootstrap draws of the systems, which is"
                            + " too narrow for a handful of them. A failed forecast counts as"
                            + " infinitely bad. Ranks are means over systems, ties sharing their"
                            + " places."),
                new Block.Text(
                        "Friedman's test asks whether all models could be equally good; Nemenyi's"
                            + " critical difference, at 5 %, which pairs of mean ranks differ. It"
                            + " grows with the number of models: compare few."));
        return report.build();
    }

    private static Block table(Standing standing) {
        var rows = new ArrayList<List<String>>();
        for (var row : standing.rows()) {
            boolean ranked = !Double.isNaN(row.meanRank());
            rows.add(
                    List.of(
                            row.model(),
                            show(row.median()),
                            "[%s, %s]".formatted(show(row.low()), show(row.high())),
                            ranked ? String.format(Locale.ROOT, "%.2f", row.meanRank()) : "–",
                            ranked ? Claim.number(row.wins()) : "–",
                            Long.toString(row.failed()),
                            String.format(Locale.ROOT, "%.2f", row.seconds())));
        }
        return new Block.Table(
                "%s, %s is better"
                        .formatted(
                                standing.metric(), standing.higherIsBetter() ? "higher" : "lower"),
                List.of("model", "median", "95 %", "mean rank", "wins", "failed", "seconds"),
                rows);
    }

    private static String tests(Standing standing) {
        var friedman = standing.friedman();
        var difference = standing.difference();
        if (friedman == null || difference == null) {
            return "Tests of the differences need two models and two systems or forecasts at"
                    + " least.";
        }
        int n = standing.blocks().size();
        String best = standing.rows().getFirst().model();
        var equals =
                standing.groups().stream()
                        .filter(g -> g.getFirst().equals(best))
                        .flatMap(g -> g.stream().skip(1))
                        .toList();
        return ("Friedman: chi-squared %s with %d degrees of freedom, p = %s, over %d blocks."
                        + " Nemenyi: mean ranks differ from %.2f on; %s")
                .formatted(
                        Claim.number(friedman.statistic()),
                        friedman.degreesOfFreedom(),
                        Claim.number(friedman.p()),
                        n,
                        difference.value(),
                        equals.isEmpty()
                                ? best + " differs from all others."
                                : "not told from %s: %s."
                                        .formatted(best, String.join(", ", equals)));
    }

    /// Mean ranks with the critical difference, where the test could be made.
    public static Optional<Block.RankDiagram> diagram(Standing standing) {
        var difference = standing.difference();
        if (difference == null) {
            return Optional.empty();
        }
        var ranked = standing.rows().stream().filter(r -> !Double.isNaN(r.meanRank())).toList();
        return Optional.of(
                new Block.RankDiagram(
                        "%s: mean ranks over %d blocks"
                                .formatted(standing.metric(), standing.blocks().size()),
                        "mean rank",
                        ranked.stream().map(Standing.Row::model).toList(),
                        ranked.stream().mapToDouble(Standing.Row::meanRank).toArray(),
                        difference.value()));
    }

    private static String show(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Claim.number(value);
    }
}
