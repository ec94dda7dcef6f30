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

/// The research methods with the state of their claims as last measured here.
final class MethodsApi implements HttpService {

    private final RunStore store;

    MethodsApi(RunStore store) {
        this.store = store;
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
                store.entries().stream()
                        .filter(r -> r.kind().equals(card.id()) && r.state().equals("finished"))
                        .findFirst();
        return new Line(
                card,
                card.id(),
                last.map(RunStore.Entry::id).orElse(null),
                last.map(r -> store.report(store.root().resolve(r.id())).claims())
                        .orElse(List.of()));
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
