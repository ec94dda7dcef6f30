package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.separatrix.forecast.ModelFile;
import org.separatrix.lab.data.Segment;

import java.nio.file.Files;
import java.util.List;

/// Forecasts with a model that a job has fitted.
final class ForecastApi implements HttpService {

    private static final int LONGEST = 200_000;

    private final RunIndex runs;
    private final Uploads uploads;
    private final Work work;

    ForecastApi(RunIndex runs, Uploads uploads, Work work) {
        this.runs = runs;
        this.uploads = uploads;
        this.work = work;
    }

    /// @param run id of the run that has the model
    /// @param steps rows to forecast
    /// @param data id of data to go on from instead of the training data's end
    record Request(String run, int steps, @Nullable String data) {}

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::forecast);
    }

    private void forecast(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, Request.class);
        if (wanted.steps() < 1 || wanted.steps() > LONGEST) {
            throw StudioException.bad(
                    "steps must lie in 1..%d, got %d".formatted(LONGEST, wanted.steps()));
        }
        var file =
                runs.entry(String.valueOf(wanted.run()))
                        .map(e -> runs.folder(e.id()).resolve(ForecastJob.MODEL))
                        .filter(Files::isRegularFile)
                        .orElseThrow(() ->
                                StudioException.notFound(
                                        "run '%s' has no fitted model"
                                                .formatted(
                                                        Text.shown(String.valueOf(wanted.run())))));
        Answers.send(
                response,
                work.run(_ -> {
                    var model = ModelFile.read(file);
                    return orbit(
                            model.fitted().forecast(history(model, wanted), wanted.steps()).mean());
                }));
    }

    private Segment history(ModelFile model, Request wanted) {
        if (wanted.data() == null) {
            return model.tail();
        }
        var history =
                uploads.read(wanted.data(), null, model.channels(), null)
                        .dataset()
                        .regular(model.fitted().context())
                        .getLast();
        double step = model.tail().step();
        if (Math.abs(history.step() - step) > 1e-3 * step) {
            throw StudioException.bad(
                    "the model was fitted on rows %s apart, these are %s apart"
                            .formatted(step, history.step()));
        }
        return history;
    }

    private static SimulateApi.Orbit orbit(Segment mean) {
        var times = new double[mean.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = mean.time(i);
        }
        var columns = new double[mean.dimension()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = mean.column(j);
        }
        return new SimulateApi.Orbit(List.copyOf(mean.names()), times, columns);
    }
}
