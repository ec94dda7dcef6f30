package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.studio.Studio;
import org.separatrix.studio.StudioSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Opens the web studio.
@Command(
        name = "studio",
        mixinStandardHelpOptions = true,
        description = {
            "Open the web studio: systems to see, equations to type, data to learn from, runs to"
                    + " read.",
            "",
            "  separatrix studio                       on this machine alone",
            "  separatrix studio --port 9000 --no-open",
            "  separatrix studio --host 0.0.0.0 --token \"$(openssl rand -hex 16)\"   for others"
                    + " too",
            "",
            "It shares the runs of the command line. Ctrl-C ends it: running jobs keep what is"
                    + " finished, and go on when they are told to after the next start."
        })
public final class StudioCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 100;

    private final Main main;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port = 8321;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}, this machine alone). Others"
                            + " need --token.")
    private String host = "localhost";

    @Option(
            names = "--token",
            paramLabel = "SECRET",
            description = "What every request must show; at least 16 characters.")
    private @Nullable String token;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs worked on at a time; others wait (default: ${DEFAULT-VALUE}).")
    private int jobs = 1;

    @Option(names = "--no-open", description = "Do not open a browser.")
    private boolean closed;

    public StudioCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings =
                new StudioSettings(
                        host, port, Optional.ofNullable(token), main.store().root(), jobs);
        try (var studio = Studio.start(settings)) {
            var out = main.terminal().out();
            out.println("The studio is at " + studio.address());
            out.println("Ctrl-C ends it.");
            out.flush();
            if (!closed) {
                open(studio.address());
            }
            while (!main.interrupted().getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        return 0;
    }

    /// By the desktop's own program; without one the address on the screen is enough.
    private static void open(String address) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var command =
                system.contains("mac")
                        ? List.of("open", address)
                        : system.contains("windows")
                                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                                : List.of("xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            // No desktop here.
        }
    }
}
