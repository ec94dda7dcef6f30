package org.separatrix.studio;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;

import org.separatrix.lab.ReportJson;

import java.io.UncheckedIOException;

/// Jobs: ask for one, watch it, pause it, go on, stop it.
final class JobsApi implements HttpService {

    private static final long HEARTBEAT_MILLIS = 10_000;

    /// A faster stream than eyes follow would only load the line.
    private static final long SPACING_MILLIS = 100;

    private final Jobs jobs;
    private final Work work;

    JobsApi(Jobs jobs, Work work) {
        this.jobs = jobs;
        this.work = work;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        "/",
                        (_, response) ->
                                Answers.send(
                                        response,
                                        jobs.list().stream().map(j -> j.view().bare()).toList()))
                .post("/", this::submit)
                .get("/{id}", (request, response) -> Answers.send(response, job(request).view()))
                .get("/{id}/events", this::events)
                .post(
                        "/{id}/pause",
                        (request, response) -> stop(request, response, Job.State.PAUSED))
                .post(
                        "/{id}/cancel",
                        (request, response) -> stop(request, response, Job.State.CANCELLED))
                .post("/{id}/resume", this::resume);
    }

    private Job job(ServerRequest request) {
        return jobs.job(request.path().pathParameters().get("id"));
    }

    private void submit(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, JobRequest.class);
        Answers.send(response, work.run(_ -> jobs.submit(wanted).view()));
    }

    private void stop(ServerRequest request, ServerResponse response, Job.State end) {
        Answers.send(response, jobs.stop(job(request).id(), end).view());
    }

    private void resume(ServerRequest request, ServerResponse response) {
        Answers.send(response, jobs.resume(job(request).id()).view());
    }

    /// Every change as a server-sent event until the job is over.
    private void events(ServerRequest request, ServerResponse response) {
        var job = job(request);
        try (var sink = response.sink(SseSink.TYPE)) {
            long known = -1;
            long shown = 0;
            while (true) {
                var view = job.after(known, HEARTBEAT_MILLIS);
                known = view.version();
                var sent = view.pictures() == shown ? view.bare() : view;
                shown = view.pictures();
                sink.emit(SseEvent.create(ReportJson.MAPPER.writeValueAsString(sent)));
                if (view.state().over() || view.state() == Job.State.PAUSED) {
                    return;
                }
                Thread.sleep(SPACING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // The page was closed.
        }
    }
}
