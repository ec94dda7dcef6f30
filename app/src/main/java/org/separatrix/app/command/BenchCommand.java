package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Settings;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.report.TerminalProgress;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Compares forecasters: the main job.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Compare forecasters on chaotic systems, or on your own file.",
            "",
            "  separatrix bench",
            "  separatrix bench --systems Lorenz,Rossler --models nvar,esn,gp",
            "  separatrix bench --data my.csv --time t --columns a,b",
            "",
            "Systems are integrated anew, models are tuned on one trajectory, fitted on another and"
                    + " continue it.",
            "The leaderboard is printed; the report shows attractors, forecasts and the growth of"
                    + " errors.",
            "A killed bench goes on where it was when the same command is given again."
        })
public final class BenchCommand implements Callable<Integer> {

    private final Main main;

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description = "Systems of the catalogue, with commas between.")
    private List<String> systems = new ArrayList<>();

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "Forecasters, with commas between.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--smallest",
            description = "Two systems, untuned models, one repeat: a check that everything works.")
    private boolean smallest;

    @Option(
            names = {"-s", "--setting"},
            paramLabel = "NAME=VALUE",
            description = {
                "Change a setting; may be repeated: pointsPerPeriod, historyPeriods,"
                        + " horizonPeriods, repeats, tuned, noise."
            })
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random streams (default: 0).")
    private long seed;

    @Mixin private DataOptions data = new DataOptions();

    @Option(names = "--fresh", description = "Start anew even if the same bench was interrupted.")
    private boolean fresh;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Cells worked on at a time (default: all processors).")
    private @Nullable Integer threads;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Mixin private JsonOption json = new JsonOption();

    public BenchCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var config = configuration();
        var bench =
                data.given()
                        ? ForecastBenchmark.onData(config, data.read(main))
                        : ForecastBenchmark.onCatalogue(config);
        var store = main.store();
        var folder = folder(store, config);
        var stop = new AtomicBoolean();
        var hook = Interruption.onSignal(stop);
        Progress progress =
                quiet || json.wanted()
                        ? Progress.SILENT
                        : new TerminalProgress(main.terminal().err(), main.terminal().live());
        int workers =
                threads == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, threads);
        ForecastBenchmark.Outcome outcome;
        try {
            outcome = bench.run(new Run(seed, folder, workers, "cpu", progress, stop::get));
        } catch (CancellationException e) {
            store.close(folder, "cancelled");
            throw e;
        } finally {
            hook.release();
        }
        var report = store.finish(folder, outcome.report());
        var out = main.terminal().out();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("rows", rows(outcome.results()));
            answer.put("runFolder", folder.toString());
            JsonOption.print(out, answer);
        } else {
            var short_ = report.withSections(report.sections().subList(0, 2));
            out.print(new TerminalReport(main.terminal().colour()).render(short_));
            out.println();
            out.println("Report: " + folder.resolve("report.html"));
        }
        return 0;
    }

    private BenchConfig configuration() {
        var config = smallest ? BenchConfig.SMALLEST : BenchConfig.DEFAULT;
        var changes = new LinkedHashMap<>(settings);
        if (!systems.isEmpty()) {
            changes.put("systems", String.join(",", systems));
        }
        if (!models.isEmpty()) {
            changes.put("models", String.join(",", models));
        }
        return Settings.with(config, changes);
    }

    /// The folder of the newest unfinished run of the same command, or a new one.
    private Path folder(RunStore store, BenchConfig config) {
        var command = new ArrayList<>(List.of("bench", "--seed", Long.toString(seed)));
        for (var setting : Settings.of(config)) {
            command.addAll(
                    List.of("-s", setting.name() + "=" + setting.value().replace(", ", ",")));
        }
        data.words(command);
        if (!fresh) {
            for (var entry : store.entries()) {
                boolean same = entry.kind().equals("bench") && entry.command().equals(command);
                boolean sameProgram =
                        ("separatrix " + Provenance.version()).equals(entry.facts().get("program"));
                if (same && sameProgram && !entry.state().equals("finished")) {
                    main.terminal()
                            .err()
                            .println("Going on with the interrupted run " + entry.id() + ".");
                    return store.root().resolve(entry.id());
                }
            }
        }
        return store.open("bench", seed, config, command);
    }

    /// One score of one cell; medians over repeats are the reader's business.
    record Row(String system, String model, long repeat, String metric, double value) {}

    private static List<Row> rows(List<CellResult> results) {
        var rows = new ArrayList<Row>();
        for (var result : results) {
            var cell = result.cell();
            result.metrics().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e ->
                            rows.add(
                                    new Row(
                                            cell.system(),
                                            cell.model(),
                                            cell.seed(),
                                            e.getKey(),
                                            e.getValue())));
        }
        if (rows.isEmpty()) {
            throw new LabException(
                    "no model gave a forecast: "
                            + results.stream()
                                    .map(CellResult::failure)
                                    .filter(f -> !f.isEmpty())
                                    .findFirst()
                                    .orElse("no cells"));
        }
        return rows;
    }
}
