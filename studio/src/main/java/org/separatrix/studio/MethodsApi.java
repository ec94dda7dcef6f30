package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Methods;
import org.separatrix.lab.RunStore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The research methods with the state of their claims as last measured here.
final class MethodsApi implements HttpService {

    private final RunIndex runs;

    /// Of finished runs, which do not change.
    private final Map<String, List<Claim>> claims = new ConcurrentHashMap<>();

    MethodsApi(RunIndex runs) {
        this.runs = runs;
    }

    /// @param run id of the last finished run, null if there is none
    record Line(MethodCard card, String id, @Nullable String run, List<Claim> claims) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        "/",
                        (_, response) ->
                                Answers.send(
                                        response, Methods.all().stream().map(this::line).toList()))
                .get("/{name}", this::one);
    }

    private Line line(Experiment<?> experiment) {
        var card = experiment.card();
        var last =
                runs.entries().stream()
                        .filter(r -> r.kind().equals(card.id()) && r.state().equals("finished"))
                        .findFirst();
        return new Line(
                card,
                card.id(),
                last.map(RunStore.Entry::id).orElse(null),
                last.map(r -> claims.computeIfAbsent(r.id(), this::measured)).orElse(List.of()));
    }

    private List<Claim> measured(String id) {
        return runs.store().report(runs.folder(id)).claims();
    }

    private void one(ServerRequest request, ServerResponse response) {
        var experiment = Methods.named(request.path().pathParameters().get("name"));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("method", line(experiment));
        answer.put("quick", ModelsApi.fields(experiment.quick()));
        answer.put("full", ModelsApi.fields(experiment.full()));
        Answers.send(response, answer);
    }
}
