package org.separatrix.studio;

import org.separatrix.equations.Names;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tool;
import org.separatrix.lab.Tools;
import org.separatrix.lab.data.Dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Turns requests into assignments; what cannot be done is said here, before anything waits.
final class Assignments {

    private static final int MOST_STEPS = 100_000;
    private static final int MOST_ORIGINS = 1000;

    private final Uploads uploads;

    Assignments(Uploads uploads) {
        this.uploads = uploads;
    }

    Assignment of(JobRequest request) {
        return switch (request.kind()) {
            case EXPERIMENT -> experiment(Methods.named(request.method()), request);
            case FIT -> fit(request);
            case BENCH -> bench(request);
        };
    }

    private static <C extends Record> Assignment experiment(
            Experiment<C> experiment, JobRequest request) {
        String preset = request.preset() == null ? "quick" : request.preset();
        C base =
                switch (preset) {
                    case "quick" -> experiment.quick();
                    case "full" -> experiment.full();
                    default -> throw StudioException.bad("the preset must be quick or full");
                };
        C chosen = Settings.with(base, request.changes());
        var card = experiment.card();
        var command =
                new ArrayList<>(
                        List.of(
                                "run",
                                card.id(),
                                "--preset",
                                preset,
                                "--seed",
                                "" + request.seed()));
        settings(request, command);
        return new Assignment(
                card.title(), card.id(), chosen, command, run -> experiment.run(chosen, run));
    }

    private Assignment fit(JobRequest request) {
        var tool = Tools.named(request.method());
        if (tool.isPresent()) {
            return tool(tool.get(), request);
        }
        var names =
                Stream.concat(
                                Forecasters.all().stream().map(Forecaster::name),
                                Tools.all().stream().map(Tool::name))
                        .toList();
        if (!names.contains(request.method())) {
            throw StudioException.bad(
                    "unknown method '%s'%s"
                            .formatted(
                                    Text.shown(request.method()),
                                    Names.hint(request.method(), names, "")));
        }
        return forecaster(Forecasters.named(request.method()), request);
    }

    private <C extends Record> Assignment tool(Tool<C> tool, JobRequest request) {
        C chosen = Settings.with(tool.defaults(), request.changes());
        if (tool.needsData() && dataset(request).isEmpty()) {
            throw StudioException.bad(tool.name() + " needs data");
        }
        var command = words(request);
        return new Assignment(
                tool.name() + named(request),
                "fit-" + tool.name(),
                chosen,
                command,
                run -> tool.apply(chosen, dataset(request), run));
    }

    private Assignment forecaster(Forecaster base, JobRequest request) {
        if (request.steps() < 1 || request.steps() > MOST_STEPS) {
            throw StudioException.bad(
                    "steps must lie in 1..%d, got %d".formatted(MOST_STEPS, request.steps()));
        }
        if (request.backtest() < 0
                || request.backtest() == 1
                || request.backtest() > MOST_ORIGINS) {
            throw StudioException.bad(
                    "backtest must be 0 or lie in 2..%d, got %d"
                            .formatted(MOST_ORIGINS, request.backtest()));
        }
        if (request.tune() && !request.changes().isEmpty()) {
            throw StudioException.bad("choose settings yourself or let them be chosen, not both");
        }
        if (dataset(request).isEmpty()) {
            throw StudioException.bad(base.name() + " needs data");
        }
        Forecaster chosen =
                request.changes().isEmpty()
                        ? base
                        : (Forecaster) Settings.with((Record) base, request.changes());
        var command = words(request);
        if (request.tune()) {
            command.add("--tune");
        }
        return new Assignment(
                base.name() + named(request),
                "fit-" + base.name(),
                (Record) chosen,
                command,
                run ->
                        new ForecastJob(
                                        chosen,
                                        dataset(request).orElseThrow(),
                                        request.tune(),
                                        request.steps(),
                                        request.backtest())
                                .run(run));
    }

    private static Assignment bench(JobRequest request) {
        var config = Settings.with(BenchConfig.DEFAULT, request.changes());
        var command = new ArrayList<>(List.of("bench", "--seed", "" + request.seed()));
        for (var setting : Settings.of(config)) {
            command.addAll(
                    List.of("-s", setting.name() + "=" + setting.value().replace(", ", ",")));
        }
        return new Assignment(
                "Comparison of forecasters",
                "bench",
                config,
                command,
                run -> ForecastBenchmark.onCatalogue(config).run(run).report());
    }

    /// Read to see whether a request is good, and again when its turn comes: what waits holds no
    /// data.
    private Optional<Dataset> dataset(JobRequest request) {
        if (request.data() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    uploads.read(
                                    request.data(),
                                    request.time(),
                                    request.channels(),
                                    request.group())
                            .dataset());
        } catch (LabException e) {
            throw StudioException.bad(String.valueOf(e.getMessage()));
        }
    }

    private String named(JobRequest request) {
        return request.data() == null ? "" : " on " + uploads.name(request.data());
    }

    private List<String> words(JobRequest request) {
        var command = new ArrayList<>(List.of("fit", "--method", request.method()));
        if (request.data() != null) {
            command.addAll(List.of("--data", uploads.file(request.data()).toString()));
        }
        if (request.time() != null) {
            command.addAll(List.of("--time", request.time()));
        }
        if (!request.channels().isEmpty()) {
            command.addAll(List.of("--columns", String.join(",", request.channels())));
        }
        if (request.group() != null) {
            command.addAll(List.of("--group", request.group()));
        }
        settings(request, command);
        command.addAll(List.of("--seed", "" + request.seed()));
        return command;
    }

    private static void settings(JobRequest request, List<String> command) {
        request.changes()
                .forEach((name, value) -> command.addAll(List.of("-s", name + "=" + value)));
    }
}
