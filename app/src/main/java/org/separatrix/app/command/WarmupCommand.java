package org.separatrix.app.command;

import org.separatrix.app.Main;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.List;
import java.util.concurrent.Callable;

/// Walks through the quick commands once, so that the ahead-of-time cache knows their classes.
@Command(
        name = "warmup",
        hidden = true,
        description = "Run the quick commands once, for the launcher's cache.")
public final class WarmupCommand implements Callable<Integer> {

    private static final List<List<String>> WALK =
            List.of(
                    List.of("show", "Lorenz"),
                    List.of("show", "Henon", "--json"),
                    List.of("show", "Lorenz", "--latex"),
                    List.of("systems", "--json"),
                    List.of("systems", "lorenz"),
                    List.of("methods"),
                    List.of("simulate", "Lorenz", "--points", "200", "--json"),
                    List.of("simulate", "Henon", "--points", "50"),
                    List.of("cite", "Lorenz"),
                    List.of("bench", "--help"),
                    List.of("sistems"));

    private final Main main;

    public WarmupCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        for (var words : WALK) {
            var _ = main.execute(main.terminal().out(), words.toArray(String[]::new));
        }
        return CommandLine.ExitCode.OK;
    }
}
