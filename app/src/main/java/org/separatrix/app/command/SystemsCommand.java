package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.Names;
import org.separatrix.lab.LabException;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Lists the catalogue.
@Command(
        name = "systems",
        mixinStandardHelpOptions = true,
        description = {
            "List the systems of the catalogue.",
            "",
            "  separatrix systems                      all of them",
            "  separatrix systems lorenz               whose name holds 'lorenz'",
            "  separatrix systems --kind map           only maps",
            "  separatrix systems --field ecology --dimension 3"
        })
public final class SystemsCommand implements Callable<Integer> {

    private static final List<String> KINDS =
            Arrays.stream(SystemDescription.Kind.values())
                    .map(SystemDescription.Kind::text)
                    .toList();

    private final Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "Only names that hold this text.")
    private @Nullable String text;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "flow, map, delay, stochastic, jump or pde.")
    private @Nullable String kind;

    @Option(
            names = "--field",
            paramLabel = "TEXT",
            description = "Only fields of science that hold this text.")
    private @Nullable String field;

    @Option(names = "--dimension", paramLabel = "N", description = "Only this number of states.")
    private @Nullable Integer dimension;

    @Mixin private JsonOption json = new JsonOption();

    public SystemsCommand(Main main) {
        this.main = main;
    }

    /// A line of the listing.
    record Row(String name, String kind, int dimension, String field) {}

    @Override
    public Integer call() {
        if (kind != null && KINDS.stream().noneMatch(kind::equals)) {
            throw new LabException(
                    "--kind must be %s, got '%s'%s"
                            .formatted(
                                    String.join(", ", KINDS), kind, Names.hint(kind, KINDS, "")));
        }
        List<Row> rows =
                Catalog.entries().values().stream()
                        .filter(e -> holds(e.name(), text) && holds(e.field(), field))
                        .filter(e -> kind == null || e.kind().text().equals(kind))
                        .filter(e -> dimension == null || e.dimension() == dimension)
                        .map(e -> new Row(e.name(), e.kind().text(), e.dimension(), e.field()))
                        .toList();
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, rows);
            return 0;
        }
        if (rows.isEmpty()) {
            out.println(
                    "No system fits. 'separatrix systems' lists all "
                            + Catalog.entries().size()
                            + ".");
            return 0;
        }
        out.print(
                TerminalReport.table(
                        List.of("name", "kind", "states", "field"),
                        rows.stream()
                                .map(r ->
                                        List.of(
                                                r.name(),
                                                r.kind(),
                                                Integer.toString(r.dimension()),
                                                r.field()))
                                .toList()));
        out.println(rows.size() + " systems. 'separatrix show NAME' tells about one.");
        return 0;
    }

    private static boolean holds(String text, @Nullable String part) {
        return part == null
                || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
