package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.HeldRun;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.lab.report.TerminalProgress;
import org.separatrix.lab.report.TerminalReport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Runs a tool on a user's data, in a run folder that a killed run goes on from.
///
/// @param settings what the user changed, by name
record ToolRun(
        Main main,
        DataOptions data,
        Map<String, String> settings,
        long seed,
        String device,
        boolean quiet,
        boolean json) {

    private static final String DATA_HASH = "data.sha256";

    <C extends Record> int fit(Tool<C> tool) {
        C chosen = Settings.with(tool.defaults(), settings);
        boolean given = data.given();
        if (tool.needsData() && !given) {
            throw new LabException("--data FILE is needed");
        }
        Optional<Dataset> dataset = given ? Optional.of(data.read(main)) : Optional.empty();
        try (var held = hold(tool, chosen, given)) {
            var folder = held.folder();
            var report = apply(tool, chosen, dataset, held);
            print(report, folder);
            return report.holds() ? 0 : Main.CLAIM;
        }
    }

    /// The run to go on with, unless its data have changed since.
    private <C extends Record> HeldRun hold(Tool<C> tool, C chosen, boolean given) {
        var store = main.store();
        var command = words(tool.name());
        String hash = given ? Provenance.hash(data.file()) : "";
        var held = store.hold("fit-" + tool.name(), seed, chosen, command, false);
        if (held.resumed() && !hash.equals(stored(held.folder()))) {
            held.close();
            held = store.hold("fit-" + tool.name(), seed, chosen, command, true);
        }
        if (held.resumed()) {
            main.terminal()
                    .err()
                    .println(
                            "Going on with the interrupted run "
                                    + held.folder().getFileName()
                                    + ".");
        } else {
            RunStore.write(held.folder().resolve(DATA_HASH), hash);
        }
        return held;
    }

    private static String stored(Path folder) {
        try {
            return Files.readString(folder.resolve(DATA_HASH));
        } catch (IOException e) {
            return "none";
        }
    }

    private <C extends Record> Report apply(
            Tool<C> tool, C chosen, Optional<Dataset> dataset, HeldRun held) {
        var store = main.store();
        var folder = held.folder();
        Progress progress =
                quiet || json
                        ? Progress.SILENT
                        : new TerminalProgress(main.terminal().err(), main.terminal().live());
        var run =
                new Run(
                        seed,
                        folder,
                        Runtime.getRuntime().availableProcessors(),
                        device,
                        progress,
                        main.interrupted());
        try {
            return store.finish(folder, tool.apply(chosen, dataset, run));
        } catch (CancellationException e) {
            store.close(folder, "cancelled");
            throw RunCommand.interrupted(folder);
        } catch (RuntimeException e) {
            store.close(folder, "failed");
            throw e;
        }
    }

    private void print(Report report, Path folder) {
        var out = main.terminal().out();
        if (json) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("title", report.title());
            answer.put("claims", report.claims());
            answer.put("runFolder", folder.toString());
            JsonOption.print(out, answer);
        } else {
            out.print(new TerminalReport(main.terminal().colour()).render(report));
            out.println();
            out.println("Results: " + folder + "   (report.html shows them)");
        }
    }

    private List<String> words(String method) {
        var command = new ArrayList<>(List.of("fit", "--method", method));
        data.words(command);
        settings.forEach((name, value) -> command.addAll(List.of("-s", name + "=" + value)));
        command.addAll(List.of("--seed", Long.toString(seed)));
        return command;
    }
}
