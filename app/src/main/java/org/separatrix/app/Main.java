package org.separatrix.app;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.command.CompletionCommand;
import org.separatrix.equations.Names;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.RunStore;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The command line: one verb a command.
@Command(
        name = "separatrix",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Simulate, learn, forecast and analyse dynamical systems.",
            "",
            "Start with:  separatrix show Lorenz",
            "             separatrix simulate Lorenz --output lorenz.csv",
            "             separatrix bench"
        },
        footer = {
            "",
            "Exit codes: 0 fine, 1 failed, 2 bad usage, 3 diverged, 4 a claim does not hold, 130"
                    + " interrupted."
        })
public final class Main implements Runnable {

    /// Exit code of a failure that is not the user's.
    public static final int FAILED = 1;

    /// Exit code of a mistake in the command or in a file it names.
    public static final int USAGE = 2;

    /// Exit code of an integration that did not reach its end.
    public static final int DIVERGED = 3;

    /// Exit code of a claim that does not hold.
    public static final int CLAIM = 4;

    /// Exit code of an interrupted run.
    public static final int INTERRUPTED = 130;

    private final Terminal terminal;
    private final Interruption interruption = new Interruption();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces.")
    private boolean debug;

    @Option(
            names = "--runs",
            scope = ScopeType.INHERIT,
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    private @Nullable Path runs;

    Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Entry point.
    public static void main(String[] arguments) {
        var output = new StandardOutput();
        var terminal = Terminal.open(output);
        int code = run(terminal, arguments);
        terminal.out().flush();
        var lost = output.failure();
        if (lost.isPresent()) {
            terminal.err().println("separatrix: cannot write the answer: " + lost.get());
            code = FAILED;
        }
        // Worker threads of libraries must not keep the program alive.
        System.exit(code);
    }

    /// Runs one command and answers its exit code.
    static int run(Terminal terminal, String... arguments) {
        var main = new Main(terminal);
        try {
            return commandLine(main, arguments).execute(arguments);
        } finally {
            terminal.out().flush();
            main.interruption.release();
        }
    }

    /// The command line with the one verb that `arguments` begin with, or with all verbs where they
    /// begin with something else: to read the annotations of all takes longer than most answers.
    static CommandLine commandLine(Main main, String... arguments) {
        var terminal = main.terminal;
        var line = new CommandLine(main, new CommandFactory(main));
        var wanted = arguments.length == 0 ? null : Verbs.ALL.get(arguments[0]);
        if (wanted == null || wanted == CompletionCommand.class) {
            Verbs.ALL.forEach((name, type) -> line.addSubcommand(name, type));
        } else {
            line.addSubcommand(arguments[0], wanted);
        }
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((e, _, _) -> main.failed(e));
        line.setParameterExceptionHandler((e, _) -> main.misused(e));
        return line;
    }

    /// Runs another command of this program, whose answer goes to `answer`.
    public int execute(PrintStream answer, String... words) {
        return run(new Terminal(answer, terminal.err(), false, false), words);
    }

    /// Whether the user has pressed Ctrl-C; work that asks for it must end soon when it is true.
    public BooleanSupplier interrupted() {
        return interruption.watch();
    }

    /// The streams to the user.
    public Terminal terminal() {
        return terminal;
    }

    /// The store of runs.
    public RunStore store() {
        return new RunStore(
                runs == null ? Path.of("runs") : runs, Clock.system(ZoneId.systemDefault()));
    }

    @Override
    public void run() {
        commandLine(this).usage(terminal.out());
    }

    private int failed(Exception e) {
        terminal.out().flush();
        var failure = Failure.of(e);
        terminal.err().println("separatrix: " + failure.message());
        if (debug) {
            e.printStackTrace(terminal.err());
        } else if (!failure.expected()) {
            terminal.err().println("This is a defect of the program; --debug shows where it is.");
        }
        return failure.code();
    }

    private int misused(ParameterException e) {
        var line = e.getCommandLine();
        terminal.out().flush();
        String name = line.getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            boolean option = word.startsWith("-");
            List<String> known =
                    option
                            ? line.getCommandSpec().options().stream()
                                    .flatMap(o -> Arrays.stream(o.names()))
                                    .toList()
                            : List.copyOf(line.getSubcommands().keySet());
            terminal.err()
                    .println(
                            "separatrix: unknown %s '%s'%s"
                                    .formatted(
                                            option
                                                    ? "option"
                                                    : line.getSubcommands().isEmpty()
                                                            ? "argument"
                                                            : "command",
                                            word,
                                            Names.hint(word, known, "")));
        } else {
            terminal.err().println("separatrix: " + plain(String.valueOf(e.getMessage())));
        }
        terminal.err().println("'%s --help' shows how it is used.".formatted(name));
        return USAGE;
    }

    /// The parser's words for Java's types, in the user's.
    private static String plain(String message) {
        return message.replaceAll("is not an? (int|long)$", "is not a whole number")
                .replaceAll("is not a double$", "is not a number");
    }

    /// Prints the version.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"separatrix " + Provenance.version()};
        }
    }
}
