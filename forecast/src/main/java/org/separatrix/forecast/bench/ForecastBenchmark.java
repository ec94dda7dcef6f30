package org.separatrix.forecast.bench;

import org.separatrix.forecast.Forecasters;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.Engines;
import org.separatrix.lab.data.Dataset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares forecasters on systems of the catalogue or on a user's data.
public final class ForecastBenchmark {

    private final BenchConfig config;
    private final Optional<UserData> data;

    private ForecastBenchmark(BenchConfig config, Optional<UserData> data) {
        this.config = config;
        this.data = data;
    }

    /// A comparison on systems of the catalogue.
    public static ForecastBenchmark onCatalogue(BenchConfig config) {
        return new ForecastBenchmark(config, Optional.empty());
    }

    /// A comparison on a user's data: the last part of it is forecast from several origins.
    public static ForecastBenchmark onData(BenchConfig config, Dataset data) {
        return new ForecastBenchmark(config, Optional.of(new UserData(data, config)));
    }

    /// What a comparison gave.
    public record Outcome(List<CellResult> results, Report report) {}

    /// Evaluates all cells in this process, resuming from the run's folder, and writes the report.
    public Outcome run(Run run) {
        return run(run, Engines.LOCAL);
    }

    /// Evaluates all cells by an engine, resuming from the run's folder, and writes the report.
    public Outcome run(Run run, Engine engine) {
        var plan = plan(run);
        var results = evaluate(plan, run, engine);
        return new Outcome(
                results,
                new BenchReport(
                                config,
                                plan.models(),
                                plan.systems(),
                                plan.repeats(),
                                plan.source().subjects(),
                                results)
                        .build());
    }

    /// Evaluates all cells in this process as [#run(Run)] does and gives each with its data,
    /// without a report.
    public List<Trial> trials(Run run) {
        var plan = plan(run);
        var results = evaluate(plan, run, Engines.LOCAL);
        var subjects = plan.source().subjects();
        return results.stream().map(result -> Trial.of(result, subjects)).toList();
    }

    /// What is to be evaluated.
    private record Plan(
            List<String> models, List<String> systems, int repeats, BenchTask.Source source) {

        List<Cell> cells(String setting) {
            var cells = new ArrayList<Cell>();
            for (int repeat = 0; repeat < repeats; repeat++) {
                for (String system : systems) {
                    for (String model : models) {
                        cells.add(new Cell(system, model, repeat, setting));
                    }
                }
            }
            return cells;
        }
    }

    private Plan plan(Run run) {
        var models = new ArrayList<String>();
        for (String model : config.models()) {
            if (!model.equals("oracle")) {
                Forecasters.named(model);
                models.add(model);
            } else if (data.isEmpty()) {
                models.add(model);
            }
        }
        if (models.isEmpty()) {
            throw new LabException("models must name at least one forecaster");
        }
        return new Plan(
                models,
                data.map(d -> List.of(d.name())).orElse(config.systems()),
                data.map(UserData::origins).orElse(config.repeats()),
                new BenchTask.Source(config, data.orElse(null), named(run), run.seed()));
    }

    /// Names the data, and with them the random draws, of all cells.
    private String named(Run run) {
        return config.data()
                + " seed="
                + run.seed()
                + data.map(d -> " data=" + d.hash()).orElse("");
    }

    private List<CellResult> evaluate(Plan plan, Run run, Engine engine) {
        Path file = run.folder().resolve("cells.duckdb");
        try (var store = CellStore.open(file)) {
            var results =
                    engine.evaluate(
                            plan.cells(named(run) + " " + config.treatment()),
                            plan.source(),
                            store,
                            run,
                            Duration.ofMillis(Math.round(1000 * config.limitSeconds())));
            store.export(run.folder().resolve("metrics.parquet"));
            return results;
        }
    }
}
