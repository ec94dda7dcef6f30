package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.separatrix.forecast.bench.Leaderboard;
import org.separatrix.forecast.bench.LeaderboardReport;
import org.separatrix.forecast.bench.ScoreKind;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.StorageException;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.report.Picture;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Leaderboards of the comparisons in the store.
final class BoardsApi implements HttpService {

    private static final String CELLS = "cells.duckdb";
    private static final int WIDTH = 960;
    private static final int TOP = 110;
    private static final int MODEL = 20;

    private final RunIndex runs;
    private final Work work;

    BoardsApi(RunIndex runs, Work work) {
        this.runs = runs;
        this.work = work;
    }

    /// One forecast of a system.
    record Forecast(
            String model,
            long seed,
            Map<String, Double> metrics,
            double seconds,
            String failure,
            JsonNode details) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::list)
                .get("/{id}", this::board)
                .get("/{id}/ranks.svg", this::ranks)
                .get("/{id}/systems/{system}", this::system);
    }

    private void list(ServerRequest request, ServerResponse response) {
        var benches =
                runs.entries().stream()
                        .filter(e -> e.kind().equals("bench"))
                        .filter(e -> Files.isRegularFile(runs.folder(e.id()).resolve(CELLS)))
                        .map(e ->
                                Map.of(
                                        "id",
                                        e.id(),
                                        "state",
                                        e.state(),
                                        "command",
                                        String.join(" ", e.command())))
                        .toList();
        Answers.send(response, benches);
    }

    private Collection<CellResult> cells(ServerRequest request) {
        String id = request.path().pathParameters().get("id");
        Path file =
                runs.entry(id)
                        .map(e -> runs.folder(e.id()).resolve(CELLS))
                        .filter(Files::isRegularFile)
                        .orElseThrow(() ->
                                StudioException.notFound(
                                        "there is no comparison '%s'".formatted(Text.shown(id))));
        return work.run(_ -> {
            try (var cells = CellStore.open(file)) {
                return cells.all().values();
            } catch (LabException e) {
                if (e instanceof StorageException) {
                    throw e;
                }
                throw StudioException.busy(
                        "another program is writing comparison '%s'; look again when it is done"
                                .formatted(Text.shown(id)));
            }
        });
    }

    private static ScoreKind score(ServerRequest request, Leaderboard board) {
        return ScoreKind.named(request.query().first("metric").orElse(board.usual().getFirst()));
    }

    /// The critical-difference diagram of a score.
    private void ranks(ServerRequest request, ServerResponse response) {
        var board = Leaderboard.of(cells(request), new Seeds(0));
        var standing = board.by(score(request, board));
        var diagram =
                LeaderboardReport.diagram(standing)
                        .orElseThrow(() ->
                                StudioException.notFound(
                                        "differences need two models and two systems at least"));
        response.header(HeaderNames.CONTENT_TYPE, "image/svg+xml");
        response.send(Picture.svg(diagram, WIDTH, TOP + MODEL * diagram.names().size()));
    }

    private void board(ServerRequest request, ServerResponse response) {
        var cells = cells(request);
        var board = Leaderboard.of(cells, new Seeds(0));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("counted", board.counted());
        answer.put("tried", board.tried());
        answer.put("metrics", board.available());
        answer.put(
                "systems", cells.stream().map(c -> c.cell().system()).distinct().sorted().toList());
        answer.put("standing", board.by(score(request, board)));
        Answers.send(response, answer);
    }

    /// All forecasts of one system, to look at.
    private void system(ServerRequest request, ServerResponse response) {
        String system = request.path().pathParameters().get("system");
        List<Forecast> forecasts =
                cells(request).stream()
                        .filter(c -> c.cell().system().equals(system))
                        .map(c ->
                                new Forecast(
                                        c.cell().model(),
                                        c.cell().seed(),
                                        c.metrics(),
                                        c.seconds(),
                                        c.failure(),
                                        ReportJson.MAPPER.readTree(c.details())))
                        .toList();
        if (forecasts.isEmpty()) {
            throw StudioException.notFound(
                    "the comparison has no system '%s'".formatted(Text.shown(system)));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("truth", truth(request, system));
        answer.put("forecasts", forecasts);
        Answers.send(response, answer);
    }

    /// What really followed, as the report of a finished comparison shows it; null before.
    private Block.@Nullable Series truth(ServerRequest request, String system) {
        var id = request.path().pathParameters().get("id");
        var finished = runs.entry(id).filter(e -> e.state().equals("finished"));
        return finished.isEmpty()
                ? null
                : runs.store().report(runs.folder(id)).sections().stream()
                        .filter(s -> s.title().equals(system))
                        .flatMap(s -> s.blocks().stream())
                        .filter(Block.LinePlot.class::isInstance)
                        .flatMap(b -> ((Block.LinePlot) b).series().stream())
                        .filter(s -> s.name().equals("truth"))
                        .findFirst()
                        .orElse(null);
    }
}
