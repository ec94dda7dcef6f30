package org.separatrix.studio;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import org.separatrix.lab.LabException;
import org.separatrix.lab.RunStore;

import java.time.Clock;
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

    private static final double REQUEST_SECONDS = 30;
    private static final long LARGEST_UPLOAD = 64L << 20;

    /// Held, for a logger that nobody holds forgets its level.
    private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

    private final StudioSettings settings;
    private final WebServer server;

    private final Jobs jobs;

    private Studio(StudioSettings settings, WebServer server, Jobs jobs) {
        this.settings = settings;
        this.server = server;
        this.jobs = jobs;
    }

    /// Starts to listen.
    ///
    /// @throws LabException if the port is taken
    public static Studio start(StudioSettings settings) {
        // What it says of a failed start is said better below.
        SERVER_LOG.setLevel(Level.OFF);
        var holder = new Port();
        var uploads = new Uploads(settings.runs());
        var store = new RunStore(settings.runs(), Clock.systemDefaultZone());
        var jobs = new Jobs(store, new Assignments(uploads), settings.jobs());
        var server =
                WebServer.builder()
                        .host(settings.host())
                        .port(settings.port())
                        .maxPayloadSize(LARGEST_UPLOAD)
                        .shutdownHook(false)
                        .routing(routing -> route(routing, settings, holder, store, uploads, jobs))
                        .build();
        server.start();
        if (!server.isRunning()) {
            // The server tells its log, not its caller.
            jobs.close();
            throw new LabException(
                    "cannot listen on port %d of %s; it may be taken: give another with --port, or 0 for any"
                            .formatted(settings.port(), settings.host()));
        }
        SERVER_LOG.setLevel(Level.WARNING);
        holder.number = server.port();
        return new Studio(settings, server, jobs);
    }

    /// Known when the server listens.
    private static final class Port {
        private volatile int number;
    }

    private static void route(
            HttpRouting.Builder routing,
            StudioSettings settings,
            Port port,
            RunStore store,
            Uploads uploads,
            Jobs jobs) {
        int processors = Runtime.getRuntime().availableProcessors();
        var work = new Work(processors, REQUEST_SECONDS);
        Problems.register(routing);
        routing.addFilter(new Guard(settings, () -> port.number))
                .register(API + "/systems", new SystemsApi(new Orbits(work)))
                .register(API + "/simulate", new SimulateApi(work))
                .register(API + "/equations", new EquationsApi())
                .register(API + "/analysis", new AnalysisApi(work))
                .register(API + "/data", new DataApi(uploads, work))
                .register(API + "/models", new ModelsApi())
                .register(API + "/jobs", new JobsApi(jobs))
                .register(API + "/forecast", new ForecastApi(store, uploads, work))
                .register(API + "/methods", new MethodsApi(store))
                .register(API + "/runs", new RunsApi(store))
                .register(API + "/boards", new BoardsApi(store, work))
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
        jobs.close();
        server.stop();
    }
}
