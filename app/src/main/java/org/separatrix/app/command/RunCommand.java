package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.HeldRun;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Settings;
import org.separatrix.lab.report.TerminalProgress;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/// Runs the experiment of a method.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run the experiment of a method: it writes a report and ends in claims.",
            "",
            "  separatrix run dysts                          at the quick preset",
            "  separatrix run 01 --preset full --seed 7",
            "  separatrix run dysts -s periods=60            one setting changed",
            "",
            "'separatrix methods --settings METHOD' lists what -s takes."
        })
public final class RunCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            paramLabel = "METHOD",
            completionCandidates = MethodNames.class,
            description = "Number, short name, or both: 1, dysts, 01-dysts.")
    private String method = "";

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description = "quick (minutes) or full (the paper's scale).")
    private String preset = "quick";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random streams (default: 0).")
    private long seed;

    @Option(
            names = {"-s", "--setting"},
            paramLabel = "NAME=VALUE",
            description = "Change a setting of the preset; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Print the resolved configuration and stop.")
    private boolean dry;

    @Option(names = "--fresh", description = "Start anew even if the same run was interrupted.")
    private boolean fresh;

    @Mixin private DeviceOption device = new DeviceOption();

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Mixin private JsonOption json = new JsonOption();

    public RunCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var experiment = Methods.named(method);
        if (dry) {
            main.terminal().out().print(Settings.yaml(configuration(experiment, preset, settings)));
            return 0;
        }
        var outcome =
                execute(
                        main,
                        experiment,
                        preset,
                        settings,
                        seed,
                        device.use(),
                        quiet || json.wanted(),
                        fresh);
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, answer(outcome));
        } else {
            out.print(new TerminalReport(main.terminal().colour()).render(outcome.report()));
            out.println();
            out.println("Report: " + outcome.folder().resolve("report.html"));
        }
        return outcome.report().holds() ? 0 : Main.CLAIM;
    }

    /// A report and the folder it lies in.
    record Outcome(Report report, Path folder) {}

    static Map<String, Object> answer(Outcome outcome) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("title", outcome.report().title());
        answer.put("claims", outcome.report().claims());
        answer.put("runFolder", outcome.folder().toString());
        return answer;
    }

    static <C extends Record> C configuration(
            Experiment<C> experiment, String preset, Map<String, String> settings) {
        C base =
                switch (preset) {
                    case "quick" -> experiment.quick();
                    case "full" -> experiment.full();
                    default ->
                            throw new LabException(
                                    "--preset must be quick or full, got '" + preset + "'");
                };
        return Settings.with(base, settings);
    }

    static <C extends Record> Outcome execute(
            Main main,
            Experiment<C> experiment,
            String preset,
            Map<String, String> settings,
            long seed,
            String device,
            boolean quiet,
            boolean fresh) {
        C configuration = configuration(experiment, preset, settings);
        var command =
                new ArrayList<>(
                        List.of(
                                "run",
                                experiment.card().id(),
                                "--preset",
                                preset,
                                "--seed",
                                Long.toString(seed)));
        settings.forEach((name, value) -> command.addAll(List.of("-s", name + "=" + value)));
        if (!device.equals("cpu")) {
            command.addAll(List.of("--device", device));
        }
        var store = main.store();
        try (var held = store.hold(experiment.card().id(), seed, configuration, command, fresh)) {
            if (held.resumed()) {
                main.terminal()
                        .err()
                        .println(
                                "Going on with the interrupted run "
                                        + held.folder().getFileName()
                                        + ".");
            }
            return outcome(main, experiment, configuration, seed, device, quiet, held);
        }
    }

    private static <C extends Record> Outcome outcome(
            Main main,
            Experiment<C> experiment,
            C configuration,
            long seed,
            String device,
            boolean quiet,
            HeldRun held) {
        var store = main.store();
        var folder = held.folder();
        Progress progress =
                quiet
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
            return new Outcome(store.finish(folder, experiment.run(configuration, run)), folder);
        } catch (CancellationException e) {
            store.close(folder, "cancelled");
            throw interrupted(folder);
        } catch (RuntimeException e) {
            store.close(folder, "failed");
            throw e;
        }
    }

    /// What is told to a user who has pressed Ctrl-C.
    static CancellationException interrupted(Path folder) {
        return new CancellationException(
                "interrupted; what is finished is kept in %s, and the same command goes on from there"
                        .formatted(folder));
    }
}
