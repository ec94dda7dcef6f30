package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.RunStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The runs of the store: list, report, files, removal that can be undone.
final class RunsApi implements HttpService {

    private static final String TRASH = ".trash";

    /// A report is a page of its own with its own scripts; it may not reach this interface.
    private static final String REPORT_POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src"
                    + " data:; sandbox allow-scripts; frame-ancestors 'self'";

    private final RunIndex runs;
    private final RunStore store;
    private final Jobs jobs;
    private final Map<String, Summary> summaries = new ConcurrentHashMap<>();

    RunsApi(RunIndex runs, Jobs jobs) {
        this.runs = runs;
        this.store = runs.store();
        this.jobs = jobs;
    }

    /// What a report says in short.
    private record Summary(String title, String text, int held, int claims) {}

    /// A line of the list.
    record Line(
            String id,
            String kind,
            long seed,
            String state,
            String started,
            String title,
            String summary,
            int held,
            int claims,
            String command) {}

    /// A file of a run.
    record Kept(String name, long bytes) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::list)
                .get("/{id}", this::one)
                .get("/{id}/report.html", this::page)
                .get("/{id}/files/{name}", this::file)
                .delete("/{id}", this::remove)
                .post("/{id}/restore", this::restore);
    }

    private void list(ServerRequest request, ServerResponse response) {
        String wanted = request.query().first("q").orElse("").toLowerCase(Locale.ROOT);
        var lines =
                runs.entries().stream()
                        .map(this::line)
                        .filter(l -> text(l).contains(wanted))
                        .toList();
        Answers.send(response, lines);
    }

    private static String text(Line line) {
        return String.join(" ", line.id(), line.title(), line.state(), line.command())
                .toLowerCase(Locale.ROOT);
    }

    private Line line(RunStore.Entry entry) {
        var summary =
                entry.state().equals("finished")
                        ? summaries.computeIfAbsent(entry.id(), this::summary)
                        : new Summary("", "", 0, 0);
        return new Line(
                entry.id(),
                entry.kind(),
                entry.seed(),
                entry.state(),
                entry.facts().getOrDefault("started", ""),
                summary.title(),
                summary.text(),
                summary.held(),
                summary.claims(),
                String.join(" ", entry.command()));
    }

    private Summary summary(String id) {
        try {
            var report = store.report(store.root().resolve(id));
            int held = (int) report.claims().stream().filter(Claim::holds).count();
            return new Summary(report.title(), report.summary(), held, report.claims().size());
        } catch (LabException e) {
            return new Summary("", String.valueOf(e.getMessage()), 0, 0);
        }
    }

    private Path folder(ServerRequest request) {
        return runs.folder(request.path().pathParameters().get("id"));
    }

    private void one(ServerRequest request, ServerResponse response) {
        var folder = folder(request);
        var entry = store.entry(folder).orElseThrow();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("run", line(entry));
        answer.put("facts", entry.facts());
        answer.put("files", files(folder));
        answer.put("report", entry.state().equals("finished") ? store.report(folder) : null);
        Answers.send(response, answer);
    }

    private static List<Kept> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            var kept = new ArrayList<Kept>();
            for (var file : all.filter(Files::isRegularFile).sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                if (!name.startsWith(".")) {
                    kept.add(new Kept(name, Files.size(file)));
                }
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void page(ServerRequest request, ServerResponse response) {
        byte[] page = bytes(folder(request).resolve("report.html"));
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.headers().set(HeaderNames.create("Content-Security-Policy"), REPORT_POLICY);
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.send(page);
    }

    private void file(ServerRequest request, ServerResponse response) {
        var folder = folder(request);
        String name = request.path().pathParameters().get("name");
        if (files(folder).stream().noneMatch(f -> f.name().equals(name))) {
            throw StudioException.notFound("the run has no file '%s'".formatted(Text.shown(name)));
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"%s\"".formatted(name.replaceAll("[^A-Za-z0-9._-]", "_")));
        response.send(bytes(folder.resolve(name)));
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw StudioException.notFound("the run has no report; it did not finish");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Moves the folder aside, whence [#restore] brings it back.
    private void remove(ServerRequest request, ServerResponse response) {
        var folder = folder(request);
        var entry = store.entry(folder).orElseThrow();
        // Its record may say "running" because what worked on it was killed.
        if (jobs.worksIn(folder) || store.held(folder)) {
            throw StudioException.bad("the run is being worked on; cancel it first");
        }
        move(folder, trash(entry.id()));
        Answers.send(response, Map.of("removed", entry.id()));
    }

    private void restore(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        @Nullable Path there = null;
        try (Stream<Path> all =
                Files.isDirectory(store.root().resolve(TRASH))
                        ? Files.list(store.root().resolve(TRASH))
                        : Stream.empty()) {
            there =
                    all.filter(f -> String.valueOf(f.getFileName()).equals(id))
                            .findFirst()
                            .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (there == null) {
            throw StudioException.notFound(
                    "no run '%s' was removed here".formatted(Text.shown(id)));
        }
        if (Files.exists(store.root().resolve(id))) {
            throw StudioException.bad(
                    "there is a run '%s' again; remove it first".formatted(Text.shown(id)));
        }
        move(there, store.root().resolve(id));
        Answers.send(response, Map.of("restored", id));
    }

    private Path trash(String id) {
        try {
            return Files.createDirectories(store.root().resolve(TRASH)).resolve(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
