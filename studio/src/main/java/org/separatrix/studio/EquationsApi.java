package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.separatrix.dynamics.simulate.Simulation;

/// Reads a text as a system and says what it is, or where it is wrong.
final class EquationsApi implements HttpService {

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::check);
    }

    private void check(ServerRequest request, ServerResponse response) {
        var draft = Answers.read(request, Draft.class);
        Answers.send(response, SystemsApi.describe(Simulation.of(draft.resolve()).system()));
    }
}
