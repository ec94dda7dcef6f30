package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Methods;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Settings;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Lists the research methods and the state of their claims.
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        description = {
            "List the research methods, with the state of their claims as last measured here.",
            "",
            "  separatrix methods                      the table",
            "  separatrix methods --markdown           the same table for a document",
            "  separatrix methods --settings dysts     what 'run dysts' can be given"
        })
public final class MethodsCommand implements Callable<Integer> {

    private final Main main;

    @Option(names = "--markdown", description = "Print a Markdown table.")
    private boolean markdown;

    @Option(
            names = "--settings",
            paramLabel = "METHOD",
            description = "List the settings of one method.")
    private String settings = "";

    @Mixin private JsonOption json = new JsonOption();

    public MethodsCommand(Main main) {
        this.main = main;
    }

    /// A line of the table.
    record Row(int number, String name, String title, String citation, String claims) {}

    @Override
    public Integer call() {
        var out = main.terminal().out();
        if (!settings.isEmpty()) {
            var experiment = Methods.named(settings);
            var rows = new ArrayList<List<String>>();
            var full = Settings.of(experiment.full());
            for (var setting : Settings.of(experiment.quick())) {
                String atFull =
                        full.stream()
                                .filter(f -> f.name().equals(setting.name()))
                                .findFirst()
                                .orElseThrow()
                                .value();
                rows.add(
                        List.of(
                                setting.name(),
                                setting.type(),
                                shortened(setting.value()),
                                shortened(atFull),
                                setting.description()));
            }
            out.print(
                    TerminalReport.table(
                            List.of("-s NAME=", "type", "quick", "full", "meaning"), rows));
            return 0;
        }
        var rows = rows(main.store());
        if (json.wanted()) {
            JsonOption.print(out, rows);
        } else if (markdown) {
            out.println("| no | method | what it is | claims, as last measured |");
            out.println("| --- | --- | --- | --- |");
            for (var row : rows) {
                out.println(
                        "| %02d | %s | %s | %s |"
                                .formatted(row.number(), row.name(), row.title(), row.claims()));
            }
        } else {
            out.print(
                    TerminalReport.table(
                            List.of("no", "method", "what it is", "claims"),
                            rows.stream()
                                    .map(r ->
                                            List.of(
                                                    String.format(Locale.ROOT, "%02d", r.number()),
                                                    r.name(),
                                                    r.title(),
                                                    r.claims()))
                                    .toList()));
        }
        return 0;
    }

    /// A long list by its length and its beginning.
    private static String shortened(String value) {
        String[] items = value.split(", ");
        return items.length <= 3
                ? value
                : "%d: %s, %s, ...".formatted(items.length, items[0], items[1]);
    }

    private static List<Row> rows(RunStore store) {
        var runs = store.entries();
        return Methods.all().stream()
                .map(experiment -> {
                    var card = experiment.card();
                    String state =
                            runs.stream()
                                    .filter(r ->
                                            r.kind().equals(card.id())
                                                    && r.state().equals("finished"))
                                    .findFirst()
                                    .map(r ->
                                            state(
                                                    store.report(store.root().resolve(r.id()))
                                                            .claims()))
                                    .orElse("not yet measured here");
                    return new Row(
                            card.number(), card.name(), card.title(), card.citation(), state);
                })
                .toList();
    }

    private static String state(List<Claim> claims) {
        long holding = claims.stream().filter(Claim::holds).count();
        return "%d of %d hold".formatted(holding, claims.size());
    }
}
