package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Rows of one orbit as lines of JSON, written while they are computed.
///
/// The orbit is computed by a thread of [Work] and written by the request's own, with a few chunks
/// between them: a slow reader stops its own orbit alone, and holds no place where others compute.
final class Rows implements AutoCloseable {

    /// Most rows of an answer.
    private static final int LONGEST = 10_000_000;

    private final Work work;
    private final Semaphore places;
    private final Limits limits;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("rows-clock").factory());

    Rows(Work work, Limits limits) {
        this.work = work;
        this.limits = limits;
        this.places = new Semaphore(limits.streams());
    }

    void send(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, SimulateApi.Request.class);
        if (wanted.points() != null && wanted.points() > LONGEST) {
            throw StudioException.bad(
                    "%d points, at most %d are streamed".formatted(wanted.points(), LONGEST));
        }
        var system = work.run(_ -> checked(wanted));
        if (!places.tryAcquire()) {
            throw StudioException.busy(
                    "%d streams are being read already; try again".formatted(limits.streams()));
        }
        try (var pipe = new RowPipe(work, limits.streamSeconds())) {
            work.start(() ->
                    pipe.fill(sink ->
                            Simulation.of(system).stream(wanted.settings(pipe::over), sink)));
            var reader = Thread.currentThread();
            // A write to a reader who never reads ends by this alone.
            var alarm =
                    clock.schedule(
                            reader::interrupt,
                            (long) (limits.streamSeconds() * 1000) + 500,
                            TimeUnit.MILLISECONDS);
            try {
                write(pipe, response);
            } finally {
                alarm.cancel(false);
            }
        } finally {
            places.release();
        }
    }

    private static SystemDescription checked(SimulateApi.Request wanted) {
        var system = wanted.draft().resolve();
        var settings = wanted.settings(() -> false);
        if (Simulation.of(system).streams(settings)) {
            long rows = Simulation.of(system).points(settings);
            if (rows > LONGEST) {
                throw StudioException.bad(
                        "%d points, at most %d are streamed".formatted(rows, LONGEST));
            }
        } else {
            SimulateApi.bound(system, wanted, 1);
        }
        return system;
    }

    /// Nothing is answered before the first chunk is there, so that a failure before it has its own
    /// status; a later one is the last line.
    private static void write(RowPipe pipe, ServerResponse response) {
        var chunk = pipe.take();
        if (chunk.failure() != null) {
            throw chunk.failure();
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        try (var out = response.outputStream()) {
            while (chunk.failure() == null) {
                out.write(chunk.bytes());
                if (chunk.last()) {
                    return;
                }
                chunk = pipe.take();
            }
            var message = Map.of("error", Problems.line(chunk.failure()));
            out.write(
                    (ReportJson.MAPPER.writeValueAsString(message) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
