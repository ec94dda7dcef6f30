package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.forecast.bench.Leaderboard;
import org.separatrix.forecast.bench.LeaderboardReport;
import org.separatrix.forecast.bench.ScoreKind;
import org.separatrix.lab.LabException;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.report.HtmlReport;
import org.separatrix.lab.report.TerminalReport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/// The leaderboard of a stored comparison, for `bench --board`.
final class BoardAnswer {

    static final String LATEST = "latest";

    private final Main main;
    private final String run;
    private final List<String> metrics;
    private final long seed;
    private final @Nullable Path export;

    /// @param run a run as [RunStore#find] names it, or `latest`
    /// @param metrics scores to rank by; the usual ones if empty
    /// @param seed root of the bootstrap's draws
    /// @param export table that all results are written to as well, or null
    BoardAnswer(Main main, String run, List<String> metrics, long seed, @Nullable Path export) {
        this.main = main;
        this.run = run;
        this.metrics = metrics;
        this.seed = seed;
        this.export = export;
    }

    /// Prints it, and stores it as a page in the run's folder.
    int print(boolean json) {
        var asked = metrics.stream().map(ScoreKind::named).toList();
        var folder = folder(main.store());
        Leaderboard board;
        try (var cells = CellStore.open(folder.resolve("cells.duckdb"))) {
            if (export != null) {
                cells.export(export);
            }
            board = Leaderboard.of(cells.all().values(), new Seeds(seed));
        }
        var scores =
                asked.isEmpty() ? board.usual().stream().map(ScoreKind::named).toList() : asked;
        var standings = scores.stream().map(board::by).toList();
        var report = LeaderboardReport.of(folder.getFileName().toString(), board, standings);
        var page = folder.resolve("board.html");
        RunStore.write(page, HtmlReport.render(report));
        var out = main.terminal().out();
        if (json) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("run", folder.getFileName().toString());
            answer.put("counted", board.counted());
            answer.put("tried", board.tried());
            answer.put("standings", standings);
            JsonOption.print(out, answer);
        } else {
            out.print(new TerminalReport(main.terminal().colour()).render(report));
            out.println();
            out.println("Page: " + page);
        }
        return 0;
    }

    private Path folder(RunStore store) {
        if (run.equals(LATEST)) {
            return store.entries().stream()
                    .map(entry -> store.root().resolve(entry.id()))
                    .filter(BoardAnswer::hasCells)
                    .filter(f -> store.entry(f).filter(e -> e.kind().equals("bench")).isPresent())
                    .findFirst()
                    .orElseThrow(() ->
                            new LabException(
                                    "no bench in %s yet; run 'separatrix bench' first"
                                            .formatted(store.root())));
        }
        var folder = store.find(run);
        if (!hasCells(folder)) {
            throw new LabException(
                    "run %s has no cells of a comparison; give the run of a bench"
                            .formatted(folder.getFileName()));
        }
        return folder;
    }

    private static boolean hasCells(Path folder) {
        return Files.isRegularFile(folder.resolve("cells.duckdb"));
    }
}
