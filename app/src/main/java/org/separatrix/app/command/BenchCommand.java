package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.forecast.Forecasters;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.lab.HeldRun;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Settings;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.Engines;
import org.separatrix.lab.bench.ProcessEngine;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

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
            "  separatrix bench --all",
            "  separatrix bench --all --memory 2000 -s limitSeconds=300",
            "  separatrix bench --engine spark --master spark://host:7077",
            "  separatrix bench --board latest --metric smape,validLyapunovTimes",
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
            completionCandidates = SystemNames.class,
            description = "Systems of the catalogue, with commas between.")
    private List<String> systems = new ArrayList<>();

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = ModelNames.class,
            description = "Forecasters, with commas between.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--smallest",
            description = "Two systems, untuned models, one repeat: a check that everything works.")
    private boolean smallest;

    @Option(
            names = "--all",
            description =
                    "Every forecaster on twenty systems: some twenty minutes on two processors.")
    private boolean all;

    @Option(
            names = {"-s", "--setting"},
            paramLabel = "NAME=VALUE",
            description = {
                "Change a setting; may be repeated: pointsPerPeriod, historyPeriods,"
                        + " horizonPeriods, repeats, tuned, noise, scale, limitSeconds."
            })
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random streams (default: 0).")
    private long seed;

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--board",
            arity = "0..1",
            fallbackValue = BoardAnswer.LATEST,
            paramLabel = "RUN",
            description = {
                "Run nothing: rank the models of a finished or interrupted bench, with tests of the"
                        + " differences (default: the latest)."
            })
    private @Nullable String board;

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "NAME",
            description = "Scores to rank by with --board, with commas between.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "Write all results as a table, .parquet or .csv; with --board those of a stored"
                            + " bench.")
    private @Nullable Path export;

    @Option(names = "--fresh", description = "Start anew even if the same bench was interrupted.")
    private boolean fresh;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Cells worked on at a time (default: all processors).")
    private @Nullable Integer threads;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = {
                "Where cells are evaluated: local (threads, the default), processes (a Java machine"
                        + " each, which a limit ends by force) or spark."
            })
    private String engine = "local";

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = {
                "Most memory of a cell in MiB, heap and native; cells then run in processes of"
                        + " their own."
            })
    private @Nullable Integer memory;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = {
                "Spark's cluster: local[N] or spark://HOST:PORT (default: local[--threads])."
            })
    private @Nullable String master;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Mixin private JsonOption json = new JsonOption();

    public BenchCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        if (export != null) {
            CellStore.requireTable(export);
        }
        if (board != null) {
            return new BoardAnswer(main, board, metrics, seed, export).print(json.wanted());
        }
        if (!metrics.isEmpty()) {
            throw new LabException("--metric needs --board, the run whose models it ranks");
        }
        var config = configuration();
        var bench =
                data.given()
                        ? ForecastBenchmark.onData(config, data.read(main))
                        : ForecastBenchmark.onCatalogue(config);
        var evaluator = engine();
        var store = main.store();
        try (var held = store.hold("bench", seed, config, words(config), fresh)) {
            return answer(bench, evaluator, store, held);
        }
    }

    private int answer(ForecastBenchmark bench, Engine evaluator, RunStore store, HeldRun held) {
        var folder = held.folder();
        if (held.resumed()) {
            main.terminal()
                    .err()
                    .println("Going on with the interrupted run " + folder.getFileName() + ".");
        }
        Progress progress =
                quiet || json.wanted()
                        ? Progress.SILENT
                        : new TerminalProgress(main.terminal().err(), main.terminal().live());
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        ForecastBenchmark.Outcome outcome;
        try {
            outcome =
                    bench.run(
                            new Run(seed, folder, workers, "cpu", progress, main.interrupted()),
                            evaluator);
        } catch (CancellationException e) {
            store.close(folder, "cancelled");
            throw RunCommand.interrupted(folder);
        } catch (RuntimeException e) {
            store.close(folder, "failed");
            throw e;
        }
        if (export != null) {
            try (var cells = CellStore.open(folder.resolve("cells.duckdb"))) {
                cells.export(export);
            }
        }
        var rows = rows(outcome.results());
        if (rows.isEmpty()) {
            store.close(folder, "failed");
            throw new LabException("no model gave a forecast: " + firstFailure(outcome.results()));
        }
        var report = store.finish(folder, outcome.report());
        var out = main.terminal().out();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("rows", rows);
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

    private Engine engine() {
        var named = Engines.named(engine, Optional.ofNullable(master));
        if (memory == null) {
            return named;
        }
        if (engine.equals("spark")) {
            throw new LabException(
                    "--memory needs --engine processes; Spark's own executors have"
                            + " a heap of spark.executor.memory");
        }
        return new ProcessEngine(memory);
    }

    private BenchConfig configuration() {
        if (smallest && all) {
            throw new LabException("give either --smallest or --all");
        }
        var config = smallest ? BenchConfig.SMALLEST : all ? BenchConfig.ALL : BenchConfig.DEFAULT;
        var changes = new LinkedHashMap<>(settings);
        if (!systems.isEmpty()) {
            changes.put("systems", String.join(",", systems));
        }
        if (!models.isEmpty()) {
            changes.put("models", String.join(",", models));
        }
        var wanted = Settings.with(config, changes);
        if (threads != null && threads < 1) {
            throw new LabException("--threads must be at least 1, got " + threads);
        }
        for (String model : wanted.models()) {
            if (!model.equals("oracle")) {
                Forecasters.named(model);
            }
        }
        for (String system : wanted.systems()) {
            var kind = Catalog.system(system).kind();
            if (kind != SystemDescription.Kind.FLOW && kind != SystemDescription.Kind.DELAY) {
                throw new LabException(
                        "bench compares forecasts of flows and delay systems; %s is a %s"
                                .formatted(system, kind.text()));
            }
        }
        return wanted;
    }

    /// The words that give the same comparison again.
    private List<String> words(BenchConfig config) {
        var command = new ArrayList<>(List.of("bench", "--seed", Long.toString(seed)));
        for (var setting : Settings.of(config)) {
            command.addAll(
                    List.of("-s", setting.name() + "=" + setting.value().replace(", ", ",")));
        }
        data.words(command);
        return command;
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
        return rows;
    }

    private static String firstFailure(List<CellResult> results) {
        return results.stream()
                .map(CellResult::failure)
                .filter(f -> !f.isEmpty())
                .findFirst()
                .orElse("every forecast blew up");
    }
}
