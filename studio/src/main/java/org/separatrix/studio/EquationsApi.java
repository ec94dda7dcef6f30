package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Reads a text as a system and says what it is, or where it is wrong.
final class EquationsApi implements HttpService {

    private final Work work;

    EquationsApi(Work work) {
        this.work = work;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::check);
    }

    private void check(ServerRequest request, ServerResponse response) {
        var draft = Answers.read(request, Draft.class);
        Answers.send(response, work.run(_ -> SystemsApi.describe(draft.resolve())));
    }
}
