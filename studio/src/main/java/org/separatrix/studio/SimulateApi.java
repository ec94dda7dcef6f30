package org.separatrix.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Simulates a system of the catalogue or a text.
final class SimulateApi implements HttpService {

    /// Most numbers that a request holds in memory, times included.
    static final long LARGEST = 3_000_000;

    private static final int MOST_STARTS = 2000;

    private final Work work;
    private final Rows rows;

    SimulateApi(Work work, Rows rows) {
        this.work = work;
        this.rows = rows;
    }

    /// What to simulate and how; what is absent is as on the command line.
    ///
    /// @param starts a cloud of starts instead of one
    /// @param observables whether to answer with the bounded observables instead of the states
    record Request(
            @Nullable String system,
            @Nullable String text,
            @Nullable String kind,
            @Nullable Map<String, Double> parameters,
            double @Nullable [] initial,
            double @Nullable [][] starts,
            @Nullable Integer points,
            @Nullable Double duration,
            @Nullable Double every,
            @Nullable Double perPeriod,
            @Nullable Double transientTime,
            @Nullable String method,
            @Nullable Double rtol,
            @Nullable Double atol,
            @Nullable Double step,
            @Nullable Double noise,
            @Nullable Integer embedding,
            @Nullable Long seed,
            @Nullable Boolean observables) {

        Draft draft() {
            return new Draft(system, text, kind, parameters, initial);
        }

        SimulationSettings settings(BooleanSupplier cancelled) {
            if (starts != null && Stream.of(starts).anyMatch(Objects::isNull)) {
                throw StudioException.bad("each of 'starts' is a list of numbers");
            }
            var d = SimulationSettings.DEFAULT;
            return new SimulationSettings(
                    or(points, d.points()),
                    or(duration, d.duration()),
                    or(every, d.every()),
                    or(perPeriod, d.pointsPerPeriod()),
                    or(transientTime, d.transientTime()),
                    or(step, d.step()),
                    method == null ? d.method() : method,
                    or(rtol, d.rtol()),
                    or(atol, d.atol()),
                    or(noise, d.noise()),
                    seed == null ? d.seed() : seed,
                    starts == null ? List.of() : List.of(starts),
                    or(embedding, d.embedding()),
                    cancelled);
        }

        private static int or(@Nullable Integer value, int otherwise) {
            return value == null ? otherwise : value;
        }

        private static double or(@Nullable Double value, double otherwise) {
            return value == null ? otherwise : value;
        }
    }

    /// A trajectory, column by column.
    record Orbit(List<String> names, double[] times, double[][] states) {

        static Orbit of(Trajectory t) {
            return new Orbit(
                    t.names(),
                    t.times(),
                    IntStream.range(0, t.dimension()).mapToObj(t::column).toArray(double[][]::new));
        }
    }

    /// All orbits of a request, in the order of the starts.
    record Answer(String system, String kind, List<Orbit> orbits) {}

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::json).post("/rows", rows::send).post("/file/{format}", this::file);
    }

    private void json(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, Request.class);
        int orbits = wanted.starts() == null ? 1 : Math.max(1, wanted.starts().length);
        if (orbits > MOST_STARTS) {
            throw StudioException.bad(
                    "%d starts, at most %d are taken".formatted(orbits, MOST_STARTS));
        }
        Answers.send(response, work.run(over -> answer(wanted, orbits, over)));
    }

    private static Answer answer(Request wanted, int orbits, BooleanSupplier over) {
        var system = wanted.draft().resolve();
        bound(system, wanted, orbits);
        var all =
                Simulation.of(system).runAll(wanted.settings(over)).stream()
                        .map(t -> shown(wanted, system, t))
                        .map(Orbit::of)
                        .toList();
        return new Answer(system.name(), system.kind().text(), all);
    }

    private static Trajectory shown(Request wanted, SystemDescription system, Trajectory t) {
        return Boolean.TRUE.equals(wanted.observables()) ? Observables.of(system).apply(t) : t;
    }

    /// Refuses what would not fit in memory, the transient counted.
    static void bound(SystemDescription system, Request wanted, int orbits) {
        double numbers = Simulation.of(system).numbers(wanted.settings(() -> false)) * orbits;
        if (numbers > LARGEST) {
            throw StudioException.bad(
                    "this makes %.3g numbers, at most %d are held at once; ask for fewer points, or for a longer time between them"
                            .formatted(numbers, LARGEST));
        }
    }

    /// One orbit as a file to keep.
    private void file(ServerRequest request, ServerResponse response) {
        var format = request.path().pathParameters().get("format").toLowerCase(Locale.ROOT);
        if (!List.of("csv", "npz", "parquet").contains(format)) {
            throw StudioException.bad("the format must be csv, npz or parquet");
        }
        var wanted = Answers.read(request, Request.class);
        var written = work.run(over -> written(wanted, format, over));
        response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"%s.%s\""
                        .formatted(written.system().replaceAll("[^A-Za-z0-9_-]", "_"), format));
        response.send(written.content());
    }

    /// A file's content, and whose orbit it is.
    private record Written(String system, byte[] content) {}

    private static Written written(Request wanted, String format, BooleanSupplier over) {
        var system = wanted.draft().resolve();
        bound(system, wanted, 1);
        try {
            var folder = Files.createTempDirectory("separatrix");
            Path file = folder.resolve("orbit." + format);
            try {
                var orbit = Simulation.of(system).run(wanted.settings(over));
                TrajectoryFiles.write(file, shown(wanted, system, orbit));
                return new Written(system.name(), Files.readAllBytes(file));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
