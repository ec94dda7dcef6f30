package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.LatexPrinter;
import org.separatrix.equations.PrefixTokens;
import org.separatrix.equations.TextPrinter;
import org.separatrix.forecast.ModelFile;
import org.separatrix.forecast.Sindy;
import org.separatrix.lab.LabException;
import org.separatrix.lab.RunStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// Writes a system, or a model that found equations, in another form.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Export the equations of a system, or those a model has found.",
            "",
            "  separatrix export Lorenz --format latex",
            "  separatrix export Lorenz96Forty --format text      families written out",
            "  separatrix export model.json --format text         the law that SINDy found",
            "  separatrix export Lorenz --format tokens           for symbolic models"
        })
public final class ExportCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            paramLabel = "WHAT",
            description = "A system, a system file, or a model that 'fit' saved.")
    private String what = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, latex, tokens or yaml (default: ${DEFAULT-VALUE}).")
    private String format = "text";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write to a file instead of printing.")
    private @Nullable Path output;

    public ExportCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        String text =
                switch (format) {
                    case "text" -> TextPrinter.print(system());
                    case "latex" -> LatexPrinter.print(system());
                    case "tokens" -> tokens(system());
                    case "yaml" -> SystemArgument.file(what);
                    default ->
                            throw new LabException(
                                    "--format must be text, latex, tokens or yaml, got '"
                                            + format
                                            + "'");
                };
        if (output != null) {
            RunStore.write(output, text + "\n");
            main.terminal().out().println("Wrote " + output + ".");
        } else {
            main.terminal().out().println(text.stripTrailing());
        }
        return 0;
    }

    private EquationSystem system() {
        if (!what.endsWith(".json")) {
            return SystemArgument.equations(Catalog.resolve(what));
        }
        var model = ModelFile.read(Path.of(what));
        if (model.fitted() instanceof Sindy.Fitted(String equations, _)) {
            return Equations.parse(equations);
        }
        throw new LabException(
                "%s holds a '%s', which has no equations; only sindy finds them"
                        .formatted(what, model.method()));
    }

    private static String tokens(EquationSystem system) {
        var text = new StringBuilder();
        var printer = new PrefixTokens(4);
        for (int i = 0; i < system.dimension(); i++) {
            text.append(system.states().get(i))
                    .append(": ")
                    .append(String.join(" ", printer.encode(system.rightHandSides().get(i))))
                    .append('\n');
        }
        return text.toString();
    }
}
