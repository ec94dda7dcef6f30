package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/// Prints stored reports.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Print the report of a run, or list the runs.",
            "",
            "  separatrix report                list all runs",
            "  separatrix report last           the newest",
            "  separatrix report bench --path   where the page of the newest bench lies"
        })
public final class ReportCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "An id, its beginning, a method's name, a folder, or 'last'.")
    private String run = "";

    @Option(names = "--path", description = "Print the path of the page and nothing else.")
    private boolean path;

    @Mixin private JsonOption json = new JsonOption();

    public ReportCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var store = main.store();
        var out = main.terminal().out();
        if (run.isEmpty()) {
            var entries = store.entries();
            if (json.wanted()) {
                JsonOption.print(out, entries);
            } else if (entries.isEmpty()) {
                out.println("No runs in " + store.root() + " yet. 'separatrix bench' makes one.");
            } else {
                out.print(
                        TerminalReport.table(
                                List.of("run", "what", "seed", "state"),
                                entries.stream()
                                        .map(e ->
                                                List.of(
                                                        e.id(),
                                                        e.kind(),
                                                        Long.toString(e.seed()),
                                                        e.state()))
                                        .toList()));
            }
            return 0;
        }
        var folder = store.find(run);
        if (path) {
            out.println(folder.resolve("report.html"));
            return 0;
        }
        var report = store.report(folder);
        if (json.wanted()) {
            JsonOption.print(out, report);
        } else {
            out.print(new TerminalReport(main.terminal().colour()).render(report));
            out.println("Page: " + folder.resolve("report.html"));
        }
        return 0;
    }
}
