package org.separatrix.studio;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import org.separatrix.lab.LabException;
import org.separatrix.lab.RunStore;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The running studio.
///
/// ```java
/// var settings = new StudioSettings("localhost", 8321, Optional.empty(), Path.of("runs"), 1);
/// try (var studio = Studio.start(settings)) {
///     System.out.println(studio.address());
///     Thread.sleep(Duration.ofHours(1));
/// }
/// ```
public final class Studio implements AutoCloseable {

    /// First part of every address of the interface; another version will have another.
    static final String API = "/api/v1";

    private static final System.Logger LOG = System.getLogger("org.separatrix.studio");
    private static final int MOST_CONNECTIONS = 1000;

    /// Held, for a logger that nobody holds forgets its level.
    private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

    private final StudioSettings settings;
    private final WebServer server;
    private final List<AutoCloseable> parts;

    private Studio(StudioSettings settings, WebServer server, List<AutoCloseable> parts) {
        this.settings = settings;
        this.server = server;
        this.parts = parts;
    }

    /// Starts to listen.
    ///
    /// @throws LabException if the port is taken, or the folder of the runs cannot be written
    public static Studio start(StudioSettings settings) {
        return start(settings, Limits.USUAL);
    }

    static Studio start(StudioSettings settings, Limits limits) {
        // What it says of a failed start is said better below.
        SERVER_LOG.setLevel(Level.OFF);
        var port = new Port();
        var uploads = new Uploads(settings.runs());
        var runs =
                new RunIndex(new RunStore(settings.runs(), Clock.system(ZoneId.systemDefault())));
        var work = new Work(Runtime.getRuntime().availableProcessors(), limits.requestSeconds());
        var rows = new Rows(work, limits);
        var jobs =
                new Jobs(
                        runs.store(), new Assignments(uploads), settings.jobs(), limits.openJobs());
        var server =
                WebServer.builder()
                        .host(settings.host())
                        .port(settings.port())
                        .maxPayloadSize(Uploads.LARGEST)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        // An answer of several packets would else wait 40 ms for the client's word.
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .shutdownHook(false)
                        .routing(routing -> {
                            Problems.register(routing);
                            routing.addFilter(new Guard(settings, () -> port.number));
                            route(routing, runs, uploads, jobs, work, rows);
                        })
                        .build();
        List<AutoCloseable> parts = List.of(jobs, rows, work);
        server.start();
        if (!server.isRunning()) {
            // The server tells its log, not its caller.
            close(parts);
            throw new LabException(
                    "cannot listen on port %d of %s; it may be taken: give another with --port, or 0 for any"
                            .formatted(settings.port(), settings.host()));
        }
        SERVER_LOG.setLevel(Level.WARNING);
        port.number = server.port();
        work.start(SystemsApi::warm);
        return new Studio(settings, server, parts);
    }

    /// Known when the server listens.
    private static final class Port {
        private volatile int number;
    }

    private static void route(
            HttpRouting.Builder routing,
            RunIndex runs,
            Uploads uploads,
            Jobs jobs,
            Work work,
            Rows rows) {
        routing.register(API + "/systems", new SystemsApi(new Orbits(work)))
                .register(API + "/simulate", new SimulateApi(work, rows))
                .register(API + "/equations", new EquationsApi(work))
                .register(API + "/analysis", new AnalysisApi(work))
                .register(API + "/data", new DataApi(uploads, work))
                .register(API + "/models", new ModelsApi())
                .register(API + "/jobs", new JobsApi(jobs, work))
                .register(API + "/forecast", new ForecastApi(runs, uploads, work))
                .register(API + "/methods", new MethodsApi(runs))
                .register(API + "/runs", new RunsApi(runs, jobs))
                .register(API + "/boards", new BoardsApi(runs, work))
                .register("/", new Assets());
    }

    /// Where a browser finds it, the token included.
    public String address() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        String base = "http://%s:%d/".formatted(host, server.port());
        return settings.token().map(token -> base + "?token=" + token).orElse(base);
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        close(parts);
        server.stop();
    }

    private static void close(List<AutoCloseable> parts) {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.INFO, "a part of the studio did not close", e);
            }
        }
    }
}
