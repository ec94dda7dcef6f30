package org.separatrix.studio;

import org.separatrix.lab.ReportJson;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A studio on a free port, and a client of it.
final class OpenStudio implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Studio studio;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private OpenStudio(Studio studio) {
        this.studio = studio;
    }

    static OpenStudio in(Path runs) {
        return in(runs, Limits.USUAL);
    }

    static OpenStudio in(Path runs, Limits limits) {
        return new OpenStudio(
                Studio.start(
                        new StudioSettings("localhost", 0, Optional.empty(), runs, 1), limits));
    }

    /// @param status of the answer
    /// @param body as it came
    record Answer(int status, byte[] body, HttpResponse<byte[]> whole) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return ReportJson.MAPPER.readTree(body);
        }

        String error() {
            return json().path("error").asString();
        }
    }

    int port() {
        return studio.port();
    }

    String address() {
        return "http://localhost:" + port();
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, byte[] body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Follows a job's events until it is over or paused; answers its last state.
    JsonNode watched(String id) {
        String events = get("/api/v1/jobs/" + id + "/events").text();
        var last = events.substring(events.lastIndexOf("data:") + 5).strip();
        return ReportJson.MAPPER.readTree(last);
    }

    @Override
    public void close() {
        client.close();
        studio.close();
    }
}
