package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;
import org.separatrix.forecast.ModelFile;
import org.separatrix.forecast.Tuning;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tools;
import org.separatrix.lab.data.Segment;
import org.separatrix.lab.report.TerminalProgress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// Fits a forecaster to a user's data.
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "Fit a method to your data and save what it learned.",
            "",
            "  separatrix fit --method nvar --data my.csv --time t --columns a,b --output"
                    + " model.json",
            "  separatrix fit --method esn --data my.csv --tune        settings chosen by"
                    + " validation",
            "  separatrix fit --method esn --data my.csv -s units=500 -s leak=0.3",
            "",
            "Forecasters write a model that 'separatrix forecast' reads. The other methods write a"
                + " run folder with a report; 'separatrix fit --method NAME --settings' lists what"
                + " -s takes, and an unknown name lists them all."
        })
public final class FitCommand implements Callable<Integer> {

    private final Main main;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "NAME",
            completionCandidates = FitNames.class,
            description = "The method: a forecaster such as nvar, or another such as lightsb.")
    private String method = "";

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the fitted model goes (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("model.json");

    @Option(
            names = "--tune",
            description = "Choose settings by rolling validation on the last quarter of the data.")
    private boolean tune;

    @Option(
            names = {"-s", "--setting"},
            paramLabel = "NAME=VALUE",
            description = "A setting of the method; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--horizon",
            paramLabel = "ROWS",
            description = "Rows forecast in validation (default: ${DEFAULT-VALUE}).")
    private int horizon = 20;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random choices (default: 0).")
    private long seed;

    @Mixin private DeviceOption device = new DeviceOption();

    @Option(names = "--settings", description = "List the settings of the method and stop.")
    private boolean list;

    @Mixin private JsonOption json = new JsonOption();

    public FitCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        FitNames.check(method);
        String where = device.use();
        var tool = Tools.named(method);
        if (list) {
            Record described =
                    tool.isPresent() ? tool.get().defaults() : (Record) Forecasters.named(method);
            main.terminal().out().print(Settings.yaml(described));
            return 0;
        }
        if (tool.isPresent()) {
            if (tune) {
                throw new LabException("--tune is for forecasters; " + method + " is none");
            }
            return new ToolRun(main, data, settings, seed, where, false, json.wanted())
                    .fit(tool.get());
        }
        if (horizon < 1) {
            throw new LabException("--horizon must be at least 1, got " + horizon);
        }
        var base = Forecasters.named(method);
        var forecaster = settings.isEmpty() ? base : changed(base);
        var dataset = data.read(main);
        var pieces = dataset.regular(forecaster.shortest());
        var seeds = new Seeds(seed);
        double validation = Double.NaN;
        if (tune) {
            if (!settings.isEmpty()) {
                throw new LabException("--tune chooses the settings; give either --tune or -s");
            }
            var choice = Tuning.choose(forecaster, pieces, horizon, 4, seeds);
            forecaster = choice.forecaster();
            validation = choice.error();
        }
        var shortest = forecaster.shortest();
        var usable = pieces.stream().filter(p -> p.size() >= shortest).toList();
        var fitted = forecaster.fit(usable, seeds, progress());
        Segment last = usable.getLast();
        var file =
                ModelFile.of(
                        forecaster,
                        fitted,
                        last,
                        seed,
                        Map.of("name", dataset.name(), "sha256", Provenance.hash(data.file())));
        file.write(output);
        int rows = usable.stream().mapToInt(Segment::size).sum();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("method", forecaster.name());
        answer.put("settings", forecaster.toString());
        answer.put("channels", last.names());
        answer.put("rows", rows);
        answer.put("pieces", usable.size());
        if (!Double.isNaN(validation)) {
            answer.put("validationError", validation);
        }
        answer.put("model", output.toString());
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, answer);
        } else {
            out.println(
                    "Fitted %s on %d rows of %s in %d %s."
                            .formatted(
                                    forecaster,
                                    rows,
                                    String.join(", ", last.names()),
                                    usable.size(),
                                    usable.size() == 1 ? "piece" : "pieces"));
            if (!Double.isNaN(validation)) {
                out.println(
                        "Validation error over %d rows: %s standard deviations."
                                .formatted(horizon, Claim.number(validation)));
            }
            out.println(
                    "Model: "
                            + output
                            + "   (separatrix forecast --model "
                            + output
                            + " --steps 100)");
        }
        return 0;
    }

    private Progress progress() {
        return json.wanted()
                ? Progress.SILENT
                : new TerminalProgress(main.terminal().err(), main.terminal().live());
    }

    private Forecaster changed(Forecaster base) {
        return (Forecaster) Settings.with((Record) base, settings);
    }
}
