package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.lab.data.DataFiles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Data to learn from: uploaded, or simulated here.
final class DataApi implements HttpService {

    private static final int SHOWN = 2000;

    private final Uploads uploads;
    private final Work work;

    DataApi(Uploads uploads, Work work) {
        this.uploads = uploads;
        this.work = work;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::upload).post("/simulated", this::simulated).get("/{id}", this::show);
    }

    private void upload(ServerRequest request, ServerResponse response) {
        String name = request.query().first("name").orElse("data.csv");
        var stored = uploads.keep(name, Answers.bytes(request, Uploads.LARGEST));
        Answers.send(response, work.run(_ -> described(stored.id())));
    }

    /// An orbit as if it had been measured.
    private void simulated(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, SimulateApi.Request.class);
        var stored =
                work.run(over -> {
                    var system = wanted.draft().resolve();
                    SimulateApi.bound(system, wanted, 1);
                    var orbit = Simulation.of(system).run(wanted.settings(over));
                    var text = csv(Observables.of(system).apply(orbit));
                    return uploads.keep(
                            system.name() + ".csv", text.getBytes(StandardCharsets.UTF_8));
                });
        Answers.send(response, work.run(_ -> described(stored.id())));
    }

    private static String csv(Trajectory orbit) {
        var text = new StringBuilder("t,").append(String.join(",", orbit.names())).append('\n');
        for (int i = 0; i < orbit.size(); i++) {
            text.append(orbit.time(i));
            for (double x : orbit.state(i)) {
                text.append(',').append(x);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private void show(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        Answers.send(response, work.run(_ -> described(id)));
    }

    private Map<String, Object> described(String id) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", id);
        answer.put("name", uploads.name(id));
        DataFiles.Read read = uploads.read(id, null, List.of(), null);
        var dataset = read.dataset();
        answer.put("channels", dataset.channels());
        answer.put("rows", dataset.rows());
        answer.put("pieces", dataset.trajectories().size());
        answer.put("warnings", read.warnings());
        answer.put("preview", preview(dataset.trajectories().getFirst()));
        return answer;
    }

    /// The first piece, thinned.
    private static SimulateApi.Orbit preview(Trajectory first) {
        int every = Math.max(1, first.size() / SHOWN);
        var times = new ArrayList<Double>();
        var rows = new ArrayList<double[]>();
        for (int i = 0; i < first.size(); i += every) {
            times.add(first.time(i));
            rows.add(first.state(i));
        }
        var states = new double[first.dimension()][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < states.length; j++) {
                states[j][i] = rows.get(i)[j];
            }
        }
        return new SimulateApi.Orbit(
                first.names(), times.stream().mapToDouble(t -> t).toArray(), states);
    }
}
