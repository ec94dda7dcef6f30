package org.separatrix.forecast.bench;

import org.separatrix.forecast.Forecasters;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.LocalEngine;
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

    /// Evaluates all cells, resuming from the run's folder, and writes the report.
    public Outcome run(Run run) {
        var plan = plan(run);
        var results = plan.evaluate(run);
        return new Outcome(
                results,
                new BenchReport(
                                config,
                                plan.models,
                                plan.systems,
                                plan.repeats,
                                plan.subjects,
                                results)
                        .build());
    }

    /// Evaluates all cells as [#run] does and gives each with its data, without a report.
    public List<Trial> trials(Run run) {
        var plan = plan(run);
        return plan.evaluate(run).stream().map(plan::trial).toList();
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
                data.<BenchTask.Subjects>map(d -> (_, repeat) -> d.subject(repeat))
                        .orElseGet(() -> new CatalogueSubjects(config, run.seeds())),
                config.data()
                        + " seed="
                        + run.seed()
                        + data.map(d -> " data=" + d.hash()).orElse(""));
    }

    /// What is to be evaluated.
    private final class Plan {
        private final List<String> models;
        private final List<String> systems;
        private final int repeats;
        private final BenchTask.Subjects subjects;
        private final String named;

        /// @param named names the data, and with them the random draws, of all cells
        Plan(
                List<String> models,
                List<String> systems,
                int repeats,
                BenchTask.Subjects subjects,
                String named) {
            this.models = models;
            this.systems = systems;
            this.repeats = repeats;
            this.subjects = subjects;
            this.named = named;
        }

        private List<Cell> cells() {
            String setting = named + " " + config.treatment();
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

        List<CellResult> evaluate(Run run) {
            Path file = run.folder().resolve("cells.duckdb");
            try (var store = CellStore.open(file)) {
                var results =
                        LocalEngine.evaluate(
                                cells(),
                                new BenchTask(subjects, config, named, run.seeds()),
                                store,
                                run,
                                Duration.ofMillis(Math.round(1000 * config.limitSeconds())));
                store.exportParquet(run.folder().resolve("metrics.parquet"));
                return results;
            }
        }

        Trial trial(CellResult result) {
            var cell = result.cell();
            var subject = subjects.of(cell.system(), cell.seed());
            var details =
                    result.succeeded()
                            ? ReportJson.MAPPER.readValue(result.details(), BenchTask.Details.class)
                            : new BenchTask.Details("", new double[0][]);
            return new Trial(
                    result,
                    subject.history(),
                    subject.truth(),
                    details.forecast(),
                    details.settings(),
                    subject.season(),
                    subject.exponent());
        }
    }
}
