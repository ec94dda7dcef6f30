package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.separatrix.lab.ReportJson;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Bodies of requests and responses as JSON.
final class Answers {

    /// More text than any system or list of settings needs.
    private static final int LARGEST = 2_000_000;

    private Answers() {}

    /// Reads a request's body.
    ///
    /// @throws StudioException if it is too large or is no such JSON
    static <T> T read(ServerRequest request, Class<T> type) {
        try {
            T value = ReportJson.MAPPER.readValue(bytes(request, LARGEST), type);
            if (value == null) {
                throw StudioException.bad("the body is not what is expected: it is null");
            }
            return value;
        } catch (JacksonException e) {
            throw StudioException.bad(
                    "the body is not what is expected: " + firstLine(e.getOriginalMessage()));
        }
    }

    /// The body as it came.
    ///
    /// @throws StudioException if it has more than `largest` bytes
    static byte[] bytes(ServerRequest request, int largest) {
        try (var in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw StudioException.bad("the body has more than %d bytes".formatted(largest));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(ReportJson.MAPPER.writeValueAsBytes(value));
    }

    /// One line that says what is wrong.
    static void problem(ServerResponse response, String message) {
        problem(response, Map.of("error", message));
    }

    static void problem(ServerResponse response, Map<String, ?> answer) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(
                ReportJson.MAPPER.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8));
    }

    private static String firstLine(String message) {
        return Text.shown(message.lines().findFirst().orElse("unreadable"));
    }
}
