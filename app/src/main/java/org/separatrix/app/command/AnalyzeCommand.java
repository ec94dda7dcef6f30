package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.invariants.AnalysisSettings;
import org.separatrix.analysis.invariants.CatalogAnalysis;
import org.separatrix.analysis.invariants.InvariantsYaml;
import org.separatrix.analysis.invariants.SystemAnalysis;
import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.report.TerminalProgress;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Measures the invariants of systems.
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = {
            "Measure Lyapunov exponents, dimensions, entropies and the dominant period, each with"
                    + " its error.",
            "",
            "  separatrix analyze Lorenz",
            "  separatrix analyze Lorenz --set rho=99.96",
            "  separatrix analyze my-system.yaml --periods 3000",
            "  separatrix analyze                            the whole catalogue, ending in a"
                    + " table",
            "",
            "The whole catalogue is a run: after an interruption the same command goes on.",
            "Errors are one standard error. Exponents are per time unit, or per step of a map."
        })
public final class AnalyzeCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "SYSTEM",
            completionCandidates = SystemNames.class,
            description = "A name of the catalogue or a path to a file; without it, every system.")
    private @Nullable String name;

    @Option(
            names = {"-p", "--set"},
            paramLabel = "NAME=VALUE",
            description = "Set a parameter; may be repeated.")
    private Map<String, Double> parameters = new LinkedHashMap<>();

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Use other equations of the same entry.")
    private @Nullable String variant;

    @Option(
            names = "--periods",
            paramLabel = "N",
            description =
                    "Length of the run in dominant periods, hundreds of steps for a map (default:"
                            + " ${DEFAULT-VALUE}).")
    private double periods = 300;

    @Option(
            names = "--transient",
            paramLabel = "N",
            description = "Periods that a trajectory runs first (default: ${DEFAULT-VALUE}).")
    private double transients = AnalysisSettings.DEFAULT.transients();

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "Independent runs (default: ${DEFAULT-VALUE}).")
    private int starts = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random choices (default: 0).")
    private long seed;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description =
                    "Longest time for one system of the catalogue (default: ${DEFAULT-VALUE}).")
    private int limit = 60;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these systems of the catalogue.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--update",
            paramLabel = "FOLDER",
            description = "Write the results into the catalogue files in this folder.")
    private @Nullable Path update;

    @Option(names = "--fresh", description = "Start anew even if the same run was interrupted.")
    private boolean fresh;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Mixin private JsonOption json = new JsonOption();

    public AnalyzeCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var settings =
                AnalysisSettings.DEFAULT
                        .withPeriods(periods, transients)
                        .withStarts(starts)
                        .withSeed(seed)
                        .withThreads(Runtime.getRuntime().availableProcessors());
        return name == null ? catalogue(settings) : one(name, settings);
    }

    private int one(String wanted, AnalysisSettings settings) {
        var system = Catalog.resolve(wanted);
        system = variant == null ? system : system.variant(variant);
        system = system.withParameters(parameters);
        var analysis = SystemAnalysis.of(system, settings.withCancelled(main.interrupted()));
        if (update != null) {
            store(update, system.name(), analysis);
        }
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, answer(system, analysis));
            return 0;
        }
        var rows = new ArrayList<List<String>>();
        var published = system.published();
        int k = 1;
        for (var exponent : analysis.invariants().lyapunov()) {
            String stored =
                    published.lyapunov().size() >= k
                            ? published.lyapunov().get(k - 1).toString()
                            : "";
            rows.add(List.of("Lyapunov exponent " + k++, exponent.toString(), stored));
        }
        var i = analysis.invariants();
        row(rows, "Kaplan-Yorke dimension", i.kaplanYorke(), published.kaplanYorke());
        row(rows, "correlation dimension", i.correlation(), published.correlation());
        row(rows, "Pesin entropy", i.pesin(), published.pesin());
        row(rows, "multiscale entropy", i.multiscaleEntropy(), published.multiscaleEntropy());
        row(rows, "dominant period", i.period(), Optional.empty());
        out.println(system.name());
        out.print(
                TerminalReport.table(
                        List.of(
                                "invariant",
                                "measured",
                                system.publishedSource().isEmpty()
                                        ? "published"
                                        : system.publishedSource()),
                        rows));
        for (String remark : analysis.remarks()) {
            out.println("Note: " + remark);
        }
        return 0;
    }

    private static void row(
            List<List<String>> rows,
            String what,
            Optional<Estimate> measured,
            Optional<Estimate> published) {
        rows.add(
                List.of(
                        what,
                        measured.map(Estimate::toString).orElse("–"),
                        published.map(Estimate::toString).orElse("")));
    }

    private int catalogue(AnalysisSettings settings) {
        Path folder = update;
        if (!parameters.isEmpty() || variant != null) {
            throw new LabException("--set and --variant need the name of a system");
        }
        var names = only.isEmpty() ? CatalogAnalysis.names() : only;
        List<SystemDescription> systems = names.stream().map(Catalog::system).toList();
        Progress progress =
                quiet || json.wanted()
                        ? Progress.SILENT
                        : new TerminalProgress(main.terminal().err(), main.terminal().live());
        var survey = new CatalogueSurvey(systems, settings, Duration.ofSeconds(limit));
        var entries =
                survey.run(
                        main,
                        fresh,
                        progress,
                        entry -> {
                            if (folder != null) {
                                entry.analysis().ifPresent(a -> store(folder, entry.name(), a));
                            }
                        });
        var out = main.terminal().out();
        if (json.wanted()) {
            var answers = new ArrayList<Map<String, Object>>();
            for (int k = 0; k < entries.size(); k++) {
                var system = systems.get(k);
                answers.add(
                        entries.get(k)
                                .analysis()
                                .map(a -> answer(system, a))
                                .orElse(
                                        Map.of(
                                                "name",
                                                system.name(),
                                                "failure",
                                                entries.get(k).failure().orElse(""))));
            }
            JsonOption.print(out, answers);
            return 0;
        }
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < entries.size(); k++) {
            rows.add(line(systems.get(k), entries.get(k)));
        }
        out.print(
                TerminalReport.table(
                        List.of(
                                "system",
                                "largest exponent",
                                "stored elsewhere",
                                "Kaplan-Yorke",
                                "correlation",
                                "period",
                                "note"),
                        rows));
        long failed = entries.stream().filter(e -> e.analysis().isEmpty()).count();
        out.println(entries.size() + " systems, " + failed + " without a result.");
        return 0;
    }

    private static List<String> line(SystemDescription system, CatalogAnalysis.Entry entry) {
        String stored =
                system.published().largestLyapunov().map(e -> Claim.number(e.value())).orElse("");
        if (entry.analysis().isEmpty()) {
            return List.of(system.name(), "–", stored, "–", "–", "–", entry.failure().orElse(""));
        }
        var analysis = entry.analysis().get();
        var i = analysis.invariants();
        return List.of(
                system.name(),
                i.largestLyapunov().map(Estimate::toString).orElse("–"),
                stored,
                i.kaplanYorke().map(Estimate::toString).orElse("–"),
                i.correlation().map(Estimate::toString).orElse("–"),
                i.period().map(Estimate::toString).orElse("–"),
                analysis.remarks().stream()
                        .findFirst()
                        .map(r -> r.length() > 60 ? r.substring(0, 57) + "..." : r)
                        .orElse(""));
    }

    private static void store(Path folder, String name, SystemAnalysis analysis) {
        var file = folder.resolve(name + ".yaml");
        try {
            RunStore.write(
                    file, InvariantsYaml.write(Files.readString(file), analysis.invariants()));
        } catch (IOException e) {
            throw new LabException(
                    "cannot read " + file + "; --update takes the folder of the catalogue's files",
                    e);
        }
    }

    /// An estimate as scripts read it.
    record Value(double value, double error) {
        static Value of(Estimate estimate) {
            return new Value(estimate.value(), estimate.error());
        }
    }

    private static Map<String, Object> answer(SystemDescription system, SystemAnalysis analysis) {
        var i = analysis.invariants();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", system.name());
        answer.put(
                "lyapunovSpectrum",
                i.lyapunov().stream().map(Value::of).collect(Collectors.toList()));
        i.kaplanYorke().ifPresent(v -> answer.put("kaplanYorkeDimension", Value.of(v)));
        i.correlation().ifPresent(v -> answer.put("correlationDimension", Value.of(v)));
        i.pesin().ifPresent(v -> answer.put("pesinEntropy", Value.of(v)));
        i.multiscaleEntropy().ifPresent(v -> answer.put("multiscaleEntropy", Value.of(v)));
        i.period().ifPresent(v -> answer.put("period", Value.of(v)));
        answer.put("mean", i.mean());
        answer.put("deviation", i.deviation());
        answer.put("remarks", analysis.remarks());
        return answer;
    }
}
