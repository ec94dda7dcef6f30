package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.Invariants;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.LatexPrinter;
import org.separatrix.equations.MathMlPrinter;
import org.separatrix.equations.ParameterValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The catalogue: all systems, one system, and a short orbit of it to draw.
final class SystemsApi implements HttpService {

    /// Larger systems are families, clearer as they were written.
    private static final int MOST_LINES = 24;

    private final Orbits orbits;

    SystemsApi(Orbits orbits) {
        this.orbits = orbits;
    }

    /// A line of the list.
    record Line(
            String name,
            String kind,
            String field,
            int dimension,
            String description,
            List<String> tags,
            Optional<Estimate> largestLyapunov,
            Optional<Estimate> kaplanYorke,
            Optional<Double> period) {}

    /// A scalar parameter.
    record Parameter(String name, double value) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (_, response) -> Answers.send(response, Index.LINES))
                .get("/{name}", this::one)
                .get("/{name}/orbit", this::orbit)
                .get("/{name}/field", this::field);
    }

    /// Reads the catalogue before anybody asks, so that the first page need not wait for it.
    static void warm() {
        Objects.requireNonNull(Index.LINES);
    }

    /// Described once: the files do not change.
    private static final class Index {
        private static final List<Line> LINES =
                Catalog.entries().values().stream().map(Index::line).toList();

        private static Line line(Catalog.Entry entry) {
            var s = Catalog.system(entry.name());
            return new Line(
                    s.name(),
                    s.kind().text(),
                    s.field(),
                    entry.dimension(),
                    s.description(),
                    s.tags(),
                    s.invariants().largestLyapunov(),
                    s.invariants().kaplanYorke(),
                    s.period().isPresent()
                            ? Optional.of(s.period().getAsDouble())
                            : Optional.empty());
        }
    }

    private void one(ServerRequest request, ServerResponse response) {
        Answers.send(
                response, describe(Catalog.system(request.path().pathParameters().get("name"))));
    }

    /// Everything a page shows of a system.
    static Map<String, Object> describe(SystemDescription s) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", s.name());
        answer.put("kind", s.kind().text());
        answer.put("field", s.field());
        answer.put("description", s.description());
        answer.put("citation", s.citation().strip());
        answer.put("equations", s.equations());
        if (s.hasStateEquations()) {
            var system = s.system();
            answer.put("states", system.states());
            answer.put("latex", LatexPrinter.print(system));
            if (system.dimension() + system.definitions().size() <= MOST_LINES) {
                answer.put("mathml", MathMlPrinter.print(system));
            }
        }
        answer.put("parameters", scalars(s));
        answer.put("otherParameters", s.parameters().size() - scalars(s).size());
        answer.put("initial", s.initial());
        s.period().ifPresent(period -> answer.put("period", period));
        s.step().ifPresent(step -> answer.put("step", step));
        answer.put("observables", s.observables());
        answer.put("tags", s.tags());
        answer.put("variants", s.variants().keySet());
        answer.put("invariants", invariants(s.invariants()));
        answer.put("published", invariants(s.published()));
        answer.put("publishedSource", s.publishedSource());
        answer.put("notes", s.notes());
        answer.put("remarks", s.remarks());
        return answer;
    }

    private static List<Parameter> scalars(SystemDescription s) {
        var scalars = new ArrayList<Parameter>();
        s.parameters()
                .forEach((name, value) -> {
                    if (value instanceof ParameterValue.Scalar(double x)) {
                        scalars.add(new Parameter(name, x));
                    }
                });
        return scalars;
    }

    private static Map<String, Object> invariants(Invariants i) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("lyapunov", i.lyapunov());
        answer.put("kaplanYorke", i.kaplanYorke());
        answer.put("correlation", i.correlation());
        answer.put("pesin", i.pesin());
        answer.put("multiscaleEntropy", i.multiscaleEntropy());
        answer.put("period", i.period());
        answer.put("mean", i.mean());
        answer.put("deviation", i.deviation());
        return answer;
    }

    /// The picture of a field, as [Orbits#field] packs it.
    private void field(ServerRequest request, ServerResponse response) {
        send(response, orbits.field(Catalog.system(request.path().pathParameters().get("name"))));
    }

    /// Little-endian single-precision numbers, three a point, within [-1, 1].
    private void orbit(ServerRequest request, ServerResponse response) {
        send(response, orbits.of(Catalog.system(request.path().pathParameters().get("name"))));
    }

    private static void send(ServerResponse response, byte[] picture) {
        response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        response.header(HeaderNames.CACHE_CONTROL, "private, max-age=86400");
        response.send(picture);
    }
}
