package org.separatrix.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellStore;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A studio in a process of its own is killed while it works.
class KilledStudioTest {

    private static final String WANTED =
            "{\"kind\":\"BENCH\",\"seed\":5,\"settings\":{\"systems\":\"Lorenz,Rossler,Chua,Halvorsen\",\"models\":\"nvar,drift,gp\",\"tuned\":\"true\"}}";

    @TempDir Path runs;

    /// The child.
    public static void main(String[] args) throws InterruptedException {
        var settings = new StudioSettings("localhost", 0, Optional.empty(), Path.of(args[0]), 1);
        System.out.println("port " + Studio.start(settings).port());
        System.out.flush();
        Thread.sleep(java.time.Duration.ofMinutes(5));
    }

    private Process child() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledStudioTest.class.getName(),
                        runs.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static int port(Process child) throws IOException {
        var lines = child.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
        return Integer.parseInt(line.substring(5));
    }

    private static tools.jackson.databind.JsonNode ask(
            HttpClient client, int port, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return ReportJson.MAPPER.readTree(
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    @Test
    @Timeout(120)
    void whatWasAskedForIsThereAndNothingFinishedIsRepeated() throws Exception {
        String run;
        var child = child();
        try (var client = HttpClient.newHttpClient()) {
            int port = port(child);
            String id = ask(client, port, "/api/v1/jobs", WANTED).path("id").asString();
            // Another that only waits.
            ask(client, port, "/api/v1/jobs", WANTED.replace(":5,", ":6,"));
            var job = ask(client, port, "/api/v1/jobs/" + id, "");
            while (job.path("done").asInt() < 2) {
                assertThat(job.path("state").asString()).isIn("WAITING", "RUNNING");
                Thread.sleep(20);
                job = ask(client, port, "/api/v1/jobs/" + id, "");
            }
            run = job.path("run").asString();
        } finally {
            child.destroyForcibly().waitFor();
        }
        var before = cells(run);
        assertThat(before).isNotEmpty();

        try (var studio = OpenStudio.in(runs)) {
            var jobs = studio.get("/api/v1/jobs").json();
            assertThat(jobs.size()).isEqualTo(2);
            var killed = jobs.get(1);
            assertThat(killed.path("run").asString()).isEqualTo(run);
            for (var job : jobs) {
                assertThat(job.path("state").asString()).isEqualTo("PAUSED");
            }
            assertThat(jobs.get(0).path("run").isNull()).isTrue();
            studio.post("/api/v1/jobs/" + jobs.get(0).path("id").asString() + "/cancel", "");
            String id = killed.path("id").asString();
            studio.post("/api/v1/jobs/" + id + "/resume", "");
            var last = studio.watched(id);
            assertThat(last.path("state").asString()).as(last.toString()).isEqualTo("FINISHED");
            assertThat(last.path("run").asString()).isEqualTo(run);
        }
        var after = cells(run);
        assertThat(after.size()).isGreaterThan(before.size());
        // Seconds are measured: a cell that was computed again would have others.
        assertThat(after).containsAllEntriesOf(before);

        try (var studio = OpenStudio.in(runs)) {
            assertThat(studio.get("/api/v1/jobs").text()).isEqualTo("[]");
        }
    }

    private java.util.Map<String, Double> cells(String run) {
        try (var cells = CellStore.open(runs.resolve(run).resolve("cells.duckdb"))) {
            var seconds = new java.util.TreeMap<String, Double>();
            cells.all().forEach((key, cell) -> seconds.put(key, cell.seconds()));
            return seconds;
        }
    }
}
